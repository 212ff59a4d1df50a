package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.countersign.endtoend.ShopProfile;
import org.countersign.endtoend.Together;
import org.junit.jupiter.api.Test;

/** What was escalated runs only as the exact plan that a person turned into an approval, and another one allowed. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class EscalatedTest extends ApprovalBed {

    private Answer escalated(Scripted action) {
        grant("{\"min_confidence\": 0.5}");
        Answer answer = submit(action);
        assertThat(answer.status()).isEqualTo(Status.ESCALATED);
        return answer;
    }

    private Answer turned(Scripted action) {
        Answer answer = escalated(action);
        assertThat(escalated.turn(LEAD, stored(answer))).isInstanceOf(Rulings.Stands.class);
        assertThat(stored(answer).status()).isEqualTo(Status.AWAITING_APPROVAL);
        return answer;
    }

    private static ErrorCode why(Rulings.Ruled ruled) {
        assertThat(ruled).isInstanceOf(Rulings.Not.class);
        return ((Rulings.Not) ruled).refusal().code();
    }

    private long open(Answer answer) {
        return sql.number(
                "select count(*) from countersign.escalation where action_id = ? and closed_at is null",
                answer.entry().id());
    }

    @Test
    void turnedItIsTheSameActionAndStillNotDone() {
        Scripted action = Scripted.on(order()).steps(2);
        Answer answer = turned(action);
        stillWaits(answer, action);
        assertThat(open(answer)).isZero();
        assertThat(events(answer)).endsWith("turned_into_approval");
        Entry done = allow(LEAD, answer);
        assertThat(done.status()).as("%s", done.outcome()).isEqualTo(Status.DONE);
        assertThat(done.id()).isEqualTo(answer.entry().id());
        assertThat(done.plan()).isEqualTo(answer.plan());
        assertThat(action.sent).hasSize(2);
    }

    @Test
    void whoAskedForItDoesNotDecideItAlsoWhenTheyTurnedIt() {
        Scripted action = Scripted.on(order());
        Answer answer = escalated(action);
        assertThat(escalated.turn(person(CALLER.subject(), "shop_admin"), stored(answer)))
                .isInstanceOf(Rulings.Stands.class);
        assertThat(refused(decisions.allow(
                        person(CALLER.subject(), "shop_admin"), approval(answer).id(), "x")))
                .isEqualTo(ErrorCode.NOT_PERMITTED);
        stillWaits(answer, action);
    }

    @Test
    void whatHasChangedSinceItWasPlannedIsNotTurned() {
        Scripted action = Scripted.on(order());
        Answer answer = escalated(action);
        changed(action.target().id());
        assertThat(why(escalated.turn(LEAD, stored(answer)))).isEqualTo(ErrorCode.STALE);
        assertThat(stored(answer).status()).isEqualTo(Status.ESCALATED);
        assertThat(open(answer)).isEqualTo(1);
        assertThat(approval(answer)).isNull();
    }

    @Test
    void whatWasJudgedByAnotherGrantIsNotTurned() {
        Scripted action = Scripted.on(order());
        Answer answer = escalated(action);
        grant("{\"min_confidence\": 0.6}");
        assertThat(why(escalated.turn(LEAD, stored(answer)))).isEqualTo(ErrorCode.STALE);
        assertThat(stored(answer).status()).isEqualTo(Status.ESCALATED);
    }

    @Test
    void whatHasChangedSinceItWasTurnedIsVoid() {
        Scripted action = Scripted.on(order());
        Answer answer = turned(action);
        changed(action.target().id());
        assertThat(allow(LEAD, answer).status()).isEqualTo(Status.VOID);
        assertThat(action.sent).isEmpty();
    }

    @Test
    void onlyWhatIsEscalatedIsTurnedOrResolved() {
        Answer waiting = awaiting(Scripted.on(order()));
        assertThat(why(escalated.turn(LEAD, stored(waiting)))).isEqualTo(ErrorCode.WRONG_STATE);
        assertThat(why(escalated.resolve(LEAD, stored(waiting), "support_lead", "x")))
                .isEqualTo(ErrorCode.WRONG_STATE);
        Answer turned = turned(Scripted.on(order()));
        assertThat(why(escalated.turn(LEAD, stored(turned)))).isEqualTo(ErrorCode.WRONG_STATE);
        assertThat(why(escalated.resolve(LEAD, stored(turned), "support_lead", "x")))
                .isEqualTo(ErrorCode.WRONG_STATE);
    }

    @Test
    void resolvedOtherwiseItIsNeverDoneAndTheCallAnswersThat() {
        Scripted action = Scripted.on(order());
        Answer answer = escalated(action);
        assertThat(escalated.resolve(LEAD, stored(answer), "support_lead", "called her instead"))
                .isInstanceOf(Rulings.Stands.class);
        Answer again = repeat(answer, action);
        assertThat(again.status()).isEqualTo(Status.DENIED);
        assertThat(again.replayed()).isTrue();
        assertThat(again.entry().approval().decided().reason()).isEqualTo("called her instead");
        assertThat(open(answer)).isZero();
        assertThat(stands(decisions.allow(ADMIN, approval(answer).id(), "yes")).status())
                .isEqualTo(Status.DENIED);
        sweep.sweep(1000);
        assertThat(action.sent).isEmpty();
    }

    @Test
    void ofAllThatIsDoneWithItAtTheSameMomentOneCounts() {
        for (int round = 0; round < 5; round++) {
            Scripted action = Scripted.on(order());
            Answer answer = escalated(action);
            Entry seen = stored(answer);
            List<Boolean> did = Together.call(9, n -> switch (n % 3) {
                case 0 -> escalated.turn(LEAD, seen) instanceof Rulings.Stands;
                case 1 -> escalated.resolve(ADMIN, seen, "shop_admin", "no") instanceof Rulings.Stands;
                default ->
                    withdrawals.withdraw(CALLER, seen.id()).status() == Status.WITHDRAWN
                            && stored(answer).approval() == null;
            });
            assertThat(stored(answer).status()).isIn(Status.AWAITING_APPROVAL, Status.DENIED, Status.WITHDRAWN);
            assertThat(events(answer).stream()
                            .filter(kind -> List.of("turned_into_approval", "resolved", "withdrawn")
                                    .contains(kind)))
                    .as("%s", did)
                    .hasSizeBetween(1, 2);
            assertThat(sql.number(
                            "select count(*) from countersign.approval where action_id = ?",
                            answer.entry().id()))
                    .isLessThanOrEqualTo(1);
            assertThat(action.sent).isEmpty();
        }
    }

    @Test
    void turnedAndNotDecidedInTimeItIsOverAndTheKeyIsFree() {
        Scripted action = Scripted.on(order());
        Answer answer = turned(action);
        timeIsOver(answer);
        sweep.sweep(1000);
        assertThat(stored(answer).status()).isEqualTo(Status.EXPIRED);
        assertThat(repeat(answer, action).entry().retryOf())
                .isEqualTo(answer.entry().id());
        assertThat(action.sent).isEmpty();
    }

    @Test
    void whatIsLeftHalfDoneOfItIsAPersonsMatterAgain() {
        Scripted action = Scripted.on(order()).steps(2).done().declined();
        Answer answer = turned(action);
        assertThat(allow(LEAD, answer).status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(open(answer)).isEqualTo(1);
        assertThat(repeat(answer, action).status())
                .as("and the yes still holds")
                .isEqualTo(Status.DONE);
        assertThat(open(answer)).isZero();
    }
}
