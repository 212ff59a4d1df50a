package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Customer;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** Steps 6 and 7 of the gate: the receipt against a fresh read, and the shop's rules; then {@link Weighing}. */
@ApplicationScoped
class Examination {

    private final Receipts receipts;
    private final Snapshots snapshots;
    private final ShopReads shop;
    private final Grants grants;
    private final Ledger ledger;
    private final Weighing weighing;

    Examination(
            Receipts receipts, Snapshots snapshots, ShopReads shop, Grants grants, Ledger ledger, Weighing weighing) {
        this.receipts = receipts;
        this.snapshots = snapshots;
        this.shop = shop;
        this.grants = grants;
        this.ledger = ledger;
        this.weighing = weighing;
    }

    /**
     * A check that throws refuses.
     *
     * @param self the action that is judged, where there is one already
     */
    Decision examine(Caller caller, Action action, Request request, long settled, @Nullable String self) {
        List<CheckResult> results = new ArrayList<>();
        try {
            return examine(caller, action, request, settled, self, results);
        } catch (BackendUnavailable gone) {
            return stop(
                    results,
                    "shop",
                    Refusal.of(
                            ErrorCode.BACKEND_UNAVAILABLE,
                            "The shop cannot be asked now, so nothing was sent to it.",
                            "Repeat the same call unchanged in a minute."));
        } catch (LedgerUnavailable gone) {
            throw gone;
        } catch (RuntimeException unexpected) {
            System.getLogger(Examination.class.getName())
                    .log(System.Logger.Level.ERROR, "a check of " + action.tool() + " threw", unexpected);
            return stop(
                    results,
                    "checks",
                    Refusal.of(
                            ErrorCode.INTERNAL,
                            "A check could not be made, so nothing was sent to the shop.",
                            "Repeat the call once; if it fails again, hand the case to a person."));
        }
    }

    private Decision examine(
            Caller caller,
            Action action,
            Request request,
            long settled,
            @Nullable String self,
            List<CheckResult> results) {
        List<Grant> granted = grants.of(caller.roles(), action.tool()).stream()
                .filter(grant -> caller.person() || grant.serviceAccounts())
                .toList();
        if (granted.isEmpty() || !caller.mayWrite()) {
            return stop(
                    results,
                    "permission",
                    Refusal.of(
                            ErrorCode.NOT_PERMITTED,
                            "Your roles are not granted " + action.tool() + ".",
                            "Hand the case to a person who may."));
        }
        results.add(CheckResult.pass(
                "permission",
                "granted to "
                        + String.join(
                                ", ",
                                granted.stream()
                                        .map(grant -> grant.role() + " (version " + grant.version() + ")")
                                        .toList())));
        Optional<Receipts.Content> receipt = receipts.read(caller, action.target(), request.version());
        if (receipt.isEmpty()) {
            return stop(results, "receipt", notRead(action));
        }
        Optional<? extends ShopObject> now = shop.read(action.target());
        if (now.isEmpty()) {
            return stop(results, "receipt", notFound(action));
        }
        byte[] content = receipts.content(now.get(), settled);
        if (!receipt.get().matches(content)) {
            return stop(results, "receipt", stale(caller, action, receipt.get(), content));
        }
        results.add(CheckResult.pass("receipt", "read by this caller, unchanged since"));
        return switch (action.plan(now.get())) {
            case Refusal refusal -> stop(results, "shop_rules", refusal);
            case Plan plan -> {
                results.add(CheckResult.pass("shop_rules", plan.summary()));
                yield weighing.weigh(submitted(caller, action, request, granted, now.get(), plan, self), results);
            }
        };
    }

    private Case submitted(
            Caller caller,
            Action action,
            Request request,
            List<Grant> granted,
            ShopObject now,
            Plan plan,
            @Nullable String self) {
        String customer = customer(now);
        boolean ofCustomer = granted.stream().map(Budget::of).anyMatch(Budget::ofCustomer);
        Used.Of whose = new Used.Of(
                caller.issuer(),
                caller.subject(),
                action.tool(),
                ofCustomer ? customer : null,
                Budget.currency(plan.money()),
                self);
        return new Case(
                caller, action, request, granted, now, plan.of(customer), new Once<>(() -> ledger.used(whose)), self);
    }

    private static @Nullable String customer(ShopObject now) {
        return now instanceof Order order
                ? order.customer().id().value()
                : now instanceof Customer customer ? customer.id().value() : null;
    }

    /** Asked for at most once. */
    private static final class Once<T> implements Supplier<T> {

        private final Supplier<T> source;
        private @Nullable T known;

        Once(Supplier<T> source) {
            this.source = source;
        }

        @Override
        public T get() {
            T value = known == null ? source.get() : known;
            known = value;
            return value;
        }
    }

    private static Decision stop(List<CheckResult> results, String check, Refusal refusal) {
        results.add(CheckResult.refuse(check, refusal));
        return new Decision.Stop(Outcome.refused(List.copyOf(results), refusal));
    }

    private static Refusal notRead(Action action) {
        return Refusal.of(
                        ErrorCode.NOT_READ,
                        "This version does not come from your own read of "
                                + action.target().type() + " " + action.target().id() + ", or that read is too old.",
                        "Read it, look at what you find, and use the version of that answer.")
                .then(readAgain(action));
    }

    private static Refusal notFound(Action action) {
        return Refusal.of(
                ErrorCode.NOT_FOUND,
                "The shop has no " + action.target().type() + " "
                        + action.target().id() + ".",
                "Search for it and use an id that a read tool returned.");
    }

    private Refusal stale(Caller caller, Action action, Receipts.Content read, byte[] now) {
        ObjectNode data = Json.object();
        data.set("differences", snapshots.differences(read.hex(), Digest.hex(now)));
        data.put("object_version", receipts.issue(caller.issuer(), caller.subject(), action.target(), now));
        return Refusal.of(
                        ErrorCode.STALE,
                        "The " + action.target().type() + " has changed since you read it; nothing was done.",
                        "Read it again and decide anew whether this is still the right thing to do.")
                .with(data)
                .then(readAgain(action));
    }

    private static Next readAgain(Action action) {
        String type = action.target().type();
        return Next.of("get_" + type, type + "_id", action.target().id(), "see it as it is now");
    }
}
