package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.endtoend.ShopProfile;
import org.countersign.endtoend.Together;
import org.junit.jupiter.api.Test;

/** What was allowed is done once: by who decided, or by the sweep, as long as the yes holds; not while it may not be. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ApprovedRunTest extends ApprovalBed {

    private static final String ASKS = "{\"confirmation\": \"other_person\"}";

    @Test
    void whateverStartsItAtOnceItIsOneEffect() {
        Scripted action = Scripted.on(order()).steps(2);
        Answer waiting = awaiting(action);
        Entry allowed = allowedAndLeft(waiting);
        Together.call(20, n -> n % 2 == 0 ? sweep.sweep(1000) : approved.run(allowed));
        assertThat(stored(waiting).status()).isEqualTo(Status.DONE);
        assertThat(action.sent)
                .containsExactly(
                        waiting.entry().id() + "/1 {\"do\":1}", waiting.entry().id() + "/2 {\"do\":2}");
        assertThat(events(waiting)).filteredOn("sending"::equals).hasSize(2);
    }

    @Test
    void theSweepStartsWhatWasAllowedAndNotBegun() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        allowedAndLeft(waiting);
        assertThat(action.sent).isEmpty();
        assertThat(sweep.sweep(1000)).isPositive();
        assertThat(stored(waiting).status()).isEqualTo(Status.DONE);
        sweep.sweep(1000);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void whoDecidedHasAMomentBeforeTheSweepComes() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        allowedAndLeft(waiting);
        sql.execute(
                "update countersign.approval set decided_at = now() where action_id = ?",
                waiting.entry().id());
        sweep.sweep(1000);
        assertThat(action.sent).isEmpty();
    }

    @Test
    void whatWasStartedAndNotSentIsStartedAgainOnce() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        startedAndLeft(waiting);
        assertThat(stored(waiting).status()).isEqualTo(Status.RUNNING);
        sweep.sweep(1000);
        aWhileAgo(waiting);
        sweep.sweep(1000);
        sweep.sweep(1000);
        assertThat(stored(waiting).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
        assertThat(approval(waiting).state()).isEqualTo(Approval.State.USED);
        assertThat(held(action.target().id())).isZero();
    }

    @Test
    void whatWasStartedAndNotSentIsOverWhenTheYesIs() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        startedAndLeft(waiting);
        timeIsOver(waiting);
        sweep.sweep(1000);
        sweep.sweep(1000);
        assertThat(stored(waiting).status()).isEqualTo(Status.EXPIRED);
        assertThat(approval(waiting).state()).isEqualTo(Approval.State.EXPIRED);
        assertThat(action.sent).isEmpty();
        assertThat(held(action.target().id())).isZero();
        Answer again = repeat(waiting, action);
        assertThat(again.entry().retryOf())
                .as("the key is free")
                .isEqualTo(waiting.entry().id());
    }

    @Test
    void whatWasAllowedAndNeverStartedIsOverWhenTheYesIs() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        Entry allowed = allowedAndLeft(waiting);
        timeIsOver(waiting);
        assertThat(approved.run(allowed).status()).isNotEqualTo(Status.DONE);
        sweep.sweep(1000);
        assertThat(stored(waiting).status()).isEqualTo(Status.EXPIRED);
        assertThat(action.sent).isEmpty();
    }

    @Test
    void aYesThatEndsBetweenTheStartAndTheMarkSendsNothing() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        Scripted same = Scripted.on(action.target().id());
        action.planning(() -> {
            timeIsOver(waiting);
            return same.plan(null);
        });
        allow(LEAD, waiting);
        assertThat(action.sent).isEmpty();
        assertThat(stored(waiting).status()).isIn(Status.REFUSED, Status.EXPIRED, Status.VOID);
        assertThat(approval(waiting).state()).isNotIn(Approval.State.USED, Approval.State.ALLOWED);
    }

    @Test
    void whileWritesAreOffNothingIsSentAndThenItIs() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        switchOff();
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.AWAITING_APPROVAL);
        aWhileAgo(waiting);
        sweep.sweep(1000);
        assertThat(action.sent).isEmpty();
        assertThat(approval(waiting).state()).isEqualTo(Approval.State.ALLOWED);
        switchOn();
        sweep.sweep(1000);
        assertThat(stored(waiting).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void writesThatAreSwitchedOffInTheLastMomentKeepTheYes() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        Scripted same = Scripted.on(action.target().id());
        action.planning(() -> {
            if (approval(waiting).state() == Approval.State.ALLOWED) {
                switchOff();
            }
            return same.plan(null);
        });
        allow(LEAD, waiting);
        assertThat(action.sent).isEmpty();
        assertThat(stored(waiting).status()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(held(action.target().id())).isZero();
        action.planning(() -> same.plan(null));
        switchOn();
        aWhileAgo(waiting);
        sweep.sweep(1000);
        assertThat(stored(waiting).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void aServerThatIsBeingStoppedLeavesItToAnother() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        Entry allowed = allowedAndLeft(waiting);
        stopping.stop();
        Execution execution = new Execution(
                ledger,
                further,
                new Sending(settings, ledger, clock, (tool, step, reply, took) -> {}),
                reads,
                receipts,
                stopping,
                clock);
        new Approved(
                        settings,
                        ledger,
                        pending,
                        tool -> java.util.Optional.empty(),
                        examination,
                        further,
                        execution,
                        doubts,
                        trace,
                        clock)
                .run(allowed);
        assertThat(action.sent).isEmpty();
        assertThat(stored(waiting).status()).isEqualTo(Status.AWAITING_APPROVAL);
        aWhileAgo(waiting);
        sweep.sweep(1000);
        assertThat(stored(waiting).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void aShopThatTakesNothingNowKeepsTheYes() {
        Scripted action = Scripted.on(order()).shutFrom(1);
        Answer waiting = awaiting(action);
        allow(LEAD, waiting);
        assertThat(action.sent).isEmpty();
        assertThat(stored(waiting).status()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(approval(waiting).state()).isEqualTo(Approval.State.ALLOWED);
        assertThat(held(action.target().id())).isZero();
        action.shutFrom(Integer.MAX_VALUE);
        aWhileAgo(waiting);
        sweep.sweep(1000);
        assertThat(stored(waiting).status()).isEqualTo(Status.DONE);
    }

    @Test
    void aBudgetThatWasUsedUpMeanwhileRefusesIt() {
        Caller someone = somebody();
        grant("{\"confirmation\": \"other_person\", \"daily_count\": 1}");
        Scripted action = Scripted.on(order());
        Scripted other = Scripted.on(order());
        Answer one = submit(someone, action);
        Answer two = submit(someone, other);
        assertThat(allow(LEAD, one).status()).isEqualTo(Status.DONE);
        Entry refused = allow(LEAD, two);
        assertThat(refused.status()).isEqualTo(Status.REFUSED);
        assertThat(refused.outcome().refusal().code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(other.sent).isEmpty();
        assertThat(approval(two).state()).isEqualTo(Approval.State.VOID);
    }

    @Test
    void noNumberOfYesesAtOncePassesACap() {
        Caller someone = somebody();
        grant("{\"confirmation\": \"other_person\", \"daily_count\": 3}");
        List<Scripted> actions = java.util.stream.IntStream.range(0, 10)
                .mapToObj(n -> Scripted.on(order()))
                .toList();
        List<Answer> waiting =
                actions.stream().map(action -> submit(someone, action)).toList();
        Together.call(10, n -> allow(LEAD, waiting.get(n)));
        assertThat(actions.stream().filter(action -> !action.sent.isEmpty())).hasSize(3);
        assertThat(waiting.stream().map(answer -> stored(answer).status())).containsOnly(Status.DONE, Status.REFUSED);
    }

    @Test
    void anObjectThatAnotherActionHoldsIsWaitedForAndThenItRuns() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        String object = "builtin/order:" + action.target().id();
        hold(object);
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(action.sent).isEmpty();
        letGo(object);
        aWhileAgo(waiting);
        sweep.sweep(1000);
        assertThat(stored(waiting).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void anObjectThatIsNotSettledIsNotTouchedUntilItIs() {
        String order = order();
        Scripted action = Scripted.on(order);
        Scripted doubtful =
                Scripted.on(order).steps(2).of(Resend.NOTHING, Absence.PROOF).unknown();
        Answer waiting = awaiting(action);
        Answer doubt = awaiting(somebody(), doubtful);
        assertThat(allow(LEAD, doubt).status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.AWAITING_APPROVAL);
        aWhileAgo(waiting);
        sweep.sweep(1000);
        assertThat(stored(waiting).status()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(action.sent).isEmpty();

        nothingCanArriveAnyMore(doubt.entry().id());
        assertThat(doubts.lookAgain(stored(doubt)).status()).isEqualTo(Status.FAILED);
        aWhileAgo(waiting);
        sweep.sweep(1000);
        assertThat(stored(waiting).status())
                .as("nothing of the order has changed")
                .isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void somethingElseThatItTouchesIsWaitedForToo() {
        ObjectRef card = new ObjectRef("gift_card", "card-" + order());
        Scripted action = Scripted.on(order()).touching(card);
        Answer waiting = awaiting(action);
        hold("builtin/" + card);
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(action.sent).isEmpty();
        assertThat(held(action.target().id())).as("it keeps nothing meanwhile").isZero();
        letGo("builtin/" + card);
        aWhileAgo(waiting);
        sweep.sweep(1000);
        assertThat(stored(waiting).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    private void hold(String object) {
        sql.execute(
                "insert into countersign.object_lease (shop, object, epoch, holder, held_until)"
                        + " values ('main', ?, 1, 'act_of_another', now() + interval '1 hour')"
                        + " on conflict (shop, object) do update set holder = excluded.holder, held_until = excluded.held_until",
                object);
    }

    private void letGo(String object) {
        sql.execute("update countersign.object_lease set holder = null, held_until = null where object = ?", object);
    }

    @Test
    void whatCannotBeStartedKeepsNothingElseWaiting() {
        Scripted lost = Scripted.on(order());
        Answer first = awaiting(lost);
        Scripted action = Scripted.on(order());
        Answer second = awaiting(action);
        allowedAndLeft(first);
        allowedAndLeft(second);
        sql.execute(
                "update countersign.approval set expires_at = now() + interval '1 minute' where action_id = ?",
                first.entry().id());
        lost.forgotten();
        sweep.sweep(1000);
        assertThat(stored(second).status()).isEqualTo(Status.DONE);
        assertThat(lost.sent).isEmpty();
        assertThat(stored(first).status()).isEqualTo(Status.AWAITING_APPROVAL);
        timeIsOver(first);
        sweep.sweep(1000);
        assertThat(stored(first).status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void aLostAnswerIsLookedForAndNotAllowedAgain() {
        Scripted action = Scripted.on(order()).of(Resend.NOTHING, Absence.PROOF).unknown();
        Answer waiting = awaiting(action);
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        nothingCanArriveAnyMore(waiting.entry().id());
        assertThat(doubts.lookAgain(stored(waiting)).status()).isEqualTo(Status.FAILED);
        sweep.sweep(1000);
        allow(LEAD, waiting);
        assertThat(action.sent).as("used is used, whatever came of it").hasSize(1);
        assertThat(approval(waiting).state()).isEqualTo(Approval.State.USED);
    }

    @Test
    void theRestOfItNeedsNoSecondWordWhileTheFirstOneHolds() {
        Scripted action = Scripted.on(order()).steps(2).done().declined();
        Answer waiting = awaiting(action);
        Entry partly = allow(LEAD, waiting);
        assertThat(partly.status()).isEqualTo(Status.PARTLY_DONE);
        Answer rest = repeat(waiting, action);
        assertThat(rest.status()).as("%s", rest.outcome()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(3);
        assertThat(action.sent.get(2)).contains("/2.1 ");
    }

    @Test
    void theRestOfItNeedsANewWordWhenTheFirstOneIsOver() {
        Scripted action = Scripted.on(order()).steps(2).done().declined();
        Answer waiting = awaiting(action);
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.PARTLY_DONE);
        timeIsOver(waiting);
        Answer rest = repeat(waiting, action);
        assertThat(rest.status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(rest.outcome().refusal().code()).isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(action.sent).hasSize(2);
    }

    @Test
    void theRestOfItNeedsANewWordWhenTheGrantHasChanged() {
        Scripted action = Scripted.on(order()).steps(2).done().declined();
        Answer waiting = awaiting(action);
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.PARTLY_DONE);
        grant("{\"confirmation\": \"other_person\", \"daily_count\": 1000}");
        assertThat(repeat(waiting, action).status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(action.sent).hasSize(2);
        grant(ASKS);
    }

    @Test
    void itsLifetimeIsTheShops() {
        sql.execute("update countersign.shop_settings set settings = '{\"approval_hours\": 2}'");
        policy.readAgain();
        Approval asked = approval(awaiting(Scripted.on(order())));
        assertThat(Duration.between(asked.openedAt(), asked.expiresAt())).isEqualTo(Duration.ofHours(2));
        sql.execute("update countersign.shop_settings set settings = '{}'");
        policy.readAgain();
        asked = approval(awaiting(Scripted.on(order())));
        assertThat(Duration.between(asked.openedAt(), asked.expiresAt())).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void whereItIsDecidedIsAnOpaquePlaceOfThisServer() {
        Approval asked = approval(awaiting(Scripted.on(order())));
        assertThat(asked.url()).isEqualTo(settings.publicUrl() + "/console/approvals/" + asked.id());
        assertThat(asked.id()).matches("apr_[0-9a-f]{40}");
    }
}
