package org.countersign.backend.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.countersign.backend.PassageSettings;
import org.countersign.backend.Wire;
import org.countersign.shop.Finding;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator is told of a Medusa, by the answers that one was seen to give. */
class MedusaCheckTest {

    private static final String KEY = "sk_0123456789abcdef";

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "countersign.backend.at-once", "4",
            "countersign.backend.breaker-window", "4",
            "countersign.backend.breaker-pause", "PT1S",
            "countersign.backend.read-retries", "0",
            "countersign.backend.call-timeout", "PT5S",
            "countersign.backend.connect-timeout", "PT1S",
            "countersign.medusa.secret-key", KEY));
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int locations = 1;
    private HttpServer medusa;

    @BeforeEach
    void open() throws IOException {
        medusa = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        medusa.createContext("/admin/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path);
            byte[] body = ("{\"count\": " + locations + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(statuses.getOrDefault(path, 200), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        medusa.start();
        settings.put(
                "countersign.medusa.url",
                "http://127.0.0.1:" + medusa.getAddress().getPort());
    }

    @AfterEach
    void close() {
        medusa.stop(0);
    }

    private List<Finding> check() {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        MedusaSettings own = new MedusaSettings(config);
        Wire wire = new Wire(own.url(), own.credentials(), new PassageSettings("medusa", config));
        List<Finding> findings = new MedusaCheck(own, wire).findings();
        assertThat(findings.toString()).doesNotContain(KEY);
        return findings;
    }

    private static List<String> bad(List<Finding> findings) {
        return findings.stream().filter(Finding::isBad).map(Finding::about).toList();
    }

    @Test
    void oneThatIsWellIsOnlyRead() {
        assertThat(check()).allMatch(finding -> finding.level() == Finding.Level.GOOD);
        assertThat(asked).hasSizeGreaterThan(5).allMatch(call -> call.startsWith("GET /admin/"));
    }

    @ParameterizedTest
    @CsvSource({"401, credentials", "403, credentials", "307, address", "404, address", "500, answer"})
    void whatTheFirstAnswerMeans(int status, String about) {
        statuses.put("/admin/orders", status);
        assertThat(bad(check())).containsExactly(about);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatCannotBeReadIsNamed() {
        statuses.put("/admin/returns", 404);
        statuses.put("/admin/exchanges", 403);
        assertThat(check()).anySatisfy(finding -> {
            assertThat(finding.isBad()).isTrue();
            assertThat(finding.says()).contains("/admin/returns (404), /admin/exchanges (403)");
        });
    }

    @Test
    void goodsNeedAPlaceToLeaveFrom() {
        locations = 0;
        assertThat(bad(check())).containsExactly("stock");
        locations = 2;
        assertThat(check()).last().extracting(Finding::level).isEqualTo(Finding.Level.NOTE);
        settings.put("countersign.medusa.stock-location", "sloc_1");
        assertThat(check()).last().extracting(Finding::level).isEqualTo(Finding.Level.GOOD);
        statuses.put("/admin/stock-locations/sloc_1", 404);
        assertThat(bad(check())).containsExactly("stock");
    }

    @Test
    void oneThatIsAwayIsAFinding() {
        medusa.stop(0);
        assertThat(bad(check())).containsExactly("reachable");
    }
}
