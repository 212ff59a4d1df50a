package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every tool of what is shipped does once what it is for; against the jar in CI, unchanged against an executable. */
@QuarkusIntegrationTest
@TestProfile(ShippedProfile.class)
class ShippedToolsIT extends Shipped {

    private final Set<String> worked = new LinkedHashSet<>();

    @Test
    void everyToolDoesWhatItIsFor() {
        aRoleForEveryTool();
        Agent bench = Agent.as("bench");
        reads(bench);
        for (EveryWrite write : EveryWrite.ALL) {
            ObjectNode call = write.call(bench, sql);
            assertThat(status(
                            write.tool(),
                            bench.call(write.tool(), call.deepCopy().put("dry_run", true))))
                    .isEqualTo("planned");
            Agent.Said said = bench.call(write.tool(), call);
            assertThat(status(write.tool(), said)).isEqualTo("done");
            assertThat(said.content().path("verification").asText())
                    .as(write.tool())
                    .isIn("verified", "not_applicable");
            assertThat(said.content().path("checks")).isNotEmpty();
            assertThat(bench.call("get_action", "action_id", said.action()).status())
                    .isEqualTo("done");
            assertThat(bench.call(write.tool(), call).replayed())
                    .as(write.tool())
                    .isTrue();
        }
        persons();
        Set<String> tools = new LinkedHashSet<>(names(bench));
        tools.addAll(names(Agent.as("ada")));
        assertThat(worked).containsExactlyInAnyOrderElementsOf(tools);
    }

    private void reads(Agent bench) {
        ShopFixture shop = order().delivered(1);
        JsonNode order = works(bench, "get_order", "order_id", shop.order).path("order");
        JsonNode customer = works(bench, "get_customer", "customer_id", shop.customer);
        assertThat(customer.path("customer").path("version").asText()).isNotEmpty();
        works(bench, "find_orders", "customer_id", shop.customer);
        works(bench, "find_customers", "email", "ada.low." + shop.order + "@example.com");
        JsonNode products = works(bench, "find_products", "query", "Thing");
        assertThat(products.path("products")).isNotEmpty();
        works(
                bench,
                "get_product",
                "variant_id",
                order.at("/lines/0/variant_id").asText());
        works(bench, "quote_refund", "order_id", shop.order);
        JsonNode rates = works(bench, "quote_shipping_rates", "order_id", shop.order, "direction", "return");
        assertThat(rates.path("rates")).isNotEmpty();
        works(bench, "track_shipment", "order_id", shop.order);
        assertThat(works(bench, "search_policies", "query", "refund").path("passages"))
                .isNotEmpty();
        String action = done(shop);
        works(bench, "get_action", "action_id", action);
        works(bench, "list_actions", "order_id", shop.order);
        assertThat(works(bench, "get_permissions").toString()).contains("benchmark");
    }

    /** What brings a person in, and what takes an action back or confirms it. */
    private void persons() {
        json(
                "PUT",
                SHOP + "/roles/support_agent/tools/refund_order",
                "{\"enabled\": true, \"confirmation\": \"model\"}");
        Agent ada = Agent.as("ada");
        Agent.Said planned = ada.call(Refunding.of(ada.order(order().order)).amount("2.00"));
        assertThat(planned.status()).as("%s", planned.content()).isEqualTo("needs_confirmation");
        assertThat(status("confirm_action", ada.call("confirm_action", "action_id", planned.action())))
                .isEqualTo("done");
        Agent.Said another = ada.call(Refunding.of(ada.order(order().order)).amount("3.00"));
        assertThat(status("withdraw_action", ada.call("withdraw_action", "action_id", another.action())))
                .isEqualTo("withdrawn");
        assertThat(status(
                        "escalate_to_human",
                        ada.call(
                                "escalate_to_human",
                                "order_id",
                                order().order,
                                "reason",
                                "customer_asked",
                                "customer_request",
                                "I want to talk to a person.",
                                "interpretation",
                                "They are not content with the last answer.",
                                "recommended_action",
                                "Call them.",
                                "urgency",
                                "normal")))
                .isEqualTo("escalated");
    }

    private JsonNode works(Agent agent, String tool, String... arguments) {
        Agent.Said said = agent.call(tool, arguments);
        status(tool, said);
        return said.content();
    }

    private String status(String tool, Agent.Said said) {
        assertThat(said.http()).as(tool).isEqualTo(200);
        assertThat(said.body().has("result")).as("%s: %s", tool, said.body()).isTrue();
        assertThat(said.isError()).as("%s: %s", tool, said.content()).isFalse();
        worked.add(tool);
        return said.status();
    }
}
