package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.UUID;
import org.countersign.caller.Caller;
import org.countersign.endtoend.ShopFixture;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;

/** The same effect a second time: by whomever, under whatever key, beside us; and the same call in other words. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class DuplicatesTest extends GateBed {

    private static final Caller OTHER = caller("u-other");

    private Answer submit(Caller caller, Scripted action, String name, boolean repeat) {
        String key = name == null ? null : name + " " + action.target().id();
        Request request = new Request(
                version(caller, action.target().id()),
                "words " + UUID.randomUUID(),
                null,
                null,
                null,
                null,
                key,
                false,
                repeat);
        return gate.submit(caller, action, request);
    }

    private Answer submit(Caller caller, Scripted action) {
        return submit(caller, action, null, false);
    }

    private static ErrorCode code(Answer answer) {
        return answer.outcome().refusal() == null
                ? null
                : answer.outcome().refusal().code();
    }

    @Test
    void equalMoneyOnTheSameObjectIsPossiblyADuplicateWhoeverAsks() {
        String order = order();
        Answer first = submit(CALLER, Scripted.on(order));
        Answer second = submit(OTHER, Scripted.on(order));
        assertThat(code(second)).isEqualTo(ErrorCode.POSSIBLE_DUPLICATE);
        assertThat(second.outcome().refusal().data().path("action_id").asText())
                .isEqualTo(first.entry().id());
        assertThat(submit(OTHER, Scripted.on(order).steps(2)).status())
                .as("other money")
                .isEqualTo(Status.DONE);
    }

    @Test
    void equalMoneyForTheSameCustomerIsPossiblyADuplicateOnAnotherOrderToo() {
        ShopFixture one = new ShopFixture(sql, "USD", 0).line(1, 1000).payment("credit_card", 1000);
        ShopFixture two = new ShopFixture(sql, "USD", 0).line(1, 1000).payment("credit_card", 1000);
        sql.execute("update shop.orders set customer_id = ? where id = ?", one.customer, two.order);
        assertThat(submit(CALLER, Scripted.on(one.order)).status()).isEqualTo(Status.DONE);
        assertThat(code(submit(CALLER, Scripted.on(two.order)))).isEqualTo(ErrorCode.POSSIBLE_DUPLICATE);
        assertThat(submit(CALLER, Scripted.on(two.order).steps(2)).status()).isEqualTo(Status.DONE);
    }

    @Test
    void whatCameToNothingIsNoEarlierEffect() {
        String order = order();
        assertThat(submit(CALLER, Scripted.on(order).declined()).status()).isEqualTo(Status.FAILED);
        assertThat(submit(CALLER, Scripted.on(order)).status()).isEqualTo(Status.DONE);
    }

    @Test
    void aRefundBesideUsIsSeenForSevenDaysAndOursIsNot() {
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(1, 1000).payment("credit_card", 1000);
        sql.execute(
                "insert into shop.transactions (order_id, id, kind, method_id, amount, at)"
                        + " select order_id, 'beside', 'refund', method_id, 100, now() from shop.payments where order_id = ?",
                shop.order);
        Answer refused = submit(CALLER, Scripted.on(shop.order));
        assertThat(code(refused)).isEqualTo(ErrorCode.POSSIBLE_DUPLICATE);
        assertThat(refused.outcome().refusal().message()).contains("outside of Countersign");
        sql.execute(
                "update shop.transactions set at = now() - interval '7 days 1 second' where order_id = ?", shop.order);
        assertThat(submit(CALLER, Scripted.on(shop.order)).status()).isEqualTo(Status.DONE);
    }

    @Test
    void aRepetitionThatIsMeantCountsOnlyAfterTheAnswerAndThenAPersonDecides() {
        Scripted action = Scripted.on(order());
        assertThat(submit(CALLER, action, "one", false).status()).isEqualTo(Status.DONE);
        assertThat(code(submit(CALLER, action, "two", true))).isEqualTo(ErrorCode.POSSIBLE_DUPLICATE);
        Answer asked = submit(CALLER, action, "two", true);
        assertThat(asked.status()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(asked.outcome().checks()).anyMatch(check -> check.code().equals("intentional_repeat"));
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void aCallThatDiffersFromAWaitingOneInWordsOnlyIsThatOne() {
        grant("{\"confirmation\": \"other_person\"}");
        Scripted action = Scripted.on(order());
        Answer waiting = submit(CALLER, action, "one", false);
        Answer again = submit(CALLER, action, "two", false);
        assertThat(again.entry().id()).isEqualTo(waiting.entry().id());
        assertThat(again.replayed()).isTrue();
        assertThat(again.status()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(sql.number(
                        "select count(*) from countersign.action where target_id = ?",
                        action.target().id()))
                .isEqualTo(1);
        assertThat(held(action.target().id())).isZero();
        assertThat(code(submit(OTHER, Scripted.on(action.target().id()))))
                .as("for anybody else it is a duplicate")
                .isEqualTo(ErrorCode.POSSIBLE_DUPLICATE);

        sql.execute(
                "update countersign.action set status = 'DENIED' where id = ?",
                waiting.entry().id());
        Answer denied = submit(CALLER, action, "three", false);
        assertThat(denied.status()).isEqualTo(Status.DENIED);
        assertThat(denied.entry().id()).isEqualTo(waiting.entry().id());
    }

    @Test
    void aNewCaseIsEscalatedWhateverTheGrantAsksAndEveryReasonIsKept() {
        grant("{\"confirmation\": \"model\", \"approvals\": [{\"above\": {\"amount\": \"0.50\", \"currency\": \"USD\"},"
                + " \"role\": \"shop_admin\"}]}");
        sql.execute("update countersign.role set permissions = '{see_personal_data}' where name = 'benchmark'");
        policy.readAgain();
        try {
            String order = new ShopFixture(sql, "USD", 0).line(1, 1000).payment("credit_card", 1000).order;
            sql.execute("update shop.orders set risk_level = 'high' where id = ?", order);
            Answer answer = submit(CALLER, Scripted.on(order));
            assertThat(answer.status()).isEqualTo(Status.ESCALATED);
            assertThat(answer.outcome().checks())
                    .filteredOn(check -> check.result() == CheckResult.Result.ASK)
                    .extracting(CheckResult::code)
                    .containsExactly("risk_flagged", "approval_tier");
        } finally {
            sql.execute(
                    "update countersign.role set permissions = '{see_personal_data,never_escalates}' where name = 'benchmark'");
            policy.readAgain();
        }
    }

    @Test
    void aCaseOfAnotherCustomerIsEscalated() {
        sql.execute("update countersign.role set permissions = '{}' where name = 'benchmark'");
        policy.readAgain();
        try {
            String mine = "case-" + UUID.randomUUID();
            Answer first = inCase(Scripted.on(order()), mine);
            assertThat(first.status()).isEqualTo(Status.DONE);
            Answer other = inCase(Scripted.on(order()), mine);
            assertThat(other.status()).isEqualTo(Status.ESCALATED);
            assertThat(other.outcome().checks()).anyMatch(check -> check.code().equals("other_customer"));
            assertThat(inCase(Scripted.on(first.entry().target().id()).steps(2), mine)
                            .status())
                    .isEqualTo(Status.DONE);
        } finally {
            sql.execute(
                    "update countersign.role set permissions = '{see_personal_data,never_escalates}' where name = 'benchmark'");
            policy.readAgain();
        }
    }

    private Answer inCase(Scripted action, String caseId) {
        return gate.submit(
                CALLER,
                action,
                new Request(version(CALLER, action.target().id()), "so", null, null, null, caseId, null, false, false));
    }
}
