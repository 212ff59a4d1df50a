package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** Steps 6 and 7 of the gate: the receipt against a fresh read, and the shop's rules; then {@link Weighing}. */
@ApplicationScoped
class Examination {

    private final Readings readings;
    private final Grants grants;
    private final Ledger ledger;
    private final Weighing weighing;

    Examination(Readings readings, Grants grants, Ledger ledger, Weighing weighing) {
        this.readings = readings;
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

    /** Nothing is changed, so nothing is weighed; what it is about must exist. */
    Decision handedOver(Caller caller, HandOver action) {
        List<CheckResult> results = new ArrayList<>();
        return guarded(action, results, () -> handedOver(caller, action, results));
    }

    private Decision handedOver(Caller caller, HandOver action, List<CheckResult> results) {
        List<Grant> granted = caller.mayWrite() ? granted(caller, action) : List.of();
        if (granted.isEmpty()) {
            return notGranted(action, results);
        }
        results.add(granted(granted));
        if (!action.target().isShopObject()) {
            return waiting(granted.getFirst(), action.handedOver(null), results);
        }
        return switch (readings.read(action)) {
            case Readings.Not(Refusal refusal) -> stop(results, "shop", refusal);
            case Readings.Now(ShopObject now) ->
                waiting(granted.getFirst(), action.handedOver(now).of(Weighing.customer(now)), results);
        };
    }

    private static Decision waiting(Grant grant, Plan plan, List<CheckResult> results) {
        results.add(new CheckResult("handed_over", CheckResult.Result.ASK, "asked_for", plan.summary()));
        return new Decision.Wait(
                Verdict.Kind.ESCALATE,
                plan,
                new Outcome(List.copyOf(results), Outcome.DecidedBy.of(grant), false, null, null, null),
                null,
                null);
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
        return switch (readings.read(caller, action, request.version(), settled, null)) {
            case Readings.Not(Refusal refusal) -> stop(results, "receipt", refusal);
            case Readings.Now(ShopObject now) -> {
                results.add(CheckResult.pass("receipt", "read by this caller, unchanged since"));
                yield switch (action.plan(now)) {
                    case Refusal refusal -> stop(results, "shop_rules", refusal);
                    case Plan plan -> {
                        results.add(CheckResult.pass("shop_rules", plan.summary()));
                        yield weighing.weigh(
                                weighing.submitted(caller, action, request, granted, now, plan, self, null), results);
                    }
                };
            }
        };
    }

    /**
     * What was allowed, on a fresh read that must show the object as it was planned on: the plan is made anew, and only what
     * was asked is answered.
     */
    Decision examineApproved(Caller caller, Action action, Request request, Entry allowed) {
        List<CheckResult> results = new ArrayList<>();
        return guarded(action, results, () -> examineApproved(caller, action, request, allowed, results));
    }

    private Decision examineApproved(
            Caller caller, Action action, Request request, Entry allowed, List<CheckResult> results) {
        List<Grant> granted = granted(caller, action);
        if (granted.isEmpty()) {
            return notGranted(action, results);
        }
        results.add(granted(granted));
        return switch (readings.read(action, request.version(), ledger.settled(action.target()), allowed)) {
            case Readings.Not(Refusal refusal) -> stop(results, "receipt", refusal);
            case Readings.Now(ShopObject now) -> {
                results.add(CheckResult.pass("receipt", "unchanged since it was decided on"));
                yield switch (action.plan(now)) {
                    case Refusal refusal -> stop(results, "shop_rules", refusal);
                    case Plan plan -> {
                        results.add(CheckResult.pass("shop_rules", plan.summary()));
                        yield weighing.weigh(
                                weighing.submitted(
                                        caller, action, request, granted, now, plan, allowed.id(), allowed.approval()),
                                results);
                    }
                };
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
        Readings.Reading reading = request == null
                ? readings.read(action)
                : readings.read(caller, action, request.version(), ledger.settled(action.target()), partly.version());
        return switch (reading) {
            case Readings.Not(Refusal refusal) -> stop(results, "receipt", refusal);
            case Readings.Now(ShopObject now) -> {
                results.add(CheckResult.pass("receipt", "read; changed since by this action's own steps only"));
                Request asked = request == null ? Approved.request(partly) : request;
                yield rest(caller, action, asked, partly, granted, now, results);
            }
        };
    }

    private Decision rest(
            Caller caller,
            Action action,
            Request request,
            Entry partly,
            List<Grant> granted,
            ShopObject now,
            List<CheckResult> results) {
        List<Step> open = Resumption.open(partly);
        return switch (action.rest(now, Objects.requireNonNull(partly.plan(), "it was planned"), open)) {
            case Refusal refusal -> stop(results, "shop_rules", refusal);
            case Plan rest -> {
                if (!same(rest.steps(), open)) {
                    yield stop(results, "shop_rules", otherwise(partly));
                }
                results.add(CheckResult.pass("shop_rules", rest.summary()));
                yield weighing.weigh(
                        weighing.submitted(caller, action, request, granted, now, rest, partly.id(), saidYes(partly)),
                        results);
            }
        };
    }

    /** Its steps were allowed as they are: what is left of them needs no second word, as long as the first one holds. */
    private @Nullable Approval saidYes(Entry partly) {
        Approval approval = partly.approval();
        Outcome.DecidedBy decidedBy = partly.outcome().decidedBy();
        boolean holds = approval != null
                && approval.state() == Approval.State.USED
                && !approval.over()
                && decidedBy != null
                && decidedBy
                        .among(grants.of(partly.who().roles(), partly.tool()))
                        .isPresent();
        return holds ? approval : null;
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

    private static Decision stop(List<CheckResult> results, String check, Refusal refusal) {
        results.add(CheckResult.refuse(check, refusal));
        return new Decision.Stop(Outcome.refused(List.copyOf(results), refusal));
    }
}
