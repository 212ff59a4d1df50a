package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Steps 6 to 11 of the gate: the receipt against a fresh read, the shop's rules, then one visible list of checks. The
 * first refusal ends; what has to be asked is collected, and the most asking one decides who is asked.
 */
@ApplicationScoped
class Examination {

    private final Receipts receipts;
    private final Snapshots snapshots;
    private final ShopReads shop;
    private final Grants grants;
    private final List<Check> checks;

    Examination(Receipts receipts, Snapshots snapshots, ShopReads shop, Grants grants, Duplicates duplicates) {
        this.receipts = receipts;
        this.snapshots = snapshots;
        this.shop = shop;
        this.grants = grants;
        this.checks = List.of(duplicates, new Limits(), new Confidence(), new Confirmations());
    }

    /** A check that throws refuses. */
    Decision examine(Caller caller, Action action, Request request, long settled) {
        List<CheckResult> results = new ArrayList<>();
        try {
            return examine(caller, action, request, settled, results);
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

    private Decision examine(Caller caller, Action action, Request request, long settled, List<CheckResult> results) {
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
                yield weigh(new Case(caller, action, request, granted, now.get(), plan), results);
            }
        };
    }

    private Decision weigh(Case submitted, List<CheckResult> results) {
        Verdict.@Nullable Ask asked = null;
        Case looked = submitted;
        for (Check check : checks) {
            Verdict verdict = check.judge(looked);
            results.add(CheckResult.of(check.name(), verdict));
            switch (verdict) {
                case Verdict.Pass pass -> {}
                case Verdict.Refuse(Refusal refusal) -> {
                    return new Decision.Stop(refused(results, refusal, looked));
                }
                case Verdict.Ask ask -> asked = asked == null || ask.kind().compareTo(asked.kind()) > 0 ? ask : asked;
            }
            if (check instanceof Limits) {
                looked = looked.under(Limits.leastAsking(looked));
            }
        }
        Grant used = looked.grants().getFirst();
        Outcome outcome = new Outcome(
                List.copyOf(results), new Outcome.DecidedBy(used.role(), used.version()), false, null, null, null);
        return asked == null
                ? new Decision.Go(submitted.plan(), outcome)
                : new Decision.Wait(asked.kind(), submitted.plan(), outcome);
    }

    /** With the grant it was weighed against, where there was only one. */
    private static Outcome refused(List<CheckResult> results, Refusal refusal, Case looked) {
        Grant first = looked.grants().getFirst();
        return new Outcome(
                List.copyOf(results),
                looked.grants().size() > 1 ? null : new Outcome.DecidedBy(first.role(), first.version()),
                false,
                null,
                null,
                refusal);
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
