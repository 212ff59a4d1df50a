package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;

/** A ledger that is lost in the middle, a process that is gone, a shop that shows late: what the next look makes of it. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class DoubtsTest extends GateBed {

    @Test
    void aLedgerThatIsLostBeforeTheMarkLeavesNothingSent() {
        Scripted action = Scripted.on(order());
        Answer answer = submit(gate(new BrokenLedger().losing("send", 1)), action);
        assertThat(action.sent).isEmpty();
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);

        leaseIsOver(answer.entry().id());
        Entry looked = doubts.lookAgain(stored(answer));
        assertThat(looked.status()).isEqualTo(Status.FAILED);
        assertThat(looked.outcome().refusal()).isNotNull();
        assertThat(held(action.target().id())).isZero();
        assertThat(submit(action).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void aMarkWhoseCommitNobodyHeardOfIsNotSent() {
        Scripted action = Scripted.on(order());
        Answer answer = submit(gate(new BrokenLedger().losingTheAnswerOf("send", 1)), action);
        assertThat(action.sent).isEmpty();
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);

        leaseIsOver(answer.entry().id());
        assertThat(doubts.lookAgain(stored(answer)).status())
                .as("it could still arrive")
                .isEqualTo(Status.OUTCOME_UNKNOWN);
        nothingCanArriveAnyMore(answer.entry().id());
        assertThat(doubts.lookAgain(stored(answer)).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void whatWasDoneStaysDoneWhenTheLedgerIsLostAfterTheSend() {
        Scripted action = Scripted.on(order()).done();
        Answer answer = submit(gate(new BrokenLedger().losing("settle", 1)), action);
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(answer.status().isError()).isFalse();

        leaseIsOver(answer.entry().id());
        doubts.sweep(1000);
        assertThat(stored(answer).status())
                .as("touched a moment ago: not yet due")
                .isEqualTo(Status.RUNNING);
        sql.execute(
                "update countersign.action set touched_at = now() - interval '1 h' where id = ?",
                answer.entry().id());
        doubts.sweep(1000);
        assertThat(stored(answer).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void aLedgerThatIsLostBetweenTwoStepsLeavesTheSecondUnsent() {
        Scripted action = Scripted.on(order()).steps(2).done();
        Answer answer = submit(gate(new BrokenLedger().losing("send", 2)), action);
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(action.sent).hasSize(1);
        leaseIsOver(answer.entry().id());
        assertThat(doubts.lookAgain(stored(answer)).status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void aReplayResolvesADoubtOnceItCanBeJudged() {
        Scripted action = Scripted.on(order()).of(Resend.NOTHING, Absence.PROOF).unknown();
        Answer doubt = submit(action);
        assertThat(submit(action).status()).as("it could still arrive").isEqualTo(Status.OUTCOME_UNKNOWN);

        nothingCanArriveAnyMore(doubt.entry().id());
        Answer resolved = submit(action);
        assertThat(resolved.status()).isEqualTo(Status.FAILED);
        assertThat(resolved.replayed()).isTrue();
        assertThat(resolved.outcome().refusal()).isNotNull();
        Answer anew = submit(action);
        assertThat(anew.status()).isEqualTo(Status.DONE);
        assertThat(anew.entry().retryOf()).isEqualTo(doubt.entry().id());
        assertThat(action.sent).hasSize(2);
    }

    @Test
    void absenceThatIsNoProofIsNeverCalledAFailure() {
        Scripted action = Scripted.on(order()).of(Resend.NOTHING, Absence.HINT).unknown();
        Answer doubt = submit(action);
        nothingCanArriveAnyMore(doubt.entry().id());
        for (int look = 0; look < 5; look++) {
            assertThat(doubts.lookAgain(stored(doubt)).status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        }
        action.shows(doubt.entry().id() + "/1", Scripted.effect(1));
        assertThat(doubts.lookAgain(stored(doubt)).status()).isEqualTo(Status.DONE);
    }

    @Test
    void anEffectThatIsShownLateIsDone() {
        Scripted action = Scripted.on(order()).then((step, effect) -> new Reply.Accepted("id"));
        Answer doubt = submit(action);
        action.shows(doubt.entry().id() + "/1", Scripted.effect(1));
        Answer again = submit(action);
        assertThat(again.status()).isEqualTo(Status.DONE);
        assertThat(again.outcome().verification()).isEqualTo(Verification.VERIFIED);
        assertThat(again.entry().id()).isEqualTo(doubt.entry().id());
    }

    @Test
    void looksAtADoubtDoNotMakeNewVersionsOfTheObject() {
        Scripted action = Scripted.on(order()).steps(2).done().then((step, effect) -> new Reply.Accepted("id"));
        Answer doubt = submit(action);
        String version = version(CALLER, action.target().id());
        for (int look = 0; look < 3; look++) {
            doubts.lookAgain(stored(doubt));
        }
        assertThat(version(CALLER, action.target().id())).isEqualTo(version);
        action.shows(doubt.entry().id() + "/2", Scripted.effect(2));
        assertThat(doubts.lookAgain(stored(doubt)).status()).isEqualTo(Status.DONE);
        assertThat(version(CALLER, action.target().id()))
                .as("one settled change, one new version")
                .isNotEqualTo(version);
    }

    @Test
    void anAbandonedClaimFreesKeyAndObjectForTheSameCall() {
        Scripted action = Scripted.on(order());
        String abandoned = claimAndVanish(action, "key-of-a-lost-process");
        Answer answer = gate.submit(
                CALLER, action, keyed(version(CALLER, action.target().id()), "key-of-a-lost-process"));
        assertThat(answer.status()).isEqualTo(Status.DONE);
        assertThat(answer.entry().retryOf()).isEqualTo(abandoned);
        Entry left = ledger.entry(abandoned).orElseThrow();
        assertThat(left.status()).isEqualTo(Status.FAILED);
        assertThat(left.outcome().refusal()).as("it says why").isNotNull();
        assertChained(abandoned);
    }

    @Test
    void anAbandonedClaimFreesTheObjectForAnotherCall() {
        Scripted action = Scripted.on(order());
        String abandoned = claimAndVanish(action, "another-key-of-a-lost-process");
        assertThat(submit(Scripted.on(action.target().id())).status()).isEqualTo(Status.DONE);
        Entry left = ledger.entry(abandoned).orElseThrow();
        assertThat(left.status()).isEqualTo(Status.FAILED);
        assertThat(left.outcome().refusal()).isNotNull();
        assertChained(abandoned);
    }

    @Test
    void manyCallsThatMeetAnAbandonedClaimDoTheirWorkOneAfterAnother() throws Exception {
        String order = order();
        claimAndVanish(Scripted.on(order), "a-key-nobody-asks-for-again");
        String version = version(CALLER, order);
        List<Answer> answers =
                together(6, n -> gate.submit(CALLER, Scripted.on(order), keyed(version, "meets-it-" + n)));
        assertThat(answers.stream().filter(answer -> answer.status() == Status.DONE))
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != Status.DONE)
                .allSatisfy(
                        answer -> assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.STALE));
    }

    @Test
    void aProcessThatWakesUpAfterItsLeaseCanNeitherSendNorSettle() {
        Scripted action = Scripted.on(order());
        action.planning(() -> {
            String mine = sql.text(
                    "select holder from countersign.object_lease where object = ?",
                    "builtin/order:" + action.target().id());
            leaseIsOver(mine);
            doubts.lookAgain(ledger.entry(mine).orElseThrow());
            return Scripted.on(action.target().id()).plan(null);
        });
        Answer answer = submit(action);
        assertThat(action.sent).isEmpty();
        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(stored(answer).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void aProcessThatWakesUpAfterItsActionWasTakenOverDoesNotSettleIt() {
        Scripted action = Scripted.on(order()).of(Resend.NOTHING, Absence.HINT);
        action.then((step, effect) -> {
            String mine = action.sent.getFirst().split("/")[0];
            leaseIsOver(mine);
            assertThat(doubts.lookAgain(ledger.entry(mine).orElseThrow()).status())
                    .isEqualTo(Status.OUTCOME_UNKNOWN);
            return new Reply.Declined("too late");
        });
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(stored(answer).status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertChained(answer.entry().id());
    }

    @Test
    void aClaimThatWasTakenOverIsNotUndone() {
        Scripted action = Scripted.on(order());
        String taken = claimAndVanish(action, "undone-too-late");
        Entry before = ledger.entry(taken).orElseThrow();
        doubts.lookAgain(before);
        ledger.undo(before);
        assertThat(ledger.entry(taken)).map(Entry::status).hasValue(Status.FAILED);
    }

    @Test
    void aTakeOverOfASettledActionTakesNothing() {
        Scripted action = Scripted.on(order()).steps(2).done().declined();
        Answer partly = submit(action);
        assertThat(partly.status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(ledger.takeOver(partly.entry().id(), settings.lease())).isEmpty();
        assertThat(sql.text(
                        "select holder from countersign.object_lease where unresolved = ?",
                        partly.entry().id()))
                .isNull();
    }

    @Test
    void oneLookAtATimeHasTheAction() throws Exception {
        Answer doubt =
                submit(Scripted.on(order()).of(Resend.NOTHING, Absence.HINT).unknown());
        List<Boolean> taken = together(
                8, n -> ledger.takeOver(doubt.entry().id(), settings.lease()).isPresent());
        assertThat(taken).containsOnlyOnce(true);
    }

    @Test
    void anAnswerThatTheLedgerRefusedToKeepIsNoAction() {
        Scripted action = Scripted.on(order());
        Answer answer = submit(
                gate(new BrokenLedger().losing("settle", 1)),
                action.planning(() -> Refusal.rule(ShopRule.ORDER_NOT_OPEN, "no", "no")));
        assertThat(answer.status()).isEqualTo(Status.REFUSED);
        assertThat(answer.outcome().refusal().code()).isEqualTo(ErrorCode.LEDGER_UNAVAILABLE);
        assertThat(answer.outcome().refusal().retryable()).isTrue();
        assertThat(action.sent).isEmpty();
    }

    @Test
    void everyEventOfAnActionHangsOnTheOneBefore() {
        Answer answer =
                submit(Scripted.on(order()).steps(2).unknown().done().notSent().done());
        assertThat(answer.status()).isEqualTo(Status.DONE);
        assertChained(answer.entry().id());
        assertThat(sql.texts(
                        "select kind from countersign.event where action_id = ? and kind <> 'check' order by seq",
                        answer.entry().id()))
                .containsExactly("claimed", "sending", "sending", "sending", "sending", "step", "step", "changed");
    }

    @Test
    void anActionThatCannotBeLookedAtKeepsNoOtherWaiting() {
        Scripted broken = Scripted.on(order()).then((step, effect) -> new Reply.Accepted("id"));
        Answer first = submit(broken);
        broken.forgotten();
        Scripted action = Scripted.on(order()).then((step, effect) -> new Reply.Accepted("id"));
        Answer second = submit(action);
        action.shows(second.entry().id() + "/1", Scripted.effect(1));
        sql.execute(
                "update countersign.action set touched_at = now() - make_interval(hours => case id when ? then 2 else 1 end)"
                        + " where id in (?, ?)",
                first.entry().id(),
                first.entry().id(),
                second.entry().id());
        doubts.sweep(1000);
        assertThat(stored(second).status()).isEqualTo(Status.DONE);
        assertThat(stored(first).status()).isEqualTo(Status.OUTCOME_UNKNOWN);
    }

    @Test
    void aResetShopHasNothingHalfDone() {
        Scripted half = Scripted.on(order()).steps(2).done().declined();
        submit(half);
        Scripted doubt = Scripted.on(order()).of(Resend.NOTHING, Absence.HINT).unknown();
        submit(doubt);
        ledger.shopWasReset("issuer", "somebody");
        assertThat(held(half.target().id())).isZero();
        assertThat(held(doubt.target().id())).as("it may still arrive").isEqualTo(1);
    }

    /** As a process that dies right after its claim. */
    private String claimAndVanish(Scripted action, String key) {
        Request request = keyed(version(CALLER, action.target().id()), key);
        ActionKey actionKey = ActionKey.of(settings.shop(), CALLER, action, request);
        Admission.Claimed claimed = (Admission.Claimed) admission.admit(CALLER, action, request, actionKey);
        leaseIsOver(claimed.entry().id());
        return claimed.entry().id();
    }

    private void assertChained(String actionId) {
        assertThat(sql.texts("""
                        select e.seq || case when e.prev is not distinct from (select b.hash from countersign.event b
                                 where b.action_id = e.action_id and b.seq = e.seq - 1) then '' else ' is torn' end
                          from countersign.event e where e.action_id = ? order by e.seq""", actionId))
                .isNotEmpty()
                .isEqualTo(IntStream.rangeClosed(1, (int)
                                sql.number("select count(*) from countersign.event where action_id = ?", actionId))
                        .mapToObj(String::valueOf)
                        .toList());
    }

    private interface Numbered<T> {
        T call(int n) throws Exception;
    }

    private static <T> List<T> together(int number, Numbered<T> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.range(0, number)
                    .mapToObj(n -> (Callable<T>) () -> call.call(n))
                    .toList();
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
