package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.stream.Collectors;
import org.countersign.endtoend.TraceReceiver.Seen;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.scripted.ScriptedShop;
import org.junit.jupiter.api.Test;

/** What a shop behind a network learns of a trace, and what the trace says of the shop. */
@QuarkusTest
@TestProfile(ScriptedTracesTest.Traced.class)
class ScriptedTracesTest {

    public static class Traced extends ScriptedProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TracedScriptedServices.class));
        }
    }

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    ScriptedShop shop;
    TraceReceiver receiver;

    private final Agent agent = Agent.as("bench");

    @Test
    void theShopLearnsWhoseWorkItIsAndNothingElseOfTheCallers() {
        JsonNode order = usd();
        shop.reset();
        ObjectNode message = new ObjectMapper()
                .createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", 7)
                .put("method", "tools/call");
        ObjectNode params = message.putObject("params").put("name", "refund_order");
        params.set(
                "arguments",
                Refunding.of(agent.order(order.path("id").asText()))
                        .line(order.path("lines").path(1))
                        .arguments());
        params.putObject("_meta")
                .put("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .put("tracestate", "vendor=of-a-stranger")
                .put("baggage", "user=of-a-stranger");
        JsonNode answer = Agent.parse(agent.post(message.toString()).body());
        assertThat(answer.at("/result/structuredContent/status").asText())
                .as("%s", answer)
                .isEqualTo("done");
        receiver.await(TRACE, span -> span.name().equals("tools/call refund_order"));

        Seen sent = receiver.of(TRACE).stream()
                .filter(span -> span.name().equals("gate.send"))
                .findFirst()
                .orElseThrow();
        Seen post = receiver.of(TRACE).stream()
                .filter(span -> span.name().equals("POST") && span.parent().equals(sent.id()))
                .findFirst()
                .orElseThrow();
        assertThat(post.of("http.response.status_code")).isEqualTo("200");
        assertThat(post.of("server.address")).isEqualTo("127.0.0.1");
        List<String> parents = shop.calls().stream()
                .map(call -> call.path("traceparent").asText())
                .filter(parent -> parent.contains(TRACE))
                .toList();
        assertThat(parents).contains("00-" + TRACE + "-" + post.id() + "-01").doesNotHaveDuplicates();
        List<String> calls = receiver.of(TRACE).stream()
                .map(span -> "00-" + TRACE + "-" + span.id() + "-01")
                .toList();
        assertThat(calls).as("each call names a span of its own").containsAll(parents);
        assertThat(shop.calls().stream().map(call -> call.path("headers").asText()))
                .isNotEmpty()
                .allSatisfy(headers -> assertThat(headers).doesNotContain("tracestate", "baggage", "marker"));
        assertThat(receiver.all().stream()
                        .map(span -> span.raw().getAttributesList().toString())
                        .collect(Collectors.joining()))
                .doesNotContain(order.path("id").asText() + "\"", "secret-of-the-shop", "of-a-stranger");
    }

    private JsonNode usd() {
        for (int n = 901; ; n += 2) {
            JsonNode order = agent.order("S" + n);
            if (order.path("totals").path("total").path("currency").asText().equals("USD")) {
                return order;
            }
        }
    }
}
