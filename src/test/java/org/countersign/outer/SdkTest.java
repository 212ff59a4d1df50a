package org.countersign.outer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.countersign.endtoend.Sql;
import org.countersign.policy.FreshPolicy;
import org.countersign.process.TestServices;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each role from the first 401 to a replayed refund, with the official TypeScript SDK as a client uses it. */
@Tag("outer")
@QuarkusTest
@WithTestResource(TestServices.class)
class SdkTest {

    private static final String READ = "find_orders,get_order,find_customers,get_customer,find_products,get_product,"
            + "quote_refund,quote_shipping_rates,track_shipment,search_policies,get_action,list_actions,get_permissions";
    private static final String CHANGES =
            ",refund_order,cancel_order,change_shipping_address,change_order_items,change_payment_method,create_return,exchange_items";
    private static final String AGENT =
            READ + CHANGES + ",add_order_note,change_customer_address,escalate_to_human,withdraw_action";
    private static final String HOUSE =
            ",receive_return,fulfill_order,hold_order,release_order,buy_shipping_label,void_shipping_label,add_order_note";
    private static final String ALL =
            READ + CHANGES + HOUSE + ",change_customer_address,issue_store_credit,escalate_to_human,withdraw_action";
    private static final String WAREHOUSE = "find_orders,get_order,find_products,get_product,quote_shipping_rates,"
            + "track_shipment,get_action,list_actions,get_permissions"
            + HOUSE
            + ",escalate_to_human,withdraw_action";
    private static final String LEAST = "find_orders,get_order,search_policies,get_action,list_actions,get_permissions";

    @Inject
    FreshPolicy policy;

    private static Map<String, String> environment(String tools) {
        return Map.of(
                "MCP_URL",
                ConfigProvider.getConfig().getValue("countersign.public-url", String.class) + "/mcp",
                "TOOLS",
                tools);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "ada; 0; " + AGENT,
                "lea; 1; " + ALL,
                "sam; 2; " + READ,
                "wim; 3; " + WAREHOUSE,
                "aud; 4; " + LEAST,
                "bench; 5; " + ALL,
                "nora; 6; ''"
            })
    void aPersonOfEachRoleSignsInAndWorks(String user, String index, String tools) {
        Npm.Run run = Npm.node(environment(tools), "sdk.mjs", user, index);
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("ok " + user + ": signed in");
        if (tools.contains("refund_order")) {
            assertThat(run.output()).contains("DONE: ").contains("over a new connection, changed nothing");
        }
    }

    @Test
    void aClientThatCanIsAskedToOpenThePageOfItsPerson() {
        confirmation("terms || '{\"confirmation\": \"requester\"}'");
        try {
            Npm.Run run = Npm.node(environment(""), "elicit.mjs", "ada", "20");
            assertThat(run.code()).as(run.output()).isZero();
            assertThat(run.output().lines().filter(line -> line.startsWith("ok ada: ")))
                    .hasSize(4);
        } finally {
            confirmation("terms - 'confirmation'");
        }
    }

    private void confirmation(String terms) {
        Sql.ofThisServer()
                .execute("update countersign.role_grant set version = version + 1, terms = " + terms
                        + " where role = 'support_agent' and tool = 'refund_order'");
        policy.readAgain();
    }

    @Test
    void theSignInRefusesWhatItMust() {
        Npm.Run run = Npm.node(environment(""), "oauth.mjs");
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output().lines().filter(line -> line.startsWith("ok "))).hasSize(7);
    }
}
