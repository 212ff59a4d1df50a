package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.endtoend.ShopProfile;
import org.countersign.shop.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A yes to one thing runs nothing else: whatever of it has changed since, it is void, says so, and nothing is sent. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ApprovalVoidTest extends ApprovalBed {

    private void isVoid(Answer waiting, Scripted action, String why) {
        Entry now = stored(waiting);
        assertThat(now.status()).as("%s", now.outcome()).isEqualTo(Status.VOID);
        assertThat(now.approval().state()).isEqualTo(Approval.State.VOID);
        assertThat(now.outcome().refusal().code()).isEqualTo(ErrorCode.STALE);
        assertThat(now.outcome().refusal().message()).contains(why);
        assertThat(action.sent).isEmpty();
        assertThat(held(action.target().id())).isZero();
        assertThat(events(waiting))
                .contains("approval_allowed")
                .endsWith("void")
                .doesNotContain("sending");
    }

    private Entry start(Answer waiting) {
        sweep.sweep(1000);
        return stored(waiting);
    }

    @Test
    void itRunsNoOtherArguments() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        Scripted other = Scripted.on(action.target().id());
        allowedAndLeft(waiting);
        tamper(waiting, "arguments = '" + other.arguments() + "'");
        start(waiting);
        isVoid(waiting, action, "arguments");
        assertThat(other.sent).isEmpty();
    }

    @Test
    void itRunsOnNoOtherTarget() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        allowedAndLeft(waiting);
        tamper(waiting, "target_id = '" + order() + "'");
        start(waiting);
        isVoid(waiting, action, "action");
    }

    @Test
    void itRunsAnotherOrdersArgumentsNowhere() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        Scripted other = Scripted.on(order());
        allowedAndLeft(waiting);
        tamper(waiting, "target_id = '" + other.target().id() + "', arguments = '" + other.arguments() + "'");
        start(waiting);
        assertThat(stored(waiting).status()).isEqualTo(Status.VOID);
        assertThat(other.sent).isEmpty();
        assertThat(action.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            subject = 'u-somebody-else'       | caller
            issuer = 'https://other.example'  | caller
            key_text = key_text               | -
            """)
    void itRunsForNobodyElse(String change, String what) {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        allowedAndLeft(waiting);
        tamper(waiting, change);
        start(waiting);
        if (what.equals("-")) {
            assertThat(stored(waiting).status()).as("nothing was changed").isEqualTo(Status.DONE);
        } else {
            isVoid(waiting, action, what);
        }
    }

    @Test
    void itRunsWithNoOtherVersionOfTheGrant() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        grant("{\"confirmation\": \"other_person\", \"daily_count\": 1000}");
        allow(LEAD, waiting);
        isVoid(waiting, action, "grant");
    }

    @Test
    void aGrantThatIsChangedInTheLastMomentSendsNothingAndVoidsIt() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        Scripted same = Scripted.on(action.target().id());
        action.planning(() -> {
            sql.execute("update countersign.role_grant set version = version + 1 where tool = 'scripted'");
            return same.plan(null);
        });
        allow(LEAD, waiting);
        assertThat(action.sent).isEmpty();
        action.planning(() -> same.plan(null));
        policy.readAgain();
        aWhileAgo(waiting);
        start(waiting);
        isVoid(waiting, action, "grant");
    }

    @Test
    void aGrantThatWasTakenAwayVoidsIt() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        sql.execute("update countersign.role_grant set enabled = false where tool = 'scripted'");
        policy.readAgain();
        allow(LEAD, waiting);
        assertThat(stored(waiting).status()).isEqualTo(Status.VOID);
        assertThat(stored(waiting).outcome().refusal().code()).isEqualTo(ErrorCode.NOT_PERMITTED);
        assertThat(action.sent).isEmpty();
    }

    @Test
    void aChangedObjectVoidsItAndIsSaidFieldByField() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        changed(action.target().id());
        allow(LEAD, waiting);
        isVoid(waiting, action, "changed");
        Refusal why = stored(waiting).outcome().refusal();
        assertThat(why.data().path("differences").findValuesAsText("field")).containsExactly("shipping_address.line1");
        assertThat(why.next().tool()).isEqualTo("get_order");
        Answer anew = submit(action);
        assertThat(anew.status()).as("the key is free").isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(anew.entry().id()).isNotEqualTo(waiting.entry().id());
        assertThat(allow(LEAD, anew).status()).isEqualTo(Status.DONE);
    }

    @Test
    void anObjectThatChangedAndChangedBackByOurselvesIsAnotherVersion() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        grant("{}");
        assertThat(submit(somebody(), Scripted.on(action.target().id()).steps(2))
                        .status())
                .isEqualTo(Status.DONE);
        grant("{\"confirmation\": \"other_person\"}");
        allow(LEAD, waiting);
        assertThat(stored(waiting).status()).isEqualTo(Status.VOID);
        assertThat(action.sent).isEmpty();
    }

    @Test
    void aNoteOnTheOrderChangesNothing() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        sql.execute(
                "insert into shop.notes (order_id, id, text, visible_to_customer, author, at)"
                        + " values (?, 'n1', 'she rang again', false, 'x', now())",
                action.target().id());
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void anotherPlanIsNotWhatWasAllowed() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        Step other =
                new Step(1, "scripted", Json.object().put("do", 7), Scripted.effect(7), Money.parse("1.00", "USD"));
        action.planning(
                () -> new Plan("do it", "did it", Money.parse("1.00", "USD"), Map.of(), List.of(other), List.of()));
        allow(LEAD, waiting);
        isVoid(waiting, action, "plan");
    }

    @Test
    void whatTheRowSaysOfThePlanIsNotWhatIsSent() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        allowedAndLeft(waiting);
        tamper(waiting, "plan = jsonb_set(plan, '{money,amount}', '\"999.00\"')");
        sql.execute(
                "update countersign.step set request = '{\"do\": 999}', effect = '{\"did\": 999}' where action_id = ?",
                waiting.entry().id());
        start(waiting);
        assertThat(stored(waiting).status()).isEqualTo(Status.DONE);
        assertThat(action.sent)
                .as("the plan made anew, which the digest is of")
                .containsExactly(waiting.entry().id() + "/1 {\"do\":1}");
    }

    @Test
    void anotherDigestIsAnotherApproval() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        Answer other = awaiting(Scripted.on(order()));
        allowedAndLeft(waiting);
        sql.execute(
                "update countersign.approval p set digest = o.digest, facts = o.facts from countersign.approval o"
                        + " where p.action_id = ? and o.action_id = ?",
                waiting.entry().id(),
                other.entry().id());
        start(waiting);
        isVoid(waiting, action, "action");
    }

    @Test
    void aLaterExpiryThanTheOneThatWasDecidedOnIsNone() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        allowedAndLeft(waiting);
        sql.execute(
                "update countersign.approval set expires_at = expires_at + interval '30 days' where action_id = ?",
                waiting.entry().id());
        start(waiting);
        isVoid(waiting, action, "expiry");
    }

    @Test
    void itAnswersOnlyWhatItLists() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        sql.execute("update countersign.role set permissions = '{see_personal_data}' where name = 'benchmark'");
        sql.execute("update countersign.shop_settings set settings = '{\"ceiling\": {\"amount\": \"0.50\","
                + " \"currency\": \"USD\"}}'");
        policy.readAgain();
        allow(LEAD, waiting);
        isVoid(waiting, action, "what has to be asked");
    }

    @Test
    void whatItListsItAnswersTogether() {
        grant("{\"confirmation\": \"other_person\", \"min_confidence\": 0.5}");
        Scripted action = Scripted.on(order());
        Answer waiting = submit(action);
        assertThat(waiting.status()).isEqualTo(Status.ESCALATED);
        assertThat(escalated.turn(LEAD, stored(waiting))).isInstanceOf(Rulings.Stands.class);
        assertThat(approval(waiting).asks())
                .extracting(Approval.Ask::code)
                .containsExactlyInAnyOrder("low_confidence", "other_person");
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
        assertThat(ledger.escalations(1000))
                .noneMatch(open -> waiting.entry().id().equals(open.actionId()));
    }

    @Test
    void ofTwoOnOneOrderOnlyTheFirstPays() {
        String order = order();
        Scripted one = Scripted.on(order).steps(1);
        Scripted two = Scripted.on(order).steps(2);
        Answer first = awaiting(one);
        Answer second = awaiting(two);
        assertThat(allow(LEAD, first).status()).isEqualTo(Status.DONE);
        allow(LEAD, second);
        isVoid(second, two, "changed");
        assertThat(one.sent).hasSize(1);
    }

    @Test
    void ofTwoOnOneOrderThatAreAllowedAtTheSameMomentOnlyOnePays() {
        String order = order();
        Scripted one = Scripted.on(order).steps(1);
        Scripted two = Scripted.on(order).steps(2);
        Answer first = awaiting(one);
        Answer second = awaiting(two);
        org.countersign.endtoend.Together.call(2, n -> allow(LEAD, n == 0 ? first : second));
        aWhileAgo(first);
        aWhileAgo(second);
        sweep.sweep(1000);
        assertThat(List.of(stored(first).status(), stored(second).status()))
                .containsExactlyInAnyOrder(Status.DONE, Status.VOID);
        assertThat(one.sent.isEmpty()).isNotEqualTo(two.sent.isEmpty());
    }

    @Test
    void theSameCallByAnotherPersonMeanwhileIsNoSecondEffect() {
        Scripted action = Scripted.on(order());
        Answer waiting = awaiting(action);
        Answer duplicate = submit(caller("u-" + UUID.randomUUID()), action);
        assertThat(duplicate.outcome().refusal().code()).isEqualTo(ErrorCode.POSSIBLE_DUPLICATE);
        assertThat(allow(LEAD, waiting).status()).isEqualTo(Status.DONE);
        assertThat(action.sent).hasSize(1);
    }

    private void tamper(Answer waiting, String change) {
        sql.execute(
                "update countersign.action set " + change + " where id = ?",
                waiting.entry().id());
    }
}
