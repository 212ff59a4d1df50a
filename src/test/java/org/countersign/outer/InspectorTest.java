package org.countersign.outer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.process.TestServices;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The inspector's command line: its strict check of our schemas, and list, read, refund, replay, a refusal. */
@Tag("outer")
@QuarkusTest
@WithTestResource(TestServices.class)
class InspectorTest {

    private static final String INSPECTOR =
            "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js";
    private static final ObjectMapper JSON = new ObjectMapper();

    DevelopmentIdentityProvider provider;

    private Npm.Run inspector(String user, String... arguments) {
        String mcp = ConfigProvider.getConfig().getValue("countersign.public-url", String.class) + "/mcp";
        String token = provider.token(user, URI.create(mcp), "commerce:read commerce:write");
        List<String> all = new ArrayList<>(List.of("--cli", mcp, "--transport", "http"));
        all.addAll(List.of("--header", "Authorization: Bearer " + token));
        all.addAll(List.of(arguments));
        return Npm.node(Map.of("HOME", "."), INSPECTOR, all.toArray(String[]::new));
    }

    private JsonNode call(String tool, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--method", "tools/call", "--tool-name", tool));
        for (String argument : arguments) {
            all.addAll(List.of("--tool-arg", argument));
        }
        Npm.Run run = inspector("ada", all.toArray(String[]::new));
        int json = run.output().indexOf('{');
        assertThat(json).as(run.output()).isNotNegative();
        return JSON.readTree(run.output().substring(json)).path("structuredContent");
    }

    @Test
    void strictModeHasNoWarningOnAnySchema() {
        for (String user : List.of("bench", "ada", "wim", "nora")) {
            Npm.Run run = inspector(user, "--method", "tools/list", "--strict");
            assertThat(run.code()).as(run.output()).isZero();
            assertThat(run.output().stripLeading()).startsWith("{");
            assertThat(run.output()).doesNotContainIgnoringCase("warning");
        }
    }

    @Test
    void itReadsRefundsReplaysAndReadsARefusal() throws IOException {
        JsonNode found = call("find_orders", "payment_status=paid", "limit=50");
        String id = found.at("/orders/20/id").asText();
        JsonNode order = call("get_order", "order_id=" + id).path("order");
        assertThat(order.path("id").asText()).isEqualTo(id);
        String[] refund = {
            "order_id=" + id,
            "shipping=null",
            "amount={\"amount\":\"1.00\",\"currency\":\"USD\"}",
            "reason=price_adjustment",
            "version=" + order.path("version").asText(),
            "reasoning=the customer was promised a discount of one dollar"
        };
        JsonNode done = call("refund_order", refund);
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("done");
        assertThat(done.path("replayed").asBoolean()).isFalse();
        JsonNode again = call("refund_order", refund);
        assertThat(again.path("replayed").asBoolean()).isTrue();
        assertThat(again.at("/action/id")).isEqualTo(done.at("/action/id"));
        refund[2] = "amount={\"amount\":\"-1.00\",\"currency\":\"USD\"}";
        assertThat(call("refund_order", refund).at("/error/code").asText()).isNotEmpty();
    }
}
