package org.countersign.outer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
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
            + "quote_refund,get_action,list_actions,get_permissions";
    private static final String FEW =
            "find_orders,get_order,find_products,get_product,get_action,list_actions,get_permissions";
    private static final String LEAST = "find_orders,get_order,get_action,list_actions,get_permissions";

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
                "ada; 0; " + READ + ",refund_order,cancel_order",
                "lea; 1; " + READ + ",refund_order,cancel_order",
                "sam; 2; " + READ,
                "wim; 3; " + FEW,
                "aud; 4; " + LEAST,
                "bench; 5; " + READ + ",refund_order,cancel_order",
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
    void theSignInRefusesWhatItMust() {
        Npm.Run run = Npm.node(environment(""), "oauth.mjs");
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output().lines().filter(line -> line.startsWith("ok "))).hasSize(7);
    }
}
