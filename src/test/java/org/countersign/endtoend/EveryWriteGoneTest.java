package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.countersign.endtoend.TappedServices.Taps;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every write while a database is away: nothing is done, the answer says which one is missing, and later it is done once. */
@QuarkusTest
@TestProfile(TappedProfile.class)
@Timeout(300)
class EveryWriteGoneTest {

    Taps taps;

    private final Sql sql =
            new Sql(ConfigProvider.getConfig().getValue(TappedServices.DIRECT, String.class), "countersign");
    private final Agent bench = Agent.as("bench");

    @AfterEach
    void mend() {
        taps.ledger().mend();
        taps.shop().mend();
    }

    private Map<EveryWrite, ObjectNode> prepared() {
        Map<EveryWrite, ObjectNode> calls = new LinkedHashMap<>();
        EveryWrite.ALL.forEach(write -> calls.put(write, write.call(bench, sql)));
        bench.tools();
        return calls;
    }

    private long effects() {
        return sql.number("select (select count(*) from shop.changes) + (select count(*) from shop.refunds)"
                + " + (select count(*) from shop.cancellations)");
    }

    private void laterDone(Map<EveryWrite, ObjectNode> calls) {
        calls.forEach((write, call) -> {
            Agent.Said said = bench.call(write.tool(), call);
            for (int n = 0; n < 60 && !said.status().equals("done"); n++) {
                said = bench.call(write.tool(), call);
            }
            assertThat(said.status()).as("%s: %s", write, said.content()).isEqualTo("done");
        });
    }

    @Test
    void withoutTheLedgerNothingIsDone() {
        Map<EveryWrite, ObjectNode> calls = prepared();
        long before = effects();
        taps.ledger().cut();
        calls.forEach((write, call) -> {
            Agent.Said said = bench.call(write.tool(), call);
            assertThat(said.error()).as("%s: %s", write, said.content()).isEqualTo("ledger_unavailable");
            assertThat(said.content().at("/error/retryable").asBoolean()).isTrue();
        });
        assertThat(effects()).isEqualTo(before);
        taps.ledger().mend();
        laterDone(calls);
    }

    @Test
    void withoutTheShopNothingIsDone() {
        Map<EveryWrite, ObjectNode> calls = prepared();
        long before = effects();
        taps.shop().cut();
        calls.forEach((write, call) -> {
            Agent.Said said = bench.call(write.tool(), call);
            assertThat(said.error()).as("%s: %s", write, said.content()).isEqualTo("backend_unavailable");
            assertThat(said.content().at("/error/retryable").asBoolean()).isTrue();
        });
        assertThat(effects()).isEqualTo(before);
        taps.shop().mend();
        laterDone(calls);
    }

    @Test
    void withoutTheLedgerNothingIsConfirmedAndLaterItIsOnce() {
        sql.execute("update countersign.role_grant set version = version + 1, terms = '{\"confirmation\": \"model\"}'"
                + " where role = 'benchmark' and tool = 'refund_order'");
        try {
            ObjectNode call = EveryWrite.ALL.getFirst().call(bench, sql);
            Agent.Said planned = bench.call("refund_order", call.deepCopy().put("dry_run", true));
            for (int n = 0; n < 1000 && !planned.content().toString().contains("confirm_action"); n++) {
                planned = bench.call("refund_order", call.deepCopy().put("dry_run", true));
            }
            planned = bench.call("refund_order", call);
            assertThat(planned.status()).as("%s", planned.content()).isEqualTo("needs_confirmation");
            assertThat(bench.call("confirm_action", "action_id", "act_unknown").error())
                    .isEqualTo("not_found");
            long before = effects();
            taps.ledger().cut();
            Agent.Said unheard = bench.call("confirm_action", "action_id", planned.action());
            assertThat(unheard.error()).as("%s", unheard.content()).isEqualTo("ledger_unavailable");
            assertThat(effects()).isEqualTo(before);
            taps.ledger().mend();
            Agent.Said said = bench.call("confirm_action", "action_id", planned.action());
            for (int n = 0; n < 60 && !said.status().equals("done"); n++) {
                said = bench.call("confirm_action", "action_id", planned.action());
            }
            assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
            assertThat(effects()).isEqualTo(before + 1);
        } finally {
            taps.ledger().mend();
            sql.execute("update countersign.role_grant set terms = '{}' where role = 'benchmark'");
        }
    }

    /** What each read that asks the shop is asked. */
    private static final Map<String, String[]> READS = Map.of(
            "find_orders",
            new String[] {},
            "get_order",
            new String[] {"order_id", "W2611340"},
            "find_customers",
            new String[] {"email", "ada@example.com"},
            "get_customer",
            new String[] {"customer_id", "noah_brown_6181"},
            "find_products",
            new String[] {},
            "get_product",
            new String[] {"product_id", "p"},
            "quote_refund",
            new String[] {"order_id", "W2611340"},
            "quote_shipping_rates",
            new String[] {"order_id", "W2611340", "direction", "outbound"},
            "track_shipment",
            new String[] {"order_id", "W2611340"});

    @Test
    void withoutTheShopEveryReadSaysSo() {
        bench.tools();
        taps.shop().cut();
        READS.forEach((tool, arguments) -> {
            Agent.Said said = bench.call(tool, arguments);
            assertThat(said.error()).as("%s: %s", tool, said.content()).isEqualTo("backend_unavailable");
        });
    }

    @Test
    void withoutTheLedgerNoToolAnswersAnythingElse() {
        ObjectNode escalation = Writing.JSON
                .createObjectNode()
                .put("reason", "tool_problem")
                .put("customer_request", "I want to talk to somebody.")
                .put("interpretation", "The customer wants a person.")
                .put("recommended_action", "Call back.")
                .put("urgency", "normal")
                .put("case_id", "t-1");
        bench.tools();
        taps.ledger().cut();
        assertThat(bench.call("escalate_to_human", escalation).error()).isEqualTo("ledger_unavailable");
        assertThat(bench.call("withdraw_action", "action_id", "act_1").error()).isEqualTo("ledger_unavailable");
        // what a role may do is known for a second
        Map<String, String[]> reads = new LinkedHashMap<>(READS);
        reads.put("search_policies", new String[] {"query", "refund"});
        reads.put("get_action", new String[] {"action_id", "act_1"});
        reads.put("list_actions", new String[] {});
        reads.put("get_permissions", new String[] {});
        reads.forEach((tool, arguments) -> {
            Agent.Said said = bench.call(tool, arguments);
            long begun = System.nanoTime();
            while (!said.error().equals("ledger_unavailable") && System.nanoTime() - begun < 10_000_000_000L) {
                said = bench.call(tool, arguments);
            }
            assertThat(said.error()).as("%s: %s", tool, said.body()).isEqualTo("ledger_unavailable");
        });
    }
}
