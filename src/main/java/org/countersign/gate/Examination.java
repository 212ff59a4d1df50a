package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
        return guarded(action, results, () -> examine(caller, action, request, settled, self, results));
    }

    /**
     * What is left of a partly done action. Its first steps have changed the object since it was read, so the version may
     * also be the one it was requested with; in return the plan must be exactly the open steps.
     *
     * @param request absent when a person resumes it
     */
    Decision examineRest(Caller caller, Action action, @Nullable Request request, Entry partly) {
        List<CheckResult> results = new ArrayList<>();
        return guarded(action, results, () -> examineRest(caller, action, request, partly, results));
    }

    private static Decision guarded(Action action, List<CheckResult> results, Supplier<Decision> judging) {
        try {
            return judging.get();
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
        List<Grant> granted = caller.mayWrite() ? granted(caller, action) : List.of();
        if (granted.isEmpty()) {
            return notGranted(action, results);
        }
        results.add(granted(granted));
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

    private List<Grant> granted(Caller caller, Action action) {
        return grants.of(caller.roles(), action.tool()).stream()
                .filter(grant -> caller.person() || grant.serviceAccounts())
                .toList();
    }

    private static Decision notGranted(Action action, List<CheckResult> results) {
        return stop(
                results,
                "permission",
                Refusal.of(
                        ErrorCode.NOT_PERMITTED,
                        "Your roles are not granted " + action.tool() + ".",
                        "Hand the case to a person who may."));
    }

    private static CheckResult granted(List<Grant> granted) {
        return CheckResult.pass(
                "permission",
                "granted to "
                        + String.join(
                                ", ",
                                granted.stream()
                                        .map(grant -> grant.role() + " (version " + grant.version() + ")")
                                        .toList()));
    }

    private Decision examineRest(
            Caller caller, Action action, @Nullable Request request, Entry partly, List<CheckResult> results) {
        // a person comes by the admin API, which has a scope of its own
        List<Grant> granted = request != null && !caller.mayWrite() ? List.of() : granted(caller, action);
        if (granted.isEmpty()) {
            return notGranted(action, results);
        }
        results.add(granted(granted));
        Optional<? extends ShopObject> now = shop.read(action.target());
        if (now.isEmpty()) {
            return stop(results, "receipt", notFound(action));
        }
        if (request != null) {
            Optional<Receipts.Content> receipt = receipts.read(caller, action.target(), request.version());
            if (receipt.isEmpty()) {
                return stop(results, "receipt", notRead(action));
            }
            byte[] content = receipts.content(now.get(), ledger.settled(action.target()));
            boolean asRequested = Receipts.contentOf(request.version()).equals(Receipts.contentOf(partly.version()));
            if (!asRequested && !receipt.get().matches(content)) {
                return stop(results, "receipt", stale(caller, action, receipt.get(), content));
            }
            results.add(
                    CheckResult.pass("receipt", "read by this caller; changed since by this action's own steps only"));
        }
        List<Step> open = Resumption.open(partly);
        return switch (action.rest(now.get(), Objects.requireNonNull(partly.plan(), "it was planned"), open)) {
            case Refusal refusal -> stop(results, "shop_rules", refusal);
            case Plan rest -> {
                if (!same(rest.steps(), open)) {
                    yield stop(results, "shop_rules", otherwise(partly));
                }
                results.add(CheckResult.pass("shop_rules", rest.summary()));
                Request asked = request == null ? asRequested(partly) : request;
                yield weighing.weigh(submitted(caller, action, asked, granted, now.get(), rest, partly.id()), results);
            }
        };
    }

    /** But for their numbers. */
    private static boolean same(List<Step> rest, List<Step> open) {
        return rest.size() == open.size()
                && IntStream.range(0, open.size())
                        .allMatch(i -> rest.get(i).kind().equals(open.get(i).kind())
                                && rest.get(i).request().equals(open.get(i).request())
                                && rest.get(i).effect().equals(open.get(i).effect()));
    }

    private static Refusal otherwise(Entry partly) {
        return Refusal.of(
                ErrorCode.WRONG_STATE,
                "What is left of action " + partly.id() + " can no longer be done as it was planned: the "
                        + partly.target().type() + " has changed otherwise.",
                "Leave it to the person who has it as an escalation.");
    }

    private static Request asRequested(Entry partly) {
        Entry.Words words = partly.words();
        return new Request(
                partly.version(),
                words.reasoning(),
                words.confidence() == null ? null : new BigDecimal(words.confidence()),
                words.uncertaintyReason(),
                words.customerRequest(),
                words.caseId(),
                null,
                false,
                words.intentionalRepeat());
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
