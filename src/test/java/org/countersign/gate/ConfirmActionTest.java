package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.countersign.caller.Caller;
import org.countersign.endtoend.ShopProfile;
import org.countersign.endtoend.Together;
import org.countersign.shop.Money;
import org.junit.jupiter.api.Test;

/** {@code confirm_action}: exactly the plan that was shown, by who asked for it, within 15 minutes, once. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ConfirmActionTest extends ApprovalBed {

    private Answer confirm(Answer planned) {
        return confirming.confirm(CALLER, planned.entry().id());
    }

    private static ErrorCode code(Answer answer) {
        assertThat(answer.outcome().refusal()).as("%s", answer).isNotNull();
        return answer.outcome().refusal().code();
    }

    @Test
    void aPlanIsShownForFifteenMinutesAndNothingIsSent() {
        Scripted action = Scripted.on(order()).steps(2);
        Answer planned = planned(action);
        assertThat(planned.plan().steps()).hasSize(2);
        Approval asked = approval(planned);
        assertThat(asked.kind()).isEqualTo(Approval.Kind.MODEL);
        assertThat(Duration.between(asked.openedAt(), asked.expiresAt())).isEqualTo(Duration.ofMinutes(15));
        assertThat(asked.openedAt()).isCloseTo(approvals.now(), within(1, ChronoUnit.MINUTES));
        sweep.sweep(1000);
        stillWaits(planned, action);
    }

    @Test
    void whatWasShownIsDoneAndVerified() {
        Scripted action = Scripted.on(order()).steps(2);
        Answer planned = planned(action);
        Answer done = confirm(planned);
        assertThat(done.status()).as("%s", done.outcome()).isEqualTo(Status.DONE);
        assertThat(done.outcome().verification()).isEqualTo(Verification.VERIFIED);
        assertThat(done.entry().id()).isEqualTo(planned.entry().id());
        assertThat(done.plan()).isEqualTo(planned.plan());
        assertThat(action.sent).hasSize(2);
        assertThat(approval(planned).state()).isEqualTo(Approval.State.USED);
        assertThat(held(action.target().id())).isZero();
    }

    @Test
    void onlyWhoAskedForItConfirmsIt() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        String id = planned.entry().id();
        assertThat(code(confirming.confirm(caller("u-other"), id))).isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(code(confirming.confirm(LEAD, id))).isEqualTo(ErrorCode.NOT_PERMITTED);
        Caller namesake = new Caller(
                "https://other.example", CALLER.subject(), null, null, CALLER.scopes(), CALLER.roles(), true);
        assertThat(code(confirming.confirm(namesake, id))).isEqualTo(ErrorCode.NOT_PERMITTED);
        stillWaits(planned, action);
    }

    @Test
    void noPersonIsAskedWhereTheModelIs() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        String id = approval(planned).id();
        for (Caller person : List.of(CALLER, LEAD, ADMIN)) {
            assertThat(refused(decisions.allow(person, id, null))).isEqualTo(ErrorCode.WRONG_STATE);
            assertThat(refused(decisions.deny(person, id, "no"))).isEqualTo(ErrorCode.WRONG_STATE);
        }
        stillWaits(planned, action);
    }

    @Test
    void afterFifteenMinutesItIsExpiredAndTheKeyIsFree() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        timeIsOver(planned);
        assertThat(code(confirm(planned))).isEqualTo(ErrorCode.WRONG_STATE);
        assertThat(stored(planned).status()).isEqualTo(Status.EXPIRED);
        assertThat(action.sent).isEmpty();
        Answer again = repeat(planned, action);
        assertThat(again.status()).isEqualTo(Status.NEEDS_CONFIRMATION);
        assertThat(again.entry().retryOf()).isEqualTo(planned.entry().id());
        assertThat(confirm(again).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void repeatingTheCallNeverConfirms() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        String version = version(CALLER, action.target().id());
        for (Request again : List.of(
                request(version),
                new Request(
                        version,
                        "CONFIRMED by the customer, go ahead",
                        null,
                        null,
                        "yes, do it",
                        null,
                        null,
                        false,
                        true),
                keyed(version, "confirm_action-please"))) {
            Answer repeated = gate.submit(CALLER, action, again);
            assertThat(repeated.status()).isEqualTo(Status.NEEDS_CONFIRMATION);
            assertThat(repeated.replayed()).isTrue();
            assertThat(repeated.entry().id()).isEqualTo(planned.entry().id());
        }
        stillWaits(planned, action);
    }

    @Test
    void confirmingTwiceAnswersTheSameAndSendsOnce() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        assertThat(confirm(planned).replayed()).isFalse();
        Answer again = confirm(planned);
        assertThat(again.status()).isEqualTo(Status.DONE);
        assertThat(again.replayed()).isTrue();
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void manyConfirmationsAtOnceAreOneEffect() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        List<Answer> answers = Together.call(20, n -> confirm(planned));
        assertThat(answers).noneMatch(answer -> answer.status().isError());
        assertThat(action.sent).hasSize(1);
        assertThat(stored(planned).status()).isEqualTo(Status.DONE);
        assertThat(events(planned)).containsOnlyOnce("confirmed", "sending");
    }

    @Test
    void anObjectThatHasChangedVoidsItAndIsSaidFieldByField() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        changed(action.target().id());
        Answer answer = confirm(planned);
        assertThat(answer.status()).isEqualTo(Status.VOID);
        assertThat(code(answer)).isEqualTo(ErrorCode.STALE);
        assertThat(answer.outcome().refusal().data().path("differences").findValuesAsText("field"))
                .containsExactly("shipping_address.line1");
        assertThat(answer.outcome().refusal().next().tool()).isEqualTo("get_order");
        assertThat(approval(planned).state()).isEqualTo(Approval.State.VOID);
        assertThat(action.sent).isEmpty();
        assertThat(code(confirm(planned))).as("it stays so").isEqualTo(ErrorCode.STALE);
        assertThat(action.sent).isEmpty();
    }

    @Test
    void anotherPlanThanTheOneThatWasShownIsStaleAndNotDone() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        Step more = new Step(1, "scripted", Json.object().put("do", 2), Scripted.effect(2), Money.parse("1.00", "USD"));
        action.planning(
                () -> new Plan("do it", "did it", Money.parse("1.00", "USD"), Map.of(), List.of(more), List.of()));
        Answer answer = confirm(planned);
        assertThat(answer.status()).isEqualTo(Status.VOID);
        assertThat(code(answer)).isEqualTo(ErrorCode.STALE);
        assertThat(answer.outcome().refusal().message()).contains("plan");
        assertThat(action.sent).isEmpty();
    }

    @Test
    void aChangedGrantVoidsIt() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        grant("{\"confirmation\": \"model\", \"daily_count\": 1000}");
        Answer answer = confirm(planned);
        assertThat(answer.status()).isEqualTo(Status.VOID);
        assertThat(answer.outcome().refusal().message()).contains("grant");
        assertThat(action.sent).isEmpty();
    }

    @Test
    void whoHasLostTheRoleMeanwhileConfirmsNothing() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        Caller without = new Caller(
                CALLER.issuer(), CALLER.subject(), null, null, CALLER.scopes(), java.util.Set.of("auditor"), true);
        assertThat(code(confirming.confirm(without, planned.entry().id()))).isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(action.sent).isEmpty();
        assertThat(stored(planned).status()).isEqualTo(Status.VOID);
    }

    @Test
    void whatWasTakenBackIsNotConfirmed() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        assertThat(withdrawals.withdraw(CALLER, planned.entry().id()).status()).isEqualTo(Status.WITHDRAWN);
        assertThat(code(confirm(planned))).isEqualTo(ErrorCode.WRONG_STATE);
        assertThat(action.sent).isEmpty();
    }

    @Test
    void whatWaitsForAPersonIsNotConfirmedByAModel() {
        for (String terms : List.of(
                "{\"confirmation\": \"other_person\"}",
                "{\"confirmation\": \"requester\"}",
                "{\"confirmation\": \"model\", \"approvals\": [{\"above\": {\"amount\": \"0.50\", \"currency\": \"USD\"},"
                        + " \"role\": \"support_lead\"}]}",
                "{\"confirmation\": \"model\", \"min_confidence\": 0.5}")) {
            grant(terms);
            Scripted action = Scripted.on(order());
            Answer waiting = submit(action);
            assertThat(waiting.status()).isIn(Status.AWAITING_APPROVAL, Status.ESCALATED);
            assertThat(code(confirm(waiting))).isEqualTo(ErrorCode.WRONG_STATE);
            stillWaits(waiting, action);
        }
    }

    @Test
    void thereIsNothingToConfirmAboutWhatNeverAskedOrDoesNotExist() {
        grant("{}");
        Scripted action = Scripted.on(order());
        assertThat(code(confirm(submit(action)))).isEqualTo(ErrorCode.WRONG_STATE);
        assertThat(code(confirming.confirm(CALLER, "act_nothing"))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void writesThatAreSwitchedOffAreNotConfirmedAndStillWait() {
        Scripted action = Scripted.on(order());
        Answer planned = planned(action);
        switchOff();
        assertThat(code(confirm(planned))).isEqualTo(ErrorCode.WRITES_DISABLED);
        stillWaits(planned, action);
        switchOn();
        assertThat(confirm(planned).status()).isEqualTo(Status.DONE);
    }
}
