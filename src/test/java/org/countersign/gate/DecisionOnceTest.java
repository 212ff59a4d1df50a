package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.countersign.endtoend.ShopProfile;
import org.countersign.endtoend.Together;
import org.countersign.shop.Money;
import org.junit.jupiter.api.Test;

/** Nothing runs without a final yes; the first decision is final, and repeats answer it. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class DecisionOnceTest extends ApprovalBed {

    @Test
    void withoutAYesNothingIsSentWhateverElseHappens() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        sql.execute(
                "update countersign.action set touched_at = now() - interval '1 day', requested_at = now() - interval '1 day'"
                        + " where id = ?",
                waiting.entry().id());
        sweep.sweep(1000);
        doubts.lookAgain(stored(waiting));
        assertThat(gate.submit(CALLER, action, worded(CALLER, action, "the lead said on the phone: approved"))
                        .status())
                .isEqualTo(Status.AWAITING_APPROVAL);
        decisions.ask(LEAD, approval(waiting).id(), "Which line?");
        sweep.sweep(1000);
        assertThat(approved.run(stored(waiting)).status()).isEqualTo(Status.AWAITING_APPROVAL);
        stillWaits(waiting, action);
    }

    @Test
    void anEscalatedActionRunsOnlyWhenItWasTurnedAndAllowed() {
        grant("{\"min_confidence\": 0.5}");
        Scripted action = Scripted.on(order());
        Answer waiting = submit(action);
        assertThat(waiting.status()).isEqualTo(Status.ESCALATED);
        sweep.sweep(1000);
        assertThat(repeat(waiting, action).replayed()).isTrue();
        stillWaits(waiting, action);
    }

    @Test
    void aYesExecutesExactlyThePlan() {
        Scripted action = Scripted.on(order()).steps(2);
        Answer waiting = awaiting(action);
        Entry done = allow(LEAD, waiting);
        assertThat(done.status()).as("%s", done.outcome()).isEqualTo(Status.DONE);
        assertThat(done.outcome().verification()).isEqualTo(Verification.VERIFIED);
        assertThat(done.plan()).isEqualTo(waiting.plan());
        assertThat(action.sent).hasSize(2);
        Approval used = approval(waiting);
        assertThat(used.state()).isEqualTo(Approval.State.USED);
        assertThat(used.decided().subject()).isEqualTo("u-lead");
        assertThat(used.decided().role()).isEqualTo("support_lead");
        assertThat(repeat(waiting, action).replayed()).isTrue();
        sweep.sweep(1000);
        assertThat(action.sent).hasSize(2);
    }

    @Test
    void aNoIsFinalKeepsTheKeyAndIsWhatTheCallAnswersFromThenOn() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        assertThat(deny(LEAD, waiting).status()).isEqualTo(Status.DENIED);
        assertThat(allow(ADMIN, waiting).status()).isEqualTo(Status.DENIED);
        sweep.sweep(1000);
        for (Request again : List.of(
                request(version(CALLER, action.target().id())),
                worded(CALLER, action, "now with much better reasons, please"),
                keyed(
                        version(CALLER, action.target().id()),
                        "another-key-" + waiting.entry().id()))) {
            Answer repeated = gate.submit(CALLER, action, again);
            assertThat(repeated.status()).isEqualTo(Status.DENIED);
            assertThat(repeated.replayed()).isTrue();
            assertThat(repeated.entry().id()).isEqualTo(waiting.entry().id());
            assertThat(repeated.entry().approval().decided().reason()).isEqualTo("not like this");
        }
        assertThat(action.sent).isEmpty();
        assertThat(events(waiting)).doesNotContain("sending", "approval_allowed");
    }

    @Test
    void ofAYesAndANoAtTheSameMomentExactlyOneCounts() {
        for (int round = 0; round < 10; round++) {
            Scripted action = Scripted.on(order());
            Answer waiting = awaiting(action);
            String id = approval(waiting).id();
            List<Decisions.Said> said = Together.call(
                    6, n -> n % 2 == 0 ? decisions.allow(LEAD, id, "yes") : decisions.deny(ADMIN, id, "no"));
            assertThat(said.stream().filter(ApprovalBed::first)).hasSize(1);
            Entry now = stored(waiting);
            boolean yes = first(said.get(0)) || first(said.get(2)) || first(said.get(4));
            assertThat(now.status()).isEqualTo(yes ? Status.DONE : Status.DENIED);
            assertThat(action.sent).hasSize(yes ? 1 : 0);
            assertThat(now.approval().decided().reason()).isEqualTo(yes ? "yes" : "no");
            assertThat(events(waiting).stream().filter(kind -> kind.startsWith("approval_")))
                    .containsExactly(yes ? "approval_allowed" : "approval_denied");
        }
    }

    @Test
    void repeatedDecisionsAnswerTheFirstOne() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        String id = approval(waiting).id();
        assertThat(first(decisions.allow(LEAD, id, "first"))).isTrue();
        for (Decisions.Said again : List.of(
                decisions.allow(LEAD, id, "second"),
                decisions.deny(LEAD, id, "third"),
                decisions.deny(ADMIN, id, "fourth"),
                decisions.offer(ADMIN, id, Money.parse("0.50", "USD"), "fifth"),
                decisions.ask(ADMIN, id, "sixth?"))) {
            assertThat(first(again)).isFalse();
            assertThat(stands(again).status()).isEqualTo(Status.DONE);
            assertThat(stands(again).approval().decided().reason()).isEqualTo("first");
            assertThat(stands(again).approval().words()).isEmpty();
        }
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void afterItsTimeNoYesCountsAndTheKeyIsFree() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        timeIsOver(waiting);
        Decisions.Said late = decisions.allow(LEAD, approval(waiting).id(), "yes");
        assertThat(first(late)).isFalse();
        assertThat(stands(late).status()).isEqualTo(Status.EXPIRED);
        assertThat(approval(waiting).state()).isEqualTo(Approval.State.EXPIRED);
        Answer again = repeat(waiting, action);
        assertThat(again.status()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(again.entry().retryOf()).isEqualTo(waiting.entry().id());
        assertThat(again.entry().id()).isNotEqualTo(waiting.entry().id());
        assertThat(first(decisions.allow(LEAD, approval(waiting).id(), "yes"))).isFalse();
        assertThat(action.sent).isEmpty();
    }

    @Test
    void theSweepEndsWhatNobodyDecidedInTime() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        timeIsOver(waiting);
        sweep.sweep(1000);
        assertThat(sql.text(
                        "select status from countersign.action where id = ?",
                        waiting.entry().id()))
                .isEqualTo("EXPIRED");
        assertThat(events(waiting)).endsWith("expired");
        assertThat(action.sent).isEmpty();
    }

    @Test
    void whatWasTakenBackIsNotAllowed() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        withdrawals.withdraw(CALLER, waiting.entry().id());
        Decisions.Said late = decisions.allow(LEAD, approval(waiting).id(), "yes");
        assertThat(first(late)).isFalse();
        assertThat(stands(late).status()).isEqualTo(Status.WITHDRAWN);
        assertThat(action.sent).isEmpty();
    }

    @Test
    void takingBackAndAllowingAtTheSameMomentNeverDoBoth() {
        for (int round = 0; round < 10; round++) {
            Scripted action = Scripted.on(order());
            Answer waiting = awaiting(action);
            String id = approval(waiting).id();
            Together.call(
                    4,
                    n -> n % 2 == 0
                            ? decisions.allow(LEAD, id, "yes")
                            : withdrawals.withdraw(CALLER, waiting.entry().id()));
            Entry now = stored(waiting);
            assertThat(now.status()).isIn(Status.DONE, Status.WITHDRAWN);
            assertThat(action.sent).hasSize(now.status() == Status.DONE ? 1 : 0);
            assertThat(now.approval().state())
                    .isEqualTo(now.status() == Status.DONE ? Approval.State.USED : Approval.State.WITHDRAWN);
        }
    }

    @Test
    void anOfferIsANoWithASmallerAmountOfTheSameMoney() {
        Scripted action = Scripted.on(order()).steps(3);
        Answer waiting = awaiting(action);
        String id = approval(waiting).id();
        for (Money wrong : List.of(
                Money.parse("3.00", "USD"),
                Money.parse("3.01", "USD"),
                Money.parse("0.00", "USD"),
                Money.parse("-1.00", "USD"),
                Money.parse("1.00", "EUR"))) {
            assertThat(refused(decisions.offer(LEAD, id, wrong, "rather this"))).isEqualTo(ErrorCode.INVALID_ARGUMENTS);
            stillWaits(waiting, action);
        }
        Entry denied = stands(decisions.offer(LEAD, id, Money.parse("1.00", "USD"), "one is enough"));
        assertThat(denied.status()).isEqualTo(Status.DENIED);
        assertThat(stored(waiting).approval().decided().offer()).isEqualTo(Money.parse("1.00", "USD"));
        assertThat(action.sent).isEmpty();

        Scripted offered = Scripted.on(action.target().id()).steps(1);
        Answer asked = submit(offered);
        assertThat(asked.status())
                .as("a new action, and asked for as any other")
                .isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(allow(LEAD, asked).status()).isEqualTo(Status.DONE);
        assertThat(offered.sent).hasSize(1);
        assertThat(action.sent).isEmpty();
    }

    @Test
    void whereNoMoneyMovesNothingIsOffered() {
        Scripted action = Scripted.on(order());
        Step step = new Step(1, "scripted", Json.object().put("do", 1), Scripted.effect(1), null);
        action.planning(() -> Plan.one("do it", "did it", step));
        Answer waiting = awaiting(action);
        assertThat(refused(decisions.offer(LEAD, approval(waiting).id(), Money.parse("0.50", "USD"), "less")))
                .isEqualTo(ErrorCode.INVALID_ARGUMENTS);
        stillWaits(waiting, action);
    }

    @Test
    void aQuestionIsAnsweredByRepeatingTheCallAndDecidesNothing() {
        Scripted action = Scripted.on(order());
        String version = version(CALLER, action.target().id());
        grant("{\"confirmation\": \"other_person\"}");
        Answer waiting = gate.submit(CALLER, action, request(version));
        assertThat(first(decisions.ask(LEAD, approval(waiting).id(), "Which of the two?")))
                .isTrue();
        assertThat(approval(waiting).openQuestion().text()).isEqualTo("Which of the two?");
        gate.submit(CALLER, action, request(version));
        assertThat(approval(waiting).openQuestion())
                .as("the same words are no answer")
                .isNotNull();

        gate.submit(CALLER, action, worded(CALLER, action, "the red one, she says"));
        assertThat(approval(waiting).openQuestion()).isNull();
        assertThat(approval(waiting).words())
                .extracting(Approval.Word::text)
                .containsExactly("Which of the two?", "the red one, she says");
        gate.submit(CALLER, action, worded(CALLER, action, "and what I say unasked is not kept"));
        assertThat(approval(waiting).words()).hasSize(2);
        stillWaits(waiting, action);
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.DONE);
    }

    @Test
    void anAnswerCountsAlsoAfterAFreshReadAndNobodyElseGivesIt() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        decisions.ask(LEAD, approval(waiting).id(), "Which of the two?");
        gate.submit(caller("u-other"), action, worded(caller("u-other"), action, "the blue one, says somebody else"));
        assertThat(approval(waiting).openQuestion()).isNotNull();
        Answer answered = gate.submit(
                CALLER,
                action,
                new Request(
                        version(CALLER, action.target().id()),
                        "the red one",
                        null,
                        null,
                        null,
                        null,
                        "a-key-of-the-answer-" + waiting.entry().id(),
                        false,
                        false));
        assertThat(answered.entry().id()).isEqualTo(waiting.entry().id());
        assertThat(approval(waiting).words())
                .extracting(Approval.Word::text)
                .containsExactly("Which of the two?", "the red one");
    }
}
