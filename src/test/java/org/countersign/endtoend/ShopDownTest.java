package org.countersign.endtoend;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.countersign.scripted.Relay;
import org.countersign.scripted.RelayedServices;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.scripted.ScriptedShop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shop where nobody listens any more: reads say so, writes refuse before anything is marked, and the server stays up. */
@QuarkusTest
@TestProfile(ShopDownTest.Down.class)
@Timeout(300)
class ShopDownTest extends AdminBed {

    /** With a breaker of its own for this backend, in place of the one for all that never opens. */
    public static class Down extends ScriptedProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("countersign.calls-per-minute", "100000");
            settings.put("countersign.backend.remote.breaker-window", "4");
            settings.put("countersign.backend.remote.breaker-pause", "PT1S");
            return settings;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(RelayedServices.class));
        }
    }

    private static final Map<String, String[]> READS = Map.of(
            "find_orders",
            new String[] {},
            "get_order",
            new String[] {"order_id", "S1"},
            "find_customers",
            new String[] {"email", "ada@example.com"},
            "get_customer",
            new String[] {"customer_id", "CS1"},
            "find_products",
            new String[] {},
            "get_product",
            new String[] {"product_id", "P1"},
            "quote_refund",
            new String[] {"order_id", "S1"});

    ScriptedShop shop;
    Relay relay;

    private final Agent bench = Agent.as("bench");

    @BeforeEach
    @AfterEach
    void mend() {
        relay.mend();
        await(ShopDownTest::reachable);
        await(() -> bench.call("find_orders").error().isEmpty());
    }

    @Test
    void readsSaySoAndWritesRefuseBeforeTheMark() {
        Map<EveryWrite, ObjectNode> calls = new LinkedHashMap<>();
        EveryWrite.ALL.forEach(write -> calls.put(write, write.call(bench, new ScriptedPlace(shop))));
        bench.tools();
        int effects = shop.effects().size();
        long marked = marked();
        relay.shut();

        READS.forEach((tool, arguments) -> unavailable(tool, bench.call(tool, arguments)));
        calls.forEach((write, call) -> unavailable(write.tool(), bench.call(write.tool(), call)));
        assertThat(shop.effects()).hasSize(effects);
        assertThat(marked()).isEqualTo(marked);

        relay.mend();
        calls.forEach((write, call) -> await(() -> {
            Agent.Said said = bench.call(write.tool(), call);
            assertThat(said.error())
                    .as("%s: %s", write, said.content())
                    .isIn("", "backend_unavailable", "repeating_failure");
            return said.status().equals("done");
        }));
    }

    @Test
    void readinessStaysUpAndNamesIt() {
        relay.shut();
        JsonNode ready = Agent.parse(
                get("/q/health/ready").then().statusCode(200).extract().asString());
        assertThat(ready.path("status").asText()).isEqualTo("UP");
        assertThat(ready.path("checks")).anySatisfy(check -> {
            assertThat(check.path("name").asText()).isEqualTo("backend remote");
            assertThat(check.path("status").asText()).isEqualTo("UP");
            assertThat(check.path("data").path("reachable").asBoolean(true)).isFalse();
        });
    }

    /** The breaker opens, nothing more is asked, and without anybody's doing it closes when the shop is back. */
    @Test
    void whatIsCountedShowsTheOutage() {
        assertThat(breaker("closed")).isEqualTo(1);
        double vain = value("countersign_backend_reads_seconds_count", "outcome=\"unavailable\"");
        double spared = spared();
        relay.shut();
        await(() -> {
            bench.call("find_orders");
            return breaker("open") == 1;
        });
        assertThat(breaker("closed")).isZero();
        assertThat(value("countersign_backend_reads_seconds_count", "outcome=\"unavailable\""))
                .isGreaterThan(vain);
        await(() -> {
            bench.call("find_orders");
            return spared() > spared;
        });
        relay.mend();
        await(() -> bench.call("find_orders").error().isEmpty());
        assertThat(breaker("closed")).isEqualTo(1);
        assertThat(breaker("open")).isZero();
        double answered = value("countersign_backend_reads_seconds_count", "outcome=\"answered\"");
        bench.call("find_orders");
        assertThat(value("countersign_backend_reads_seconds_count", "outcome=\"answered\""))
                .isEqualTo(answered + 1);
    }

    @Test
    void whoChecksIsToldWhatIsWrongAndNotKeptWaiting() {
        relay.shut();
        long begun = System.nanoTime();
        String body = as("sam")
                .get("/api/admin/backend")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(System.nanoTime() - begun).isLessThan(20_000_000_000L);
        JsonNode report = Agent.parse(body);
        assertThat(report.path("ok").asBoolean(true)).isFalse();
        assertThat(report.at("/findings/0/about").asText()).isEqualTo("reachable");
        assertThat(report.at("/findings/0/level").asText()).isEqualTo("bad");
        assertThat(report.at("/findings/0/fix").asText()).contains("COUNTERSIGN_REMOTE_URL");
        assertThat(report.path("tools")).hasSize(EveryWrite.ALL.size());
    }

    private static void unavailable(String tool, Agent.Said said) {
        assertThat(said.error()).as("%s: %s", tool, said.content()).isEqualTo("backend_unavailable");
        assertThat(said.content().at("/error/retryable").asBoolean()).as(tool).isTrue();
        assertThat(said.content().at("/error/fix").asText()).as(tool).isNotBlank();
    }

    /** Steps whose request may have left. */
    private long marked() {
        return sql.number("select count(*) from countersign.step where sent_at is not null");
    }

    private static boolean reachable() {
        return get("/q/health/ready").asString().replaceAll("\\s", "").contains("\"reachable\":true");
    }

    private static double breaker(String state) {
        return value("countersign_backend_breaker", "state=\"" + state + "\"");
    }

    private static double spared() {
        return value("countersign_backend_not_made_total", "kind=\"read\"", "why=\"breaker\"");
    }

    private static double value(String name, String... labels) {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("backend=\"remote\""))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void await(BooleanSupplier so) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it never comes").isLessThan(end);
        }
    }
}
