package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Budgets, as models meet them: many at once, over other orders and for other people, never above the cap. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class BudgetsTest extends WholeServer {

    private static final int MANY = 100;

    @BeforeEach
    @AfterEach
    void nothingUsedAndNoBudget() {
        sql.execute("update countersign.budget_use set at = now() - interval '31 days'");
        budget("{}");
    }

    /** Beside the usual limit of support agents. */
    private void budget(String terms) {
        sql.execute(
                "update countersign.role_grant set version = version + 1, terms ="
                        + " '{\"max_amount\": {\"amount\": \"500.00\", \"currency\": \"USD\"}}'::jsonb || ?::jsonb"
                        + " where role = 'support_agent' and tool = 'refund_order'",
                terms);
        policy.readAgain();
    }

    private List<ShopFixture> orders() {
        return IntStream.range(0, MANY)
                .mapToObj(n -> new ShopFixture(sql, "USD", 0).line(1, 1000).payment("credit_card", 1000))
                .toList();
    }

    private static List<Agent.Said> refundAll(List<Agent> agents, List<ShopFixture> shops) {
        List<Refunding> calls = IntStream.range(0, MANY)
                .mapToObj(n -> {
                    Agent agent = agents.get(n % agents.size());
                    ShopFixture shop = shops.get(n);
                    return Refunding.of(agent.order(shop.order)).line(shop.line(1), 1);
                })
                .toList();
        return Together.call(MANY, n -> agents.get(n % agents.size()).call(calls.get(n)));
    }

    private static long effects(List<ShopFixture> shops) {
        return shops.stream().mapToLong(ShopFixture::refunds).sum();
    }

    private static void assertAllElseWereLimited(List<Agent.Said> answers, int done) {
        assertThat(answers).filteredOn(said -> said.status().equals("done")).hasSize(done);
        assertThat(answers)
                .filteredOn(said -> !said.status().equals("done"))
                .allSatisfy(said -> assertThat(said.error()).isEqualTo("limit_exceeded"));
    }

    @Test
    void aHundredParallelCallsOfTwoPeopleStayWithinEachPersonsDay() {
        budget("{\"daily_amount\": {\"amount\": \"104.99\", \"currency\": \"USD\"}}");
        List<ShopFixture> shops = orders();
        List<Agent.Said> answers = refundAll(List.of(Agent.as("ada"), Agent.as("ben")), shops);
        assertThat(effects(shops)).isEqualTo(20);
        assertAllElseWereLimited(answers, 20);
    }

    @Test
    void aHundredParallelCallsForOneCustomerStayWithinTheCustomersMonth() {
        budget(
                "{\"per_customer_30_days\": {\"amount\": {\"amount\": \"70.00\", \"currency\": \"USD\"}, \"count\": 9}}");
        List<ShopFixture> shops = orders();
        String customer = shops.getFirst().customer;
        sql.execute("update shop.orders set customer_id = ? where customer_id like 'customer_E%'", customer);
        sql.execute(
                "update shop.payment_methods set customer_id = ?, position = position + nextval('shop.ids')"
                        + " where customer_id like 'customer_E%'",
                customer);
        List<Agent.Said> answers = refundAll(List.of(Agent.as("ada"), Agent.as("ben")), shops);
        assertThat(effects(shops)).isEqualTo(7);
        assertAllElseWereLimited(answers, 7);
    }

    @Test
    void aDryRunSaysWhatIsLeftAndUsesNothing() {
        budget("{\"daily_amount\": {\"amount\": \"24.00\", \"currency\": \"USD\"}, \"daily_count\": 5}");
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding tooMuch = Refunding.of(ada.order(shop.order)).line(shop.line(2), 1);
        Agent.Said rehearsed = ada.call(tooMuch.but().with("dry_run", true));
        assertThat(rehearsed.error()).isEqualTo("limit_exceeded");
        assertThat(left(rehearsed)).isEqualTo("24.00");
        Agent.Said fits =
                ada.call(Refunding.of(ada.order(shop.order)).amount("24.00").with("dry_run", true));
        assertThat(fits.status()).isEqualTo("planned");
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1))
                        .status())
                .isEqualTo("done");
        Refunding again = Refunding.of(ada.order(shop.order)).line(shop.line(2), 1);
        assertThat(left(ada.call(again))).isEqualTo("14.00");
        assertThat(ada.call(again).content().path("summary").asText()).contains("left: 14.00 USD, 4 actions");
    }

    @Test
    void permissionsShowWhatIsLeft() {
        budget("{\"daily_amount\": {\"amount\": \"25.00\", \"currency\": \"USD\"}, \"daily_count\": 5,"
                + " \"per_customer_30_days\": {\"count\": 2}}");
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        for (JsonNode tool : ada.call("get_permissions").content().path("tools")) {
            if (tool.path("tool").asText().equals("refund_order")) {
                JsonNode grant = tool.path("grants").path(0);
                assertThat(grant.at("/daily_amount/amount").asText()).isEqualTo("25.00");
                assertThat(grant.at("/left_today/amount/amount").asText()).isEqualTo("15.00");
                assertThat(grant.at("/left_today/count").asInt()).isEqualTo(4);
                assertThat(grant.at("/per_customer_30_days/count").asInt()).isEqualTo(2);
                return;
            }
        }
        throw new AssertionError("refund_order is granted");
    }

    private static String left(Agent.Said said) {
        return said.content().at("/error/left/amount/amount").asText();
    }
}
