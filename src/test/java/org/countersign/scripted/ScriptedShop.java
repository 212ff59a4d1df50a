package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scripted shop in a process of its own; it ends with this one. Orders are {@code S1}, {@code S2}, …: two of a customer
 * and of one gift card, every fourth with two payments, some in JPY and KWD, every fifth delivered.
 */
public final class ScriptedShop implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final URI url;

    private ScriptedShop(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    public static ScriptedShop start() {
        return start(0);
    }

    /** @param port 0 for a free one */
    public static ScriptedShop start(int port) {
        try {
            String classes = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                    .orElseGet(() -> System.getProperty("java.class.path"));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classes,
                            ScriptedShopMain.class.getName(),
                            String.valueOf(port))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String ready = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (ready == null || !ready.startsWith("ready ")) {
                process.destroyForcibly();
                throw new IllegalStateException("the scripted shop does not start: " + ready);
            }
            return new ScriptedShop(process, URI.create("http://127.0.0.1:" + ready.substring(6)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** One that runs already. */
    public static ScriptedShop at(URI url) {
        return new ScriptedShop(null, url);
    }

    public URI url() {
        return url;
    }

    /** What a server needs to use this shop. */
    public Map<String, String> settings() {
        return Map.of("countersign.backend", "remote", "countersign.remote.url", url.toString());
    }

    /** Adds these rules to the script; the first that fits a call is followed. */
    public void script(Rule... rules) {
        ArrayNode all = JSON.createArrayNode();
        for (Rule rule : rules) {
            all.add(rule.json());
        }
        send("POST", "/control/script", all);
    }

    public void forgetScript() {
        send("DELETE", "/control/script", null);
    }

    /**
     * What kind of shop it is: keys, marks, closing (true or false), absence (proof or hint), key_lifetime, settle_time,
     * call_timeout (such as PT2S), lag_ms, token. A server asks for these once a minute: set them before it starts.
     */
    public void mode(String name, Object value) {
        send("POST", "/control/modes", JSON.createObjectNode().putPOJO(name, value));
    }

    /** A new order: {@code {currency, shipping, lines: [{quantity, unit_price, …}], payments: [{kind, amount}], …}} in minor units. */
    public JsonNode order(ObjectNode goods) {
        return send("POST", "/control/orders", goods);
    }

    /** An order that a test told was delivered yesterday. */
    public void delivered(String order) {
        send("POST", "/control/delivered", JSON.createObjectNode().put("order_id", order));
    }

    /** One more method of the customer of an order that a test told. @return its id */
    public String method(String order, String kind, long balance) {
        ObjectNode body = JSON.createObjectNode().put("order_id", order).put("kind", kind);
        return send("POST", "/control/methods", body.put("balance", balance))
                .path("id")
                .asText();
    }

    /** One more variant of a product, in USD. @return its id */
    public String variant(String product, long price, int stock) {
        ObjectNode body = JSON.createObjectNode().put("product_id", product).put("price", price);
        return send("POST", "/control/variants", body.put("stock", stock))
                .path("id")
                .asText();
    }

    /** Every effect there ever was, in their order, also what the shop does not show yet. */
    public List<JsonNode> effects() {
        List<JsonNode> all = new ArrayList<>();
        send("GET", "/control/effects", null).forEach(all::add);
        return all;
    }

    /** @param order or a customer, whose own effects these are */
    public List<JsonNode> effects(String order) {
        return effects().stream()
                .filter(effect -> effect.path("order_id").asText().equals(order)
                        || effect.path("customer_id").asText().equals(order))
                .toList();
    }

    /** Every call that was read: call, order, key, authorization, the names of its headers, traceparent, body. */
    public List<JsonNode> calls() {
        List<JsonNode> all = new ArrayList<>();
        send("GET", "/control/calls", null).forEach(all::add);
        return all;
    }

    /** Forgets effects, keys, calls and script; modes stay. */
    public void reset() {
        reset(1000);
    }

    public void reset(int orders) {
        send("POST", "/control/reset", JSON.createObjectNode().put("orders", orders));
    }

    /** As a power cut. */
    public void stop() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private JsonNode send(String method, String path, JsonNode body) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(url.resolve(path))
                            .method(
                                    method,
                                    body == null
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(body.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalArgumentException(path + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
