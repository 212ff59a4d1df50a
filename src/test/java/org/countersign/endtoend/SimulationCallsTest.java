package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a draft of the matrix would have changed, and that it is judged as the gate judges. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class SimulationCallsTest extends AdminBed {

    private static final String SIMULATIONS = "/api/admin/simulations";

    private final Agent ada = Agent.as("ada");

    @BeforeEach
    void nothingWasDoneToday() {
        sql.execute("update countersign.budget_use set at = at - interval '40 days'");
        sql.execute("update countersign.action set requested_at = requested_at - interval '100 days'");
    }

    private Agent.Said refund(String amount) {
        return ada.call(Refunding.of(ada.order(usd().order)).amount(amount));
    }

    private static JsonNode simulated(String grant) {
        return Agent.parse(as("sam")
                .body("{\"days\": 1, \"grants\": [{\"role\": \"support_agent\", \"tool\": \"refund_order\","
                        + " \"grant\": " + grant + "}]}")
                .post(SIMULATIONS)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static JsonNode of(JsonNode report, Agent.Said action) {
        for (JsonNode row : report.path("actions")) {
            if (row.path("action_id").asText().equals(action.action())) {
                return row;
            }
        }
        throw new AssertionError("not judged: " + action.action());
    }

    private static String end(JsonNode row) {
        return row.at("/would_be/end").asText();
    }

    /** What the gate says to an equal call under that grant, in the words of a simulation. */
    private String inForce(String grant, String amount) {
        sql.execute(
                "update countersign.role_grant set version = version + 1, enabled = (?::jsonb ->> 'enabled')::boolean,"
                        + " terms = ?::jsonb - 'enabled' where role = 'support_agent' and tool = 'refund_order'",
                grant,
                grant);
        policy.readAgain();
        Agent.Said said = refund(amount);
        return switch (said.status()) {
            case "done" -> "allowed";
            case "needs_confirmation" -> "model";
            case "awaiting_approval" ->
                sql.text("select kind from countersign.approval where action_id = ?", said.action())
                        .toLowerCase(java.util.Locale.ROOT);
            case "escalated" -> "escalated";
            default -> "refused";
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'enabled': true}",
                "{'enabled': false}",
                "{'enabled': true, 'max_amount': {'amount': '19.99', 'currency': 'USD'}}",
                "{'enabled': true, 'max_amount': {'amount': '20.00', 'currency': 'USD'}}",
                "{'enabled': true, 'max_amount': {'amount': '99.00', 'currency': 'EUR'}}",
                "{'enabled': true, 'daily_amount': {'amount': '19.00', 'currency': 'USD'}}",
                "{'enabled': true, 'daily_count': 0}",
                "{'enabled': true, 'per_customer_30_days': {'count': 0}}",
                "{'enabled': true, 'require_case': true}",
                "{'enabled': true, 'min_confidence': 0.5}",
                "{'enabled': true, 'confirmation': 'model'}",
                "{'enabled': true, 'confirmation': 'requester'}",
                "{'enabled': true, 'confirmation': 'other_person'}",
                "{'enabled': true, 'confirmation': 'model', 'approvals': [{'above': {'amount': '19.99', 'currency': 'USD'}, 'role': 'support_lead'}]}",
                "{'enabled': true, 'confirmation': 'model', 'approvals': [{'above': {'amount': '20.00', 'currency': 'USD'}, 'role': 'support_lead'}]}"
            })
    void itSaysWhatTheGateSaysUnderThatGrant(String quoted) {
        String grant = quoted.replace('\'', '"');
        Agent.Said done = refund("20.00");
        assertThat(done.status()).isEqualTo("done");
        JsonNode row = of(simulated(grant), done);
        assertThat(row.at("/was/end").asText()).isEqualTo("allowed");
        nothingWasDoneToday();
        assertThat(end(row)).as("%s", row).isEqualTo(inForce(grant, "20.00"));
    }

    @Test
    void whatWasRefusedForItsAmountWouldHaveBeenAllowed() {
        ShopFixture shop = new ShopFixture(sql, "USD", 900).line(1, 80000).payment("credit_card", 80900);
        Agent.Said refused = ada.call(Refunding.of(ada.order(shop.order)).amount("600.00"));
        assertThat(refused.error()).isEqualTo("limit_exceeded");

        JsonNode report = simulated("{\"enabled\": true}");
        JsonNode row = of(report, refused);
        assertThat(row.at("/was/code").asText()).isEqualTo("limit_exceeded");
        assertThat(end(row)).isEqualTo("allowed");
        assertThat(row.at("/money/amount").asText()).isEqualTo("600.00");
        assertThat(row.path("changed").asBoolean()).isTrue();
        assertThat(report.at("/sums/was/refused/money/0/amount").asText()).isEqualTo("600.00");
        assertThat(report.at("/sums/would_be/allowed/money/0/amount").asText()).isEqualTo("600.00");
        assertThat(end(of(
                        simulated(
                                "{\"enabled\": true, \"max_amount\": {\"amount\": \"599.99\", \"currency\": \"USD\"}}"),
                        refused)))
                .isEqualTo("refused");
    }

    @Test
    void budgetsCountInTheOrderOfTime() {
        Agent.Said first = refund("5.00");
        Agent.Said second = refund("6.00");
        Agent.Said third = refund("4.00");
        JsonNode counted = simulated("{\"enabled\": true, \"daily_count\": 2}");
        assertThat(end(of(counted, first)) + end(of(counted, second)) + end(of(counted, third)))
                .isEqualTo("allowedallowedrefused");
        JsonNode summed =
                simulated("{\"enabled\": true, \"daily_amount\": {\"amount\": \"9.00\", \"currency\": \"USD\"}}");
        assertThat(end(of(summed, first)) + end(of(summed, second)) + end(of(summed, third)))
                .as("what would have been refused is not counted")
                .isEqualTo("allowedrefusedallowed");
    }

    @Test
    void whatTheGrantsDoNotDecideStaysAsItWas() {
        String order = usd().order;
        JsonNode read = ada.order(order);
        ada.call(Refunding.of(read).amount("1.00"));
        Agent.Said stale = ada.call(Refunding.of(read).amount("2.00"));
        assertThat(stale.error()).isEqualTo("stale");
        settings("{\"ceiling\": {\"amount\": \"5.00\", \"currency\": \"USD\"}}");
        Agent.Said escalated = refund("6.00");
        assertThat(escalated.status()).isEqualTo("escalated");
        JsonNode report = simulated("{\"enabled\": true, \"confirmation\": \"model\", \"max_percent_of_order\": 1}");
        assertThat(of(report, stale).at("/would_be/code").asText()).isEqualTo("stale");
        assertThat(end(of(report, escalated))).isEqualTo("escalated");
        assertThat(of(report, escalated).path("not_judged").toString()).contains("max_percent_of_order");
    }

    @Test
    void aWholeMatrixStandsForAllRolesAndNothingIsStored() {
        Agent.Said done = refund("3.00");
        long changes = sql.number("select count(*) from countersign.policy_change");
        String before = as("sam").get(SHOP + "/policy.yaml").asString();
        JsonNode report = Agent.parse(as("sam")
                .body(
                        "{\"days\": 90, \"matrix\": {\"warehouse\": {\"tools\": {\"refund_order\": {\"enabled\": true}}}}}")
                .post(SIMULATIONS)
                .then()
                .statusCode(200)
                .body("judged", greaterThanOrEqualTo(1))
                .body("not_judged", not(hasSize(0)))
                .extract()
                .asString());
        assertThat(of(report, done).at("/would_be/code").asText()).isEqualTo("not_permitted");
        assertThat(as("sam").get(SHOP + "/policy.yaml").asString()).isEqualTo(before);
        assertThat(sql.number("select count(*) from countersign.policy_change")).isEqualTo(changes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"days\": 1}",
                "{\"days\": 0, \"matrix\": {}}",
                "{\"days\": 91, \"matrix\": {}}",
                "{\"days\": \"7\", \"matrix\": {}}",
                "{\"days\": 1, \"matrix\": {}, \"grants\": []}",
                "{\"days\": 1, \"matrix\": []}",
                "{\"days\": 1, \"grants\": {}}",
                "{\"days\": 1, \"grants\": [{\"role\": \"support_agent\", \"tool\": \"refund_order\"}]}",
                "{\"days\": 1, \"grants\": [{\"role\": \"support_agent\", \"tool\": \"refund_ordr\", \"grant\": {}}]}",
                "{\"days\": 1, \"grants\": [{\"role\": \"support_agent\", \"tool\": \"refund_order\", \"grant\": {\"max\": 1}}]}"
            })
    void whatIsNoDraftIsNotJudged(String body) {
        as("sam").body(body).post(SIMULATIONS).then().statusCode(400).body("violations", not(hasSize(0)));
    }

    @Test
    void onlyWhoManagesGrantsSimulates() {
        for (String user : new String[] {"ada", "lea", "wim", "aud", "nora"}) {
            as(user).body("{\"days\": 1, \"grants\": []}")
                    .post(SIMULATIONS)
                    .then()
                    .statusCode(403);
        }
        as("sam")
                .body("{\"days\": 1, \"grants\": []}")
                .post(SIMULATIONS)
                .then()
                .statusCode(200)
                .body("sums.keySet()", hasItem("was"));
    }
}
