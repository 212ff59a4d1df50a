package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.countersign.gate.Json;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every backend that speaks HTTP relies on: one place is asked, with our credentials only, and they come back nowhere. */
class WireTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String TOKEN = "secret-of-the-shop";

    private final List<String> elsewhere = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> sent = new CopyOnWriteArrayList<>();
    private HttpServer shop;
    private HttpServer other;
    private volatile int status = 200;
    private volatile String says = "{}";

    @BeforeEach
    void open() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            elsewhere.add(exchange.getRequestURI().toString());
            answer(exchange, 200, "{}");
        });
        other.start();
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            sent.add(Map.copyOf(exchange.getRequestHeaders()));
            exchange.getResponseHeaders().set("Location", at(other) + "/elsewhere");
            answer(exchange, status, says);
        });
        shop.start();
    }

    @AfterEach
    void close() {
        shop.stop(0);
        other.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String at(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static PassageSettings limits() {
        return new PassageSettings(
                "shop",
                Written.settings(Map.of(
                        "countersign.backend.at-once", "4",
                        "countersign.backend.breaker-window", "4",
                        "countersign.backend.breaker-pause", "PT1S",
                        "countersign.backend.read-retries", "0",
                        "countersign.backend.call-timeout", "PT5S",
                        "countersign.backend.connect-timeout", "PT1S")));
    }

    private static Wire wire(String base, String authorization) {
        return new Wire(URI.create(base), Map.of("Authorization", authorization), limits());
    }

    private Wire wire() {
        return wire(at(shop), "Bearer " + TOKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void noRedirectIsFollowed(int redirect) throws Silence {
        status = redirect;
        ObjectNode body = Json.object().put("amount", 1);
        assertThat(wire().get("/order", Map.of("id", "1"), SOON).status()).isEqualTo(redirect);
        assertThat(wire().post("/refunds", Map.of(), body, SOON).status()).isEqualTo(redirect);
        assertThat(wire().delete("/thing", SOON).status()).isEqualTo(redirect);
        assertThat(sent).hasSize(3);
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void onlyOurOwnCredentialsGoOut() throws Silence {
        MDC.put("trace_id", "0af7651916cd43dd8448eb211c80319c");
        try {
            wire().get("/order", Map.of("id", "1"), SOON);
            wire().post("/refunds", Map.of("Idempotency-Key", "act_1/1"), Json.object(), SOON);
        } finally {
            MDC.remove("trace_id");
        }
        assertThat(sent).hasSize(2).allSatisfy(headers -> {
            assertThat(headers.get("Authorization")).containsExactly("Bearer " + TOKEN);
            assertThat(headers.keySet())
                    .isSubsetOf(
                            "Authorization",
                            "Accept",
                            "Content-type",
                            "Content-length",
                            "Idempotency-key",
                            "Host",
                            "User-agent",
                            "Connection",
                            "Http2-settings",
                            "Upgrade");
        });
    }

    /** Appended to an address it would make another one of it: {@code http://shop:80@elsewhere/}. */
    @Test
    void whatIsNoPathIsNotAsked() {
        String path = "@127.0.0.1:" + other.getAddress().getPort() + "/";
        assertThatThrownBy(() -> wire().get(path, Map.of(), SOON)).isInstanceOf(IllegalArgumentException.class);
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void whatTheShopRepeatsOfOurCredentialsIsNotReadByAnybody() throws Silence {
        String key = "sk_0123456789abcdef";
        String basic = "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
        status = 422;
        says = "{\"declined\": \"" + TOKEN + " is not good, nor " + key + ", nor " + basic + "\"}";
        assertThat(wire().get("/order", Map.of(), SOON).body())
                .doesNotContain(TOKEN)
                .contains("*** is not good");
        assertThat(wire(at(shop), basic).get("/order", Map.of(), SOON).body())
                .doesNotContain(key, basic.substring(6))
                .contains("is not good, nor ***");
    }

    @Test
    void aPortWhereNobodyListensIsKnownToHaveTakenNothing() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> wire("http://127.0.0.1:" + port, "Bearer " + TOKEN)
                        .post("/refunds", Map.of(), Json.object(), SOON))
                .isInstanceOfSatisfying(Silence.class, silence -> {
                    assertThat(silence.nothingSent()).isTrue();
                    assertThat(String.valueOf(silence.getMessage())).doesNotContain(TOKEN);
                });
    }
}
