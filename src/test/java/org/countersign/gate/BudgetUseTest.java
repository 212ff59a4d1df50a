package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.countersign.caller.Caller;
import org.countersign.endtoend.ShopProfile;
import org.countersign.endtoend.Together;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Budgets are used by what is sent, and given back by what comes to nothing; no number of senders passes a cap. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class BudgetUseTest extends GateBed {

    private final Caller someone = caller("u-" + UUID.randomUUID());

    @AfterEach
    void usual() {
        settings("{}");
    }

    private void settings(String json) {
        sql.execute("update countersign.shop_settings set settings = ?::jsonb", json);
        policy.readAgain();
    }

    private Answer submit(Caller caller, Scripted action) {
        return gate.submit(
                caller, action, request(version(caller, action.target().id())));
    }

    private List<String> used(Caller caller) {
        return sql.texts(
                "select minor || ' ' || currency from countersign.budget_use where subject = ? order by at",
                caller.subject());
    }

    private static ErrorCode code(Answer answer) {
        return answer.outcome().refusal().code();
    }

    @Test
    void whatIsDoneIsUsedAndWhatIsLeftIsNamed() {
        grant("{\"daily_amount\": {\"amount\": \"2.50\", \"currency\": \"USD\"}}");
        assertThat(submit(someone, Scripted.on(order())).status()).isEqualTo(Status.DONE);
        assertThat(submit(someone, Scripted.on(order())).status()).isEqualTo(Status.DONE);
        Answer third = submit(someone, Scripted.on(order()));
        assertThat(code(third)).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(third.outcome().refusal().data().at("/left/amount/amount").asText())
                .isEqualTo("0.50");
        assertThat(third.outcome().decidedBy().role()).isEqualTo("benchmark");
        assertThat(used(someone)).containsExactly("100 USD", "100 USD");
        assertThat(submit(caller("u-" + UUID.randomUUID()), Scripted.on(order()))
                        .status())
                .as("another person has a day of their own")
                .isEqualTo(Status.DONE);
    }

    @Test
    void theWholePlanIsCountedWithItsFirstStep() {
        grant("{\"daily_amount\": {\"amount\": \"2.50\", \"currency\": \"USD\"}}");
        Scripted three = Scripted.on(order()).steps(3);
        assertThat(code(submit(someone, three))).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(three.sent).isEmpty();
        assertThat(submit(someone, Scripted.on(order()).steps(2)).status()).isEqualTo(Status.DONE);
        assertThat(used(someone)).containsExactly("200 USD");
    }

    @Test
    void whatComesToNothingIsGivenBackAndWhatIsInDoubtIsNot() {
        grant("{\"daily_count\": 1}");
        assertThat(submit(someone, Scripted.on(order()).declined()).status()).isEqualTo(Status.FAILED);
        assertThat(used(someone)).isEmpty();
        Scripted doubtful =
                Scripted.on(order()).of(Resend.NOTHING, Absence.PROOF).unknown();
        Answer unknown = submit(someone, doubtful);
        assertThat(unknown.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        assertThat(used(someone)).hasSize(1);
        assertThat(code(submit(someone, Scripted.on(order())))).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        nothingCanArriveAnyMore(unknown.entry().id());
        assertThat(doubts.lookAgain(stored(unknown)).status()).isEqualTo(Status.FAILED);
        assertThat(used(someone)).isEmpty();
        assertThat(submit(someone, Scripted.on(order())).status()).isEqualTo(Status.DONE);
    }

    @Test
    void partOfItDoneAndAnotherEffectThanPlannedStayCounted() {
        Scripted partly = Scripted.on(order()).steps(2).done().declined();
        assertThat(submit(someone, partly).status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(used(someone)).containsExactly("200 USD");
    }

    @Test
    void whatWaitsOrIsRefusedHoldsNothing() {
        grant("{\"daily_count\": 1, \"confirmation\": \"other_person\"}");
        assertThat(submit(someone, Scripted.on(order())).status()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(submit(someone, Scripted.on(order())).status()).isEqualTo(Status.AWAITING_APPROVAL);
        assertThat(used(someone)).isEmpty();
    }

    @Test
    void aCustomersMonthIsOverAllPersonsAndRolls() {
        grant("{\"per_customer_30_days\": {\"count\": 1}}");
        String order = order();
        assertThat(submit(caller("u-" + UUID.randomUUID()), Scripted.on(order)).status())
                .isEqualTo(Status.DONE);
        String customer = sql.text("select customer_id from shop.orders where id = ?", order);
        assertThat(sql.text(
                        "select customer_id from countersign.action where target_id = ? and status = 'DONE'", order))
                .isEqualTo(customer);
        assertThat(code(submit(someone, Scripted.on(order).steps(2)))).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        sql.execute(
                "update countersign.budget_use set at = now() - interval '30 days 1 second' where customer_id = ?",
                customer);
        assertThat(submit(someone, Scripted.on(order).steps(2)).status()).isEqualTo(Status.DONE);
    }

    @Test
    void theDayEndsAtMidnightOfTheShopAndNotOfTheServer() {
        grant("{\"daily_count\": 1}");
        // the two zones are 26 hours apart: at any moment one of them has another date than the other
        for (String zone : new String[] {"Pacific/Kiritimati", "Etc/GMT+12"}) {
            Caller person = caller("u-" + UUID.randomUUID());
            settings("{\"time_zone\": \"" + zone + "\"}");
            assertThat(submit(person, Scripted.on(order())).status()).isEqualTo(Status.DONE);
            String midnight = "date_trunc('day', now(), '" + zone + "')";
            sql.execute("update countersign.budget_use set at = " + midnight + " where subject = ?", person.subject());
            assertThat(code(submit(person, Scripted.on(order())))).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
            sql.execute(
                    "update countersign.budget_use set at = " + midnight
                            + " - interval '1 microsecond' where subject = ?",
                    person.subject());
            assertThat(submit(person, Scripted.on(order())).status()).isEqualTo(Status.DONE);
        }
    }

    @Test
    void malformedSettingsRefuseAndSendNothing() {
        grant("{\"daily_count\": 1}");
        settings("{\"time_zone\": \"Mars/Base\"}");
        Scripted action = Scripted.on(order());
        assertThat(code(submit(someone, action))).isEqualTo(ErrorCode.INTERNAL);
        assertThat(action.sent).isEmpty();
        assertThat(grants.of(someone.roles(), Scripted.TOOL))
                .as("grants can still be read")
                .isNotEmpty();
    }

    @Test
    void parallelSendsOnOtherObjectsNeverPassTheCapOfAPerson() {
        grant("{\"daily_amount\": {\"amount\": \"7.00\", \"currency\": \"USD\"}}");
        List<Scripted> actions = java.util.stream.IntStream.range(0, 30)
                .mapToObj(n -> Scripted.on(order()))
                .toList();
        List<Answer> answers = Together.call(30, n -> submit(someone, actions.get(n)));
        assertThat(actions.stream().filter(action -> !action.sent.isEmpty())).hasSize(7);
        assertThat(answers).filteredOn(answer -> answer.status() == Status.DONE).hasSize(7);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != Status.DONE)
                .allSatisfy(answer -> assertThat(code(answer)).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        assertThat(used(someone)).hasSize(7);
    }

    @Test
    void aReplayOfWhatUsedTheBudgetUpIsStillAnswered() {
        grant("{\"daily_count\": 1}");
        Scripted action = Scripted.on(order());
        Request call = request(version(someone, action.target().id()));
        assertThat(gate.submit(someone, action, call).status()).isEqualTo(Status.DONE);
        Answer again = gate.submit(someone, action, call);
        assertThat(again.status()).isEqualTo(Status.DONE);
        assertThat(again.replayed()).isTrue();
    }

    @Test
    void whatIsUsedIsSummedPerCurrency() {
        assertThat(submit(someone, Scripted.on(order())).status()).isEqualTo(Status.DONE);
        Used used = ledger.used(new Used.Of(
                someone.issuer(), someone.subject(), Scripted.TOOL, null, Currency.getInstance("EUR"), null));
        assertThat(used.day().ofTool()).isEqualTo(1);
        assertThat(used.day().ofMoney()).isEqualTo(1);
        assertThat(used.day().amount().isZero()).isTrue();
    }
}
