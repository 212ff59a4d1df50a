package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code confirm_action} as a model meets it: who sees it, what it does, and each of its refusals. */
@QuarkusTest
@TestProfile(ConfirmCallsTest.Own.class)
class ConfirmCallsTest extends WholeServer {

    /** A server of its own, since one of these tests uses up somebody's calls. */
    public static class Own extends ShopProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("countersign.calls-per-minute", "60");
            return settings;
        }
    }

    private final Agent ada = Agent.as("ada");
    private final ShopFixture shop = usd();

    @BeforeEach
    void theModelConfirms() {
        agentsRefunds("terms || '{\"confirmation\": \"model\"}'");
    }

    @AfterEach
    void asItWas() {
        agentsRefunds("terms - 'confirmation' - 'daily_count'");
    }

    private void agentsRefunds(String terms) {
        sql.execute("update countersign.role_grant set version = version + 1, terms = " + terms
                + " where role = 'support_agent' and tool = 'refund_order'");
        policy.readAgain();
    }

    private Agent.Said planned(Agent agent, ShopFixture of) {
        Agent.Said planned = agent.call(Refunding.of(agent.order(of.order)).line(of.line(2), 1));
        assertThat(planned.status()).as("%s", planned.content()).isEqualTo("needs_confirmation");
        return planned;
    }

    private Agent.Said confirm(Agent agent, Agent.Said planned) {
        return agent.call("confirm_action", "action_id", planned.action());
    }

    private static boolean sees(String user) {
        return StreamSupport.stream(Agent.as(user).tools().spliterator(), false)
                .anyMatch(tool -> tool.path("name").asText().equals("confirm_action"));
    }

    @Test
    void onlyWhoseGrantAsksForItSeesItAndOnlyThen() {
        assertThat(sees("ada")).isTrue();
        for (String other : List.of("lea", "wim", "sam", "aud")) {
            assertThat(sees(other)).as(other).isFalse();
        }
        Agent.Said unknown = Agent.as("lea").call("confirm_action", "action_id", "act_1");
        assertThat(unknown.rpcError()).isEqualTo(-32602);
        asItWas();
        assertThat(sees("ada")).isFalse();
        assertThat(ada.call("confirm_action", "action_id", "act_1").rpcError()).isEqualTo(-32602);
    }

    @Test
    void whatIsAskedOfAPersonIsNotWhatBringsIt() {
        for (String other : List.of("none", "requester", "other_person")) {
            agentsRefunds("terms || '{\"confirmation\": \"" + other + "\"}'");
            assertThat(sees("ada")).as(other).isFalse();
        }
    }

    @Test
    void thePlanIsShownWithWhatToDoNextAndIsDoneWhenItIsConfirmed() {
        Agent.Said planned = planned(ada, shop);
        assertThat(planned.isError()).isFalse();
        assertThat(planned.content().path("summary").asText()).startsWith("PLANNED, NOT DONE:");
        assertThat(planned.content().path("changed").asBoolean()).isFalse();
        assertThat(planned.content().has("approval")).as("no person is asked").isFalse();
        assertThat(planned.content().at("/next/tool").asText()).isEqualTo("confirm_action");
        assertThat(planned.content().at("/next/arguments/action_id").asText()).isEqualTo(planned.action());
        assertThat(shop.refunds()).isZero();

        Agent.Said done = confirm(ada, planned);
        assertThat(done.status()).as("%s", done.content()).isEqualTo("done");
        assertThat(done.content().path("summary").asText()).startsWith("DONE:");
        assertThat(done.replayed()).isFalse();
        assertThat(shop.refunded()).isEqualTo(2500);
        assertThat(confirm(ada, planned).replayed()).isTrue();
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void somebodyElsesPlanAnUnknownOneAndNoneAreRefused() {
        Agent.Said planned = planned(ada, shop);
        assertThat(confirm(Agent.as("ben"), planned).error()).isEqualTo("not_permitted");
        assertThat(ada.call("confirm_action", "action_id", "act_unknown").error())
                .isEqualTo("not_found");
        assertThat(ada.call("confirm_action").error()).isEqualTo("invalid_arguments");
        ObjectNode more = Writing.JSON
                .createObjectNode()
                .put("action_id", planned.action())
                .put("approved", true);
        assertThat(ada.call("confirm_action", more).error()).isEqualTo("invalid_arguments");
        assertThat(shop.refunds()).isZero();
        assertThat(ada.call("get_action", "action_id", planned.action()).status())
                .isEqualTo("needs_confirmation");
    }

    @Test
    void whatWasTakenBackOrIsOverIsInNoStateToBeConfirmed() {
        Agent.Said taken = planned(ada, shop);
        assertThat(ada.call("withdraw_action", "action_id", taken.action()).status())
                .isEqualTo("withdrawn");
        assertThat(confirm(ada, taken).error()).isEqualTo("wrong_state");

        Agent.Said over = planned(ada, usd());
        sql.execute(
                "update countersign.approval set expires_at = now() - interval '1 ms' where action_id = ?",
                over.action());
        Agent.Said late = confirm(ada, over);
        assertThat(late.error()).isEqualTo("wrong_state");
        assertThat(late.content().at("/error/message").asText()).contains("expired", "15 minutes");
        assertThat(ada.call("get_action", "action_id", over.action()).status()).isEqualTo("expired");
    }

    @Test
    void anOrderThatHasChangedMakesItVoidAndSaysWhat() {
        Agent.Said planned = planned(ada, shop);
        sql.execute("update shop.orders set to_line1 = '9 Elm Street' where id = ?", shop.order);
        Agent.Said stale = confirm(ada, planned);
        assertThat(stale.status()).isEqualTo("void");
        assertThat(stale.error()).isEqualTo("stale");
        assertThat(stale.content().path("summary").asText()).startsWith("NOT DONE:");
        assertThat(stale.content().at("/error/differences").findValuesAsText("field"))
                .containsExactly("shipping_address.line1");
        assertThat(stale.content().at("/next/tool").asText()).isEqualTo("get_order");
        assertThat(shop.refunds()).isZero();
    }

    @Test
    void aSettingOfTheShopThatChangesThePlanMakesItVoid() {
        Agent.Said planned = planned(ada, shop);
        settings("{\"notify_customer\": true}");
        Agent.Said stale = confirm(ada, planned);
        assertThat(stale.status()).as("%s", stale.content()).isEqualTo("void");
        assertThat(stale.error()).isEqualTo("stale");
        assertThat(stale.content().at("/error/message").asText()).contains("plan");
        assertThat(shop.refunds()).isZero();
    }

    @Test
    void writesThatAreSwitchedOffConfirmNothingAndItCanBeConfirmedLater() {
        Agent.Said planned = planned(ada, shop);
        switchOff("tool:refund_order");
        assertThat(confirm(ada, planned).error()).isEqualTo("writes_disabled");
        assertThat(shop.refunds()).isZero();
        switchOn();
        assertThat(confirm(ada, planned).status()).isEqualTo("done");
    }

    @Test
    void aLimitThatIsReachedMeanwhileIsOneStill() {
        Agent ben = Agent.as("ben");
        agentsRefunds("terms || '{\"daily_count\": 1}'");
        Agent.Said one = planned(ben, shop);
        ShopFixture other = usd();
        Agent.Said two = planned(ben, other);
        assertThat(confirm(ben, one).status()).isEqualTo("done");
        Agent.Said refused = confirm(ben, two);
        assertThat(refused.status()).isEqualTo("refused");
        assertThat(refused.error()).isEqualTo("limit_exceeded");
        assertThat(other.refunds()).isZero();
    }

    @Test
    void theThirdEqualFailureIsToldToStop() {
        for (int n = 0; n < 2; n++) {
            assertThat(ada.call("confirm_action", "action_id", "act_again").error())
                    .isEqualTo("not_found");
        }
        assertThat(ada.call("confirm_action", "action_id", "act_again").error()).isEqualTo("repeating_failure");
    }

    @Test
    void whoCallsTooOftenConfirmsNothingForAMoment() {
        Agent bench = Agent.as("bench");
        sql.execute("update countersign.role_grant set terms = '{\"confirmation\": \"model\"}'"
                + " where role = 'benchmark' and tool = 'refund_order'");
        policy.readAgain();
        try {
            Agent.Said planned = planned(bench, shop);
            ObjectNode rehearsal = Refunding.of(bench.order(shop.order))
                    .line(shop.line(1), 1)
                    .with("dry_run", true)
                    .arguments();
            Agent.Said said = bench.call("refund_order", rehearsal);
            for (int n = 0; n < 100 && !said.error().equals("too_many_calls"); n++) {
                said = bench.call("refund_order", rehearsal);
            }
            assertThat(confirm(bench, planned).error()).isEqualTo("too_many_calls");
            assertThat(shop.refunds()).isZero();
        } finally {
            sql.execute("update countersign.role_grant set terms = '{}' where role = 'benchmark'");
            policy.readAgain();
        }
    }
}
