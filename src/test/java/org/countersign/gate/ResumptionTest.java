package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A partly done action goes on at its first open step, through the whole gate, and never twice. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ResumptionTest extends GateBed {

    private Request request;

    @AfterEach
    void writesOn() {
        switchOn();
        sql.execute("update countersign.role_grant set enabled = true where tool = 'scripted'");
        policy.readAgain();
    }

    @Test
    void repeatingTheCallSendsTheOpenStepOnlyAndUnderANewKey() {
        Scripted action = halfDone();
        Answer answer = repeat(action);
        assertThat(answer.status()).isEqualTo(Status.DONE);
        assertThat(answer.replayed()).isFalse();
        assertThat(action.sent).hasSize(3);
        assertThat(action.sent.get(2)).contains("/2.1 ");
        assertThat(held(action.target().id())).isZero();
        assertThat(repeat(action).replayed()).isTrue();
        assertThat(action.sent).hasSize(3);
        assertThat(ledger.escalations(100))
                .noneMatch(escalation -> answer.entry().id().equals(escalation.actionId()));
        assertThat(sql.texts(
                        "select data ->> 'check' from countersign.event where action_id = ? and kind = 'check' order by seq",
                        answer.entry().id()))
                .as("every check once more")
                .filteredOn("limits"::equals)
                .hasSize(2);
    }

    @Test
    void anObjectThatChangedOtherwiseIsLeftToAPerson() {
        Scripted action = halfDone();
        action.resting(() -> new Plan("another", "another", null, java.util.Map.of(), List.of(), List.of()));
        Answer answer = repeat(action);
        assertThat(answer.status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(answer.replayed()).isTrue();
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.WRONG_STATE);
        assertThat(action.sent).hasSize(2);
        assertThat(held(action.target().id())).as("it still keeps its object").isEqualTo(1);
        action.resting(null);
        assertThat(repeat(action).status()).isEqualTo(Status.DONE);
    }

    @Test
    void aRuleOfTheShopThatForbidsTheRestIsSaid() {
        Scripted action = halfDone();
        action.resting(() -> Refusal.rule(ShopRule.ORDER_NOT_OPEN, "it is closed", "stop"));
        Answer answer = repeat(action);
        assertThat(answer.status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(answer.outcome().refusal().rule()).isEqualTo(ShopRule.ORDER_NOT_OPEN);
        assertThat(action.sent).hasSize(2);
    }

    @Test
    void writesThatAreSwitchedOffAreNotResumed() {
        Scripted action = halfDone();
        switchOff();
        Answer answer = repeat(action);
        assertThat(answer.status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(answer.replayed()).isTrue();
        assertThat(action.sent).hasSize(2);
    }

    @Test
    void aGrantThatWasTakenAwayResumesNothing() {
        Scripted action = halfDone();
        sql.execute("update countersign.role_grant set enabled = false where tool = 'scripted'");
        policy.readAgain();
        Answer answer = repeat(action);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(action.sent).hasSize(2);
    }

    @Test
    void anotherVersionIsComparedWithTheObject() {
        Scripted action = halfDone();
        Request other = keyed(version(CALLER, order()), request.idempotencyKey());
        Answer answer = gate.submit(CALLER, action, other);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.NOT_READ);
        Request fresh = keyed(version(CALLER, action.target().id()), request.idempotencyKey());
        assertThat(gate.submit(CALLER, action, fresh).status()).isEqualTo(Status.DONE);
    }

    @Test
    void aPersonResumesItWithTheirOwnGrants() {
        Scripted action = halfDone();
        Entry partly = repeatable(action);
        assertThat(gate.resume(caller("u-somebody-else"), partly).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(3);
    }

    @Test
    void whatWasReleasedIsNotResumed() {
        Scripted action = halfDone();
        Entry partly = repeatable(action);
        sql.execute("update countersign.object_lease set unresolved = null where unresolved = ?", partly.id());
        assertThat(repeat(action).status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(action.sent).hasSize(2);
    }

    @Test
    void manyRepetitionsAtOnceSendTheOpenStepOnce() {
        Scripted action = halfDone();
        List<CompletableFuture<Answer>> answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> repeat(action)))
                .limit(8)
                .toList();
        answers.forEach(CompletableFuture::join);
        assertThat(repeat(action).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(3);
    }

    @Test
    void aProcessThatDiesWhileItResumesLeavesADoubtThatTheSweepResolves() {
        Scripted action = halfDone();
        action.done();
        Answer lost = gate(new BrokenLedger().losing("settle", 1)).submit(CALLER, action, request);
        assertThat(lost.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        leaseIsOver(lost.entry().id());
        assertThat(doubts.lookAgain(stored(lost)).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(3);
    }

    @Test
    void aProcessThatDiesBeforeItSendsLeavesItPartlyDone() {
        Scripted action = halfDone();
        Answer lost = gate(new BrokenLedger().losing("send", 1)).submit(CALLER, action, request);
        assertThat(lost.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        leaseIsOver(lost.entry().id());
        assertThat(doubts.lookAgain(stored(lost)).status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(repeat(action).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(3);
    }

    @Test
    void theIdenticalRequestIsTheQuestionWhereNoLookCanProveThatNothingHappened() {
        Scripted action = Scripted.on(order())
                .of(Resend.KEY, Absence.HINT)
                .unknown()
                .then((step, effect) -> new Reply.NotSent("throttled", java.time.Duration.ofMinutes(1)));
        Answer doubt = submit(action);
        assertThat(doubt.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(action.sent).hasSize(2);
        assertThat(doubts.lookAgain(stored(doubt)).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(3);
        assertThat(action.sent.stream().distinct()).as("the identical request").hasSize(1);
    }

    @Test
    void tenMinutesLaterOrAfterThreeTriesNothingIsAskedThatWay() {
        Scripted old = Scripted.on(order())
                .of(Resend.KEY, Absence.HINT)
                .unknown()
                .then((step, effect) -> new Reply.NotSent("throttled", java.time.Duration.ofMinutes(1)));
        Answer doubt = submit(old);
        sql.execute(
                "update countersign.step set first_sent_at = now() - interval '11 minutes' where action_id = ?",
                doubt.entry().id());
        assertThat(doubts.lookAgain(stored(doubt)).status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(old.sent).hasSize(2);

        Scripted often = Scripted.on(order())
                .of(Resend.KEY, Absence.HINT)
                .unknown()
                .unknown()
                .unknown();
        Answer thrice = submit(often);
        assertThat(doubts.lookAgain(stored(thrice)).status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(often.sent).hasSize(3);
    }

    /** Two steps, of which the shop declined the second. */
    private Scripted halfDone() {
        Scripted action = Scripted.on(order()).steps(2).done().declined();
        String order = action.target().id();
        request = keyed(version(CALLER, order), "half-done-" + order);
        assertThat(gate.submit(CALLER, action, request).status()).isEqualTo(Status.PARTLY_DONE);
        return action;
    }

    private Answer repeat(Scripted action) {
        return gate.submit(CALLER, action, request);
    }

    private Entry repeatable(Scripted action) {
        return ledger.known(ActionKey.of(settings.shop(), CALLER, action, request))
                .orElseThrow();
    }
}
