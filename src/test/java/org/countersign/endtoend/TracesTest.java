package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.countersign.endtoend.TraceReceiver.Seen;
import org.countersign.gate.Sweep;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** What a collector of traces is sent: one trace from the model's own span down to the database, and nobody's data. */
@QuarkusTest
@TestProfile(TracesTest.Traced.class)
class TracesTest extends WholeServer {

    public static class Traced extends ShopProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TracedServices.class));
        }
    }

    private static final Logger LOG = Logger.getLogger(TracesTest.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Random RANDOM = new Random();

    TraceReceiver receiver;

    @Inject
    Sweep sweep;

    private final Agent ada = Agent.as("ada");

    /** Of a client: its trace and the span it calls from. */
    private record Client(String trace, String span) {

        static Client fresh() {
            return new Client(hex(32), hex(16));
        }

        String parent() {
            return "00-" + trace + "-" + span + "-01";
        }

        private static String hex(int digits) {
            return RANDOM.ints(digits, 0, 16).mapToObj(Integer::toHexString).collect(Collectors.joining());
        }
    }

    private JsonNode call(String tool, JsonNode arguments, String traceparent) {
        ObjectNode message =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 7).put("method", "tools/call");
        ObjectNode params = message.putObject("params").put("name", tool);
        params.set("arguments", arguments);
        params.putObject("_meta")
                .put("traceparent", traceparent)
                .put("tracestate", "vendor=opaque")
                .put("baggage", "user=marker-of-baggage");
        return Agent.parse(ada.post(message.toString()).body()).path("result").path("structuredContent");
    }

    private static Predicate<Seen> named(String name) {
        return span -> span.name().equals(name);
    }

    private Seen only(String trace, String name) {
        receiver.await(trace, named(name));
        return receiver.of(trace).stream().filter(named(name)).findFirst().orElseThrow();
    }

    @Test
    void oneTraceLeadsFromTheModelsSpanThroughTheGateToTheDatabase() {
        ShopFixture shop = usd();
        Client client = Client.fresh();
        JsonNode done = call(
                "refund_order",
                Refunding.of(ada.order(shop.order)).line(shop.line(1), 1).arguments(),
                client.parent());
        assertThat(done.path("status").asText()).as("%s", done).isEqualTo("done");
        String action = done.path("action").path("id").asText();

        Seen mcp = receiver.await(client.trace, named("tools/call refund_order"));
        assertThat(mcp.parent()).isEqualTo(client.span);
        assertThat(mcp.of("mcp.method.name")).isEqualTo("tools/call");
        assertThat(mcp.of("gen_ai.tool.name")).isEqualTo("refund_order");
        assertThat(mcp.of("countersign.status")).isEqualTo("done");
        assertThat(mcp.of("countersign.action.id")).isEqualTo(action);
        assertThat(mcp.raw().getEventsList())
                .isNotEmpty()
                .allMatch(event -> event.getName().equals("check"));
        assertThat(mcp.links()).as("the HTTP request that brought it").hasSize(1);

        for (String part :
                List.of("gate.claim", "gate.read", "gate.checks", "gate.send", "gate.verify", "gate.settle")) {
            assertThat(only(client.trace, part).parent()).as(part).isEqualTo(mcp.id());
        }
        Seen sent = only(client.trace, "gate.send");
        assertThat(sent.of("countersign.reply")).isEqualTo("accepted");
        assertThat(children(sent))
                .as("the mark and the refund itself")
                .hasSizeGreaterThan(1)
                .allMatch(span -> span.attributes().containsKey("db.system.name")
                        || span.attributes().containsKey("db.system"));
        assertThat(children(only(client.trace, "gate.claim"))).isNotEmpty();

        LOG.infof("one refund:%s", tree(client.trace, client.span, "\n"));
        assertThat(sql.text("select trace_id from countersign.action where id = ?", action))
                .isEqualTo(client.trace);
        assertThat(sql.text("select span_id from countersign.action where id = ?", action))
                .isEqualTo(only(client.trace, "gate.claim").id());
    }

    /** What a person would see of it. */
    private String tree(String trace, String parent, String indent) {
        return receiver.of(trace).stream()
                .filter(span -> span.parent().equals(parent))
                .sorted(Comparator.comparingLong(span -> span.raw().getStartTimeUnixNano()))
                .map(span -> indent + span.name() + " "
                        + (span.raw().getEndTimeUnixNano() - span.raw().getStartTimeUnixNano()) / 1000 + " us"
                        + tree(trace, span.id(), indent + "  "))
                .collect(Collectors.joining());
    }

    private List<Seen> children(Seen of) {
        return receiver.of(of.trace()).stream()
                .filter(span -> span.parent().equals(of.id()) && !span.name().endsWith("getConnection"))
                .toList();
    }

    @Test
    void whatNamesNoTraceGetsOneAndEverySpanHasItsParent() {
        for (String wrong : List.of(
                "",
                "00-1-2-3",
                "ff-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01",
                "00-" + "0".repeat(32) + "-" + "b".repeat(16) + "-01",
                "00-" + "A".repeat(32) + "-" + "b".repeat(16) + "-01",
                "x".repeat(9000))) {
            ShopFixture shop = usd();
            JsonNode done = call(
                    "refund_order",
                    Refunding.of(ada.order(shop.order)).line(shop.line(1), 1).arguments(),
                    wrong);
            String trace = sql.text(
                    "select trace_id from countersign.action where id = ?",
                    done.path("action").path("id").asText());
            assertThat(trace).matches("[0-9a-f]{32}").isNotEqualTo("a".repeat(32));
            Seen http = receiver.await(trace, named("POST /mcp"));
            assertThat(http.parent()).isEmpty();
            assertThat(only(trace, "tools/call refund_order").parent()).isEqualTo(http.id());
            Set<String> ids = receiver.of(trace).stream().map(Seen::id).collect(Collectors.toCollection(HashSet::new));
            assertThat(receiver.of(trace))
                    .filteredOn(span -> !span.parent().isEmpty())
                    .allMatch(span -> ids.contains(span.parent()));
        }
    }

    @Test
    void whoAsksNotToBeRecordedIsRecorded() {
        Client client = Client.fresh();
        call(
                "get_order",
                JSON.createObjectNode().put("order_id", usd().order),
                "00-" + client.trace + "-" + client.span + "-00");
        assertThat(receiver.await(client.trace, named("tools/call get_order")).parent())
                .isEqualTo(client.span);
    }

    @Test
    void noSpanHoldsWhatACallerOrACustomerWrote() {
        ShopFixture shop = usd();
        sql.execute("update shop.customers set name = 'marker-of-a-customer' where id = ?", shop.customer);
        Client client = Client.fresh();
        ObjectNode arguments = Refunding.of(ada.order(shop.order))
                .line(shop.line(1), 1)
                .with("reasoning", "marker-of-reasoning is long enough")
                .with("note", "marker-of-a-note")
                .with("customer_request", "marker-of-a-request")
                .with("case_id", "marker-of-a-case")
                .key("marker-of-a-key-" + client.span)
                .arguments();
        assertThat(call("refund_order", arguments, client.parent())
                        .path("status")
                        .asText())
                .isEqualTo("done");
        Client finding = Client.fresh();
        call("find_customers", JSON.createObjectNode().put("email", "marker-of-email@example.com"), finding.parent());
        Client made = Client.fresh();
        call("marker-of-a-tool", JSON.createObjectNode(), made.parent());
        receiver.await(client.trace, named("tools/call refund_order"));
        receiver.await(finding.trace, named("tools/call find_customers"));
        receiver.await(made.trace, named("tools/call"));
        String all = receiver.all().stream().map(span -> span.raw().toString()).collect(Collectors.joining("\n"));
        assertThat(all).contains("refund_order").contains("insert into");
        assertThat(all)
                .doesNotContain("marker-of")
                .doesNotContain(shop.order)
                .doesNotContain(shop.customer)
                .doesNotContain("u-ada")
                .doesNotContain("@example.com")
                .doesNotContain("Bearer")
                .doesNotContain("eyJ");
    }

    @Test
    void whatTheSweepDoesIsATraceOfItsOwnThatIsLinkedToTheCalls() {
        ShopFixture shop = usd();
        Client client = Client.fresh();
        JsonNode done = call(
                "refund_order",
                Refunding.of(ada.order(shop.order)).line(shop.line(1), 1).arguments(),
                client.parent());
        String action = done.path("action").path("id").asText();
        Seen claim = only(client.trace, "gate.claim");
        sql.execute("update countersign.step set state = 'IN_DOUBT' where action_id = ?", action);
        sql.execute(
                "update countersign.action set status = 'OUTCOME_UNKNOWN', requested_at = now() - interval '1 hour',"
                        + " touched_at = now() - interval '1 hour' where id = ?",
                action);
        sql.execute(
                "update countersign.object_lease set unresolved = ? where object like '%order:' || ?",
                action, shop.order);
        sweep.sweep(1000);
        Seen swept = awaitAny(span ->
                span.name().equals("sweep") && span.of("countersign.action.id").equals(action));
        assertThat(swept.parent()).isEmpty();
        assertThat(swept.trace()).isNotEqualTo(client.trace);
        assertThat(swept.links()).containsExactly(client.trace + "-" + claim.id());
        assertThat(only(swept.trace(), "gate.look").parent()).isEqualTo(swept.id());
        assertThat(sql.text(
                        "select data ->> 'trace_id' from countersign.event where action_id = ? and kind = 'looked'",
                        action))
                .isEqualTo(swept.trace());
    }

    private Seen awaitAny(Predicate<Seen> wanted) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (true) {
            for (Seen span : receiver.all()) {
                if (wanted.test(span)) {
                    return span;
                }
            }
            assertThat(System.nanoTime()).as("not exported").isLessThan(end);
        }
    }

    @Test
    void noStatementIsRecordedThatBelongsToNoWork() {
        sweep.sweep(1000);
        Client after = Client.fresh();
        call("get_order", JSON.createObjectNode().put("order_id", usd().order), after.parent());
        receiver.await(after.trace, named("tools/call get_order"));
        assertThat(receiver.all())
                .filteredOn(span -> span.parent().isEmpty())
                .extracting(Seen::name)
                .allMatch(name -> name.equals("sweep") || name.matches("[A-Z]+ /(mcp|api|console)"));
    }
}
