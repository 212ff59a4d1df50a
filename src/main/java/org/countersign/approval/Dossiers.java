package org.countersign.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.countersign.approval.Dossier.Standing;
import org.countersign.approval.Dossier.Standing.Holds;
import org.countersign.approval.Dossier.Subject;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.gate.Approval;
import org.countersign.gate.Decisions;
import org.countersign.gate.Entry;
import org.countersign.gate.FreshLook;
import org.countersign.gate.Json;
import org.countersign.gate.Mask;
import org.countersign.gate.Plan;
import org.countersign.gate.Status;
import org.countersign.gate.UnmaskedReads;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Customers;
import org.countersign.shop.Order;
import org.countersign.shop.Product;
import org.countersign.shop.Products;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** Makes dossiers, with a fresh look at the shop. When the shop cannot be asked they say so, and have everything else. */
@ApplicationScoped
public class Dossiers {

    private final FreshLook look;
    private final Customers customers;
    private final Products products;
    private final Histories histories;
    private final Decisions decisions;
    private final Grants grants;
    private final UnmaskedReads reads;

    Dossiers(
            FreshLook look,
            Customers customers,
            Products products,
            Histories histories,
            Decisions decisions,
            Grants grants,
            UnmaskedReads reads) {
        this.reads = reads;
        this.look = look;
        this.customers = customers;
        this.products = products;
        this.histories = histories;
        this.decisions = decisions;
        this.grants = grants;
    }

    /**
     * Unmasked, it is noted that it is shown.
     *
     * @param viewer whose right to see the action at all was judged before
     */
    public Dossier of(Caller viewer, Entry entry) {
        boolean personal = grants.permissions(viewer.roles()).has(Permissions.SEE_PERSONAL_DATA);
        if (personal) {
            reads.object(viewer, "dossier", entry.target());
        }
        FreshLook.Found found = look.at(entry);
        Trees trees = Trees.of(entry, found, personal);
        Optional<String> whose = whose(entry, found);
        Customer customer = whose.flatMap(this::customer).orElse(null);
        Names names = new Names(this::variant).with(trees.now()).with(trees.seen());
        if (customer != null) {
            names.with(masked(Json.tree(customer), personal));
        }
        return new Dossier(
                entry,
                new Moves(names, personal).of(entry),
                subject(entry, found, trees, names),
                whose.map(id -> histories.of(id, customer, entry.id())).orElse(null),
                standing(entry, found),
                decisions.may(viewer, entry),
                personal);
    }

    /** Whether this person may see the action that an approval is about: who decides, who handles escalations, who asked. */
    public boolean maySee(Caller viewer, Entry entry) {
        Permissions permissions = grants.permissions(viewer.roles());
        boolean own = entry.who().is(viewer);
        return viewer.person()
                && (own
                        || permissions.has(Permissions.DECIDE_APPROVALS)
                        || permissions.has(Permissions.HANDLE_ESCALATIONS));
    }

    /** Both states, as they are and as they may be shown. */
    private record Trees(
            @Nullable ObjectNode seenRaw,
            @Nullable ObjectNode nowRaw,
            @Nullable ObjectNode seen,
            @Nullable ObjectNode now) {

        static Trees of(Entry entry, FreshLook.Found found, boolean personal) {
            Approval approval = entry.approval();
            ObjectNode seen = approval == null ? null : approval.seen();
            ShopObject object = found instanceof FreshLook.Now(ShopObject read, boolean same) ? read : null;
            return new Trees(
                    seen,
                    object == null ? null : Json.tree(object.versioned()),
                    seen == null ? null : masked(seen.deepCopy(), personal),
                    object == null ? null : masked(Json.tree(object), personal));
        }
    }

    private static ObjectNode masked(ObjectNode tree, boolean personal) {
        return personal ? tree : Mask.over(tree);
    }

    private static @Nullable Subject subject(Entry entry, FreshLook.Found found, Trees trees, Names names) {
        ObjectNode shown = trees.now() == null ? trees.seen() : trees.now();
        Subject.State state = switch (found) {
            case FreshLook.Nothing nothing -> null;
            case FreshLook.Gone gone -> Subject.State.GONE;
            case FreshLook.Unreadable unreadable -> Subject.State.UNREADABLE;
            case FreshLook.Now now when entry.version().isEmpty() -> Subject.State.NOW;
            case FreshLook.Now(var object, boolean asPlanned) ->
                asPlanned ? Subject.State.AS_READ : Subject.State.CHANGED;
        };
        if (state == null) {
            return null;
        }
        String name = shown == null ? entry.target().id() : shown.path("name").asText();
        return new Subject(
                entry.target().type(),
                name,
                state,
                differences(trees),
                shown == null ? List.of() : Sections.of(shown, names));
    }

    private static List<Dossier.Difference> differences(Trees trees) {
        if (trees.seenRaw() == null || trees.nowRaw() == null || trees.seen() == null || trees.now() == null) {
            return List.of();
        }
        return Differences.of(trees.seenRaw(), trees.nowRaw(), trees.seen(), trees.now());
    }

    private Standing standing(Entry entry, FreshLook.Found found) {
        Approval approval = entry.approval();
        if (approval == null || entry.status() != Status.AWAITING_APPROVAL) {
            return new Standing(Holds.NO, "nothing waits for a word any more");
        }
        if (approval.over()) {
            return new Standing(Holds.NO, "its time is over");
        }
        String type = entry.target().type();
        return switch (found) {
            case FreshLook.Gone gone -> new Standing(Holds.NO, "the shop no longer has this " + type);
            case FreshLook.Unreadable unreadable ->
                new Standing(Holds.UNKNOWN, "the shop cannot be asked now; it is asked again before anything is done");
            case FreshLook.Now(var object, boolean asPlanned)
            when !asPlanned -> new Standing(Holds.NO, "the " + type + " has changed since this was asked for");
            case FreshLook.Now now -> granted(entry);
            case FreshLook.Nothing nothing -> granted(entry);
        };
    }

    private Standing granted(Entry entry) {
        return look.grantHolds(entry)
                ? new Standing(Holds.YES, "everything is as it was when this was asked for")
                : new Standing(Holds.NO, "the requester's grant has changed since this was asked for");
    }

    private static Optional<String> whose(Entry entry, FreshLook.Found found) {
        Plan plan = entry.plan();
        if (plan != null && plan.customer() != null) {
            return Optional.of(plan.customer());
        }
        if (found instanceof FreshLook.Now(ShopObject object, boolean same) && object instanceof Order order) {
            return Optional.of(order.customer().id().value());
        }
        return entry.target().type().equals("customer")
                ? Optional.of(entry.target().id())
                : Optional.empty();
    }

    private Optional<Customer> customer(String id) {
        try {
            return customers.customer(new CustomerId(id));
        } catch (BackendUnavailable gone) {
            return Optional.empty();
        }
    }

    /** A variant that the order does not have yet. */
    private @Nullable String variant(String id) {
        try {
            return products.productOfVariant(id)
                    .flatMap(product -> product.variants().stream()
                            .filter(variant -> variant.id().equals(id))
                            .findFirst()
                            .map(variant -> titled(product, variant)))
                    .orElse(null);
        } catch (BackendUnavailable gone) {
            return null;
        }
    }

    private static String titled(Product product, Product.Variant variant) {
        ObjectNode options = Json.object();
        variant.options().forEach(options::put);
        return Names.titled(product.title(), options);
    }
}
