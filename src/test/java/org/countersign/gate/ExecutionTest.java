package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;

/** Mark, send, look, settle: what every answer of a backend comes to. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ExecutionTest extends GateBed {

    @Test
    void acceptedAndShownIsDoneAndVerified() {
        Scripted action = Scripted.on(order()).done();
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.DONE);
        assertThat(answer.outcome().verification()).isEqualTo(Verification.VERIFIED);
        assertThat(answer.outcome().changed()).isTrue();
        assertThat(answer.outcome().objectVersion()).hasSizeBetween(1, 32);
        assertThat(stored(answer).status()).isEqualTo(Status.DONE);
        assertThat(held(action.target().id())).isZero();
    }

    @Test
    void acceptedButNotShownIsUnknownAndPending() {
        Answer answer = submit(Scripted.on(order()).then((step, effect) -> new Reply.Accepted("id")));
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(answer.outcome().verification()).isEqualTo(Verification.PENDING);
        assertThat(answer.outcome().refusal()).isNull();
    }

    @Test
    void anotherEffectThanPlannedIsAMismatch() {
        Scripted action = Scripted.on(order());
        action.then((step, effect) -> {
            action.sent.stream().map(sent -> sent.split(" ")[0]).forEach(key -> action.shows(key, Scripted.effect(7)));
            return new Reply.Accepted("id");
        });
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.MISMATCH);
        assertThat(answer.outcome().verification()).isEqualTo(Verification.MISMATCH);
        assertThat(answer.outcome().refusal()).isNotNull();
        assertThat(held(action.target().id())).isEqualTo(1);
    }

    @Test
    void declinedIsFailedAndLeavesKeyAndObjectFree() {
        Scripted action = Scripted.on(order()).declined();
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.BACKEND_REFUSED);
        assertThat(held(action.target().id())).isZero();

        Answer again = submit(action.done());
        assertThat(again.status()).isEqualTo(Status.DONE);
        assertThat(again.entry().retryOf()).isEqualTo(answer.entry().id());
    }

    @Test
    void whatWasNotSentIsTriedThreeTimesAndThenUnavailable() {
        Scripted action = Scripted.on(order()).notSent().notSent().notSent().notSent();
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.BACKEND_UNAVAILABLE);
        assertThat(answer.outcome().refusal().retryAfter()).isPositive();
        assertThat(action.sent).hasSize(3);
        assertThat(answer.steps().getFirst().tries()).isEqualTo(3);
    }

    @Test
    void whatWasNotSentTheFirstTimeIsDoneTheSecondTime() {
        Scripted action = Scripted.on(order()).notSent().done();
        assertThat(submit(action).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(2);
    }

    @Test
    void aBackendThatAsksForALongPauseIsNotWaitedFor() {
        Scripted action =
                Scripted.on(order()).then((step, effect) -> new Reply.NotSent("throttled", Duration.ofMinutes(3)));
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(answer.outcome().refusal().retryAfter()).isEqualTo(Duration.ofMinutes(3));
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void anUnknownOutcomeIsNeverSentAgainWhereNothingMakesThatSafe() {
        Scripted action = Scripted.on(order()).of(Resend.NOTHING, Absence.PROOF).unknown();
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(action.sent).hasSize(1);

        Answer again = submit(action);
        assertThat(again.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(again.replayed()).isTrue();
        nothingCanArriveAnyMore(answer.entry().id());
        doubts.sweep(1000);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void anUnknownOutcomeIsAskedForWithTheSameRequestUnderTheSameKey() {
        Scripted action = Scripted.on(order()).unknown().done();
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(2);
        assertThat(action.sent.get(1))
                .isEqualTo(action.sent.get(0))
                .startsWith(answer.entry().id() + "/1 ");
    }

    @Test
    void whatIsShownAfterALostAnswerIsNotSentAgain() {
        Scripted action = Scripted.on(order()).doneButUnknown();
        assertThat(submit(action).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void anExceptionAfterTheMarkIsUnknownAndNeverFailed() {
        Scripted action = Scripted.on(order()).of(Resend.NOTHING, Absence.PROOF).then((step, effect) -> {
            effect.run();
            throw new IllegalStateException("after the write");
        });
        action.silent = true;
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);

        action.silent = false;
        assertThat(submit(action).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void aRefusalAfterADoubtDoesNotEndTheDoubt() {
        Scripted action = Scripted.on(order()).unknown().declined();
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(answer.outcome().refusal()).isNull();
    }

    @Test
    void notSentAfterADoubtDoesNotEndTheDoubt() {
        Scripted action = Scripted.on(order()).unknown().notSent().notSent();
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(action.sent).hasSize(3);
    }

    @Test
    void theKillSwitchBetweenTwoTriesDoesNotEndTheDoubt() {
        Scripted action = Scripted.on(order()).then((step, effect) -> {
            switchOff();
            return new Reply.Unknown("no answer");
        });
        Answer answer = submit(action);
        assertThat(action.sent).hasSize(1);
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(stored(answer).status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        switchOn();
        assertThat(submit(action).replayed()).isTrue();
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void theKillSwitchBetweenTwoTriesThatWereNotSentIsARefusal() {
        Scripted action = Scripted.on(order()).then((step, effect) -> {
            switchOff();
            return new Reply.NotSent("throttled", null);
        });
        Answer answer = submit(action);
        assertThat(action.sent).hasSize(1);
        assertThat(answer.status()).isIn(Status.FAILED, Status.REFUSED);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.WRITES_DISABLED);
    }

    @Test
    void theKillSwitchAfterTheChecksStopsTheSend() {
        Scripted action = Scripted.on(order());
        action.planning(() -> {
            sql.execute("insert into countersign.switch (shop, scope, enabled, reason, by_whom)"
                    + " values ('main', 'tool:scripted', false, 'a test', 'x')");
            return Scripted.on(action.target().id()).plan(null);
        });
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.REFUSED);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.WRITES_DISABLED);
        assertThat(action.sent).isEmpty();
        assertThat(held(action.target().id())).isZero();
    }

    @Test
    void aGrantThatChangesAfterTheChecksStopsTheSend() {
        Scripted action = Scripted.on(order());
        action.planning(() -> {
            sql.execute("update countersign.role_grant set version = version + 1 where tool = 'scripted'");
            return Scripted.on(action.target().id()).plan(null);
        });
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.REFUSED);
        assertThat(answer.outcome().refusal().retryable()).isTrue();
        assertThat(action.sent).isEmpty();
    }

    @Test
    void aSenderThatIsLateDropsItsRequest() {
        Scripted action = Scripted.on(order());
        GateSettings hurried = new GateSettings(
                settings.shop(),
                settings.account(),
                settings.receiptLifetime(),
                settings.leaseWait(),
                Duration.ofNanos(1),
                settings.lease(),
                settings.publicUrl());
        Gate late = gate(ledger, new Sending(hurried, ledger, clock, (tool, step, reply, took) -> {}));
        Answer answer = submit(late, action);
        assertThat(action.sent).isEmpty();
        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.BACKEND_UNAVAILABLE);
    }

    @Test
    void theNextStepIsSentOnlyAfterTheOneBeforeIsProved() {
        Scripted action = Scripted.on(order()).steps(3).done().then((step, effect) -> new Reply.Accepted("id"));
        Answer answer = submit(action);
        assertThat(action.sent).hasSize(2);
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(answer.steps())
                .extracting(StepState::state)
                .containsExactly(StepState.State.DONE, StepState.State.IN_DOUBT, StepState.State.PLANNED);
    }

    @Test
    void aSecondStepThatFailsLeavesItPartlyDoneAndTheObjectUnresolved() {
        Scripted action = Scripted.on(order()).steps(2).done().declined();
        Request call = request(version(CALLER, action.target().id()));
        Answer answer = gate.submit(CALLER, action, call);
        assertThat(answer.status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(answer.outcome().changed()).isTrue();
        assertThat(answer.outcome().refusal()).isNotNull();
        assertThat(held(action.target().id())).isEqualTo(1);
        assertThat(submit(action).outcome().refusal().code()).isEqualTo(ErrorCode.UNRESOLVED);
        assertThat(action.sent).hasSize(2);
    }

    @Test
    void aDoubtThatEndsBetweenTwoStepsIsPartlyDone() {
        Scripted action = Scripted.on(order()).steps(2).unknown().unknown().unknown();
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        action.shows(answer.entry().id() + "/1", Scripted.effect(1));
        nothingCanArriveAnyMore(answer.entry().id());
        assertThat(doubts.lookAgain(stored(answer)).status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(action.sent).as("looking never sends").hasSize(3);
    }

    @Test
    void anObjectWithAnUnsettledActionTakesNoOtherWrite() {
        Scripted first = Scripted.on(order()).of(Resend.NOTHING, Absence.HINT).unknown();
        Answer doubt = submit(first);
        Scripted second = Scripted.on(first.target().id());
        Answer answer = submit(second);
        assertThat(answer.status()).isEqualTo(Status.REFUSED);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.UNRESOLVED);
        assertThat(answer.outcome().refusal().message()).contains(doubt.entry().id());
        assertThat(answer.outcome().refusal().next().tool()).isEqualTo("get_action");
        Answer rehearsed = gate.submit(
                CALLER,
                second,
                new Request(
                        version(CALLER, second.target().id()),
                        "because a test says so",
                        null,
                        null,
                        null,
                        null,
                        null,
                        true,
                        false));
        assertThat(rehearsed.outcome().refusal().code()).isEqualTo(ErrorCode.UNRESOLVED);
        assertThat(second.sent).isEmpty();
    }

    @Test
    void aGiftCardWithAnUnsettledActionTakesNoOtherWriteEither() {
        ObjectRef card = ObjectRef.giftCard("gift-card-of-a-test");
        Answer doubt = submit(Scripted.on(order())
                .touching(card)
                .of(Resend.NOTHING, Absence.HINT)
                .unknown());
        Scripted second = Scripted.on(order()).touching(card);
        Answer answer = submit(second);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.UNRESOLVED);
        assertThat(answer.outcome().refusal().message()).contains(doubt.entry().id());
        assertThat(second.sent).isEmpty();
        assertThat(held(second.target().id())).as("the claim is undone").isZero();
        assertThat(ledger.entries(
                                new Ledger.Query(second.target(), null, null, null, null, null),
                                new org.countersign.shop.Page.Request(10, null))
                        .items())
                .isEmpty();
    }

    @Test
    void aWriteThatFoundNothingToChangeIsDoneWithoutASend() {
        Scripted action = Scripted.on(order());
        action.planning(() ->
                new Plan("leave it", "left it", null, java.util.Map.of(), java.util.List.of(), java.util.List.of()));
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.DONE);
        assertThat(answer.outcome().changed()).isFalse();
        assertThat(answer.outcome().verification()).isEqualTo(Verification.NOT_APPLICABLE);
        assertThat(action.sent).isEmpty();
    }

    @Test
    void aCheckThatThrowsRefusesAndFreesTheObject() {
        Scripted action = Scripted.on(order());
        action.planning(() -> {
            throw new IllegalStateException("a bug");
        });
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.REFUSED);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(answer.outcome().refusal().message()).doesNotContain("a bug");
        assertThat(action.sent).isEmpty();
        assertThat(held(action.target().id())).isZero();
    }

    @Test
    void aServerThatIsBeingStoppedSendsNothingMore() {
        Scripted action = Scripted.on(order()).steps(2).then((step, effect) -> {
            effect.run();
            stopping.stop();
            return new Reply.Accepted("id");
        });
        Answer half = submit(gate(new BrokenLedger()), action);
        assertThat(half.status()).as("what was on its way is waited for").isEqualTo(Status.PARTLY_DONE);
        assertThat(action.sent).hasSize(1);

        Scripted other = Scripted.on(order());
        Answer answer = submit(gate(new BrokenLedger()), other);
        assertThat(answer.status()).isEqualTo(Status.REFUSED);
        assertThat(answer.outcome().refusal().retryable()).isTrue();
        assertThat(other.sent).isEmpty();
        assertThat(held(other.target().id())).isZero();
    }
}
