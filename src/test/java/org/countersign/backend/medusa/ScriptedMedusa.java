package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.countersign.backend.Passage;
import org.countersign.backend.PassageSettings;
import org.countersign.backend.Told;
import org.countersign.backend.Wire;
import org.countersign.backend.Written;
import org.countersign.gate.Json;

/**
 * The order changes of one order as Medusa keeps them, over HTTP: a begin makes one, a confirm ends it, a delete removes it
 * while it is open. Any request can be told to answer otherwise.
 */
final class ScriptedMedusa implements AutoCloseable {

    /** What a request does instead of what it should. */
    interface Instead {
        void answer(HttpExchange exchange) throws IOException;
    }

    static final String ORDER = "order_1";

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<ObjectNode> changes = new CopyOnWriteArrayList<>();
    final List<ObjectNode> bodies = new CopyOnWriteArrayList<>();
    private final Map<String, Instead> instead = new HashMap<>();
    private final HttpServer server;

    ScriptedMedusa() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    Medusa medusa(String callTimeout) {
        Map<String, String> settings = Map.of(
                "countersign.backend.at-once", "8",
                "countersign.backend.breaker-window", "100",
                "countersign.backend.breaker-pause", "PT1S",
                "countersign.backend.read-retries", "0",
                "countersign.backend.call-timeout", callTimeout,
                "countersign.backend.connect-timeout", "PT1S");
        PassageSettings limits = new PassageSettings("medusa", Written.settings(settings));
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Medusa(new Wire(base, Map.of(), limits), new Passage(limits, new Told()), limits);
    }

    /** Somebody's change, or one of ours that was left behind. */
    ObjectNode open(String type, String note) {
        ObjectNode change = Json.object()
                .put("id", "ordch_" + changes.size())
                .put("change_type", type)
                .put("status", "pending")
                .put("version", 2)
                .put("created_at", "2026-11-22T01:00:00Z")
                .put("internal_note", note);
        changes.add(change);
        return change;
    }

    void instead(String request, Instead other) {
        instead.put(request, other);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        byte[] sent = exchange.getRequestBody().readAllBytes();
        ObjectNode body =
                sent.length == 0 ? Json.object() : (ObjectNode) Json.parse(new String(sent, StandardCharsets.UTF_8));
        asked.add(request);
        Instead other = instead.remove(request);
        if (other != null) {
            other.answer(exchange);
            return;
        }
        switch (request) {
            case "GET /admin/orders/" + ORDER + "/changes" -> {
                ObjectNode all = Json.object();
                ArrayNode rows = all.putArray("order_changes");
                changes.forEach(rows::add);
                answer(exchange, 200, all);
            }
            case "POST /admin/order-edits" -> {
                bodies.add(body);
                answer(
                        exchange,
                        200,
                        Json.object()
                                .set(
                                        "order_change",
                                        open("edit", body.path("internal_note").asText())));
            }
            case "POST /admin/order-edits/" + ORDER + "/confirm" -> {
                new ArrayList<>(changes)
                        .stream().filter(ScriptedMedusa::isOpen).forEach(one -> one.put("status", "confirmed"));
                answer(exchange, 200, Json.object());
            }
            case "DELETE /admin/order-edits/" + ORDER -> {
                boolean any = changes.removeIf(ScriptedMedusa::isOpen);
                answer(exchange, any ? 200 : 400, Json.object());
            }
            default -> {
                bodies.add(body);
                answer(exchange, 200, (ObjectNode)
                        Json.object().set("reservation", Json.object().put("id", "resitem_1")));
            }
        }
    }

    private static boolean isOpen(ObjectNode change) {
        return change.path("status").asText().equals("pending");
    }

    static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = Json.bytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
