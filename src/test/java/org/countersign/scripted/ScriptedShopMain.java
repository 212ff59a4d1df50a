package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** The process: {@code ScriptedShopMain <port>}; ends when its standard input does. {@code /control/…} obeys no script. */
public final class ScriptedShopMain {

    private final Modes modes = new Modes();
    private final Shop shop = new Shop(modes);
    private final Views views = new Views(shop);
    private final Lists lists = new Lists(shop);
    private final Script script = new Script();
    private final ConcurrentLinkedQueue<ObjectNode> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, String> orderOfKey = new ConcurrentHashMap<>();

    /** One call as it came in. */
    private record Call(HttpExchange exchange, String name, Map<String, String> query, JsonNode body, String order) {

        String key() {
            String header = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            return header != null
                    ? header
                    : query.getOrDefault("key", body.path("key").asText(""));
        }
    }

    public static void main(String... args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 1024);
        ScriptedShopMain shop = new ScriptedShopMain();
        server.createContext("/control/", shop::control);
        server.createContext("/", shop::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        System.out.println("ready " + server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // whoever started it is still there
        }
        System.exit(0);
    }

    private void control(HttpExchange exchange) throws IOException {
        try {
            JsonNode body = Http.body(exchange);
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "POST /control/script" -> script.add(body);
                case "DELETE /control/script" -> script.clear();
                case "POST /control/modes" -> modes.set(body);
                case "POST /control/reset" -> {
                    script.clear();
                    calls.clear();
                    shop.reset(body.path("orders").asInt(1000));
                }
                case "POST /control/orders" -> {
                    Goods goods = shop.add((ObjectNode) body);
                    Http.answer(exchange, 200, shop.order(goods.id()).orElseThrow());
                    return;
                }
                case "POST /control/delivered" -> shop.retell(told(body).delivered(Goods.yesterday()));
                case "POST /control/methods" -> {
                    Goods goods = told(body)
                            .with(
                                    body.path("kind").asText(),
                                    body.path("balance").asLong());
                    shop.retell(goods);
                    Http.answer(
                            exchange,
                            200,
                            Http.object().put("id", goods.methods().getLast().id()));
                    return;
                }
                case "POST /control/variants" -> {
                    int product =
                            Integer.parseInt(body.path("product_id").asText().substring(1));
                    Shelf.Variant variant = shop.shelf.add(
                            product,
                            body.path("price").asLong(),
                            body.path("stock").asInt());
                    Http.answer(exchange, 200, Http.object().put("id", variant.id()));
                    return;
                }
                case "GET /control/effects" -> {
                    Http.answer(exchange, 200, views.effects(shop.all(), true).path("effects"));
                    return;
                }
                case "GET /control/calls" -> {
                    Http.answer(exchange, 200, Http.JSON.createArrayNode().addAll(List.copyOf(calls)));
                    return;
                }
                default -> throw new IllegalArgumentException("no such control");
            }
            Http.answer(exchange, 200, Http.object());
        } catch (RuntimeException broken) {
            Http.answer(exchange, 400, Http.object().put("error", String.valueOf(broken.getMessage())));
        }
    }

    private Goods told(JsonNode body) {
        return shop.goods(body.path("order_id").asText()).orElseThrow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            String name = name(exchange.getRequestURI().getPath());
            Map<String, String> query = Http.query(exchange);
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            JsonNode body = Http.body(exchange);
            String order = body.hasNonNull("order_id")
                    ? body.path("order_id").asText()
                    : body.hasNonNull("customer_id") ? body.path("customer_id").asText() : orderOf(query);
            if (key != null) {
                orderOfKey.put(key, order);
            }
            Call call = new Call(exchange, name, query, body, order);
            note(call);
            obey(call, script.rule(name, key != null, order).orElse(null));
        } catch (RuntimeException broken) {
            Http.answer(exchange, 500, Http.object().put("error", String.valueOf(broken)));
        }
    }

    private void obey(Call call, Script.Rule rule) throws IOException {
        String what = rule == null ? "" : rule.what;
        switch (what) {
            case "drop_request" -> call.exchange().close();
            case "fail_before" -> failed(call, rule.status(500));
            case "throttle" -> throttled(call, rule);
            case "decline" -> Http.answer(call.exchange(), 422, Http.object().put("declined", "a script says no"));
            case "drop_answer" -> {
                done(call, rule);
                call.exchange().close();
            }
            case "fail_after" -> {
                done(call, rule);
                failed(call, rule.status(500));
            }
            case "unreadable" -> {
                done(call, rule);
                Http.answer(call.exchange(), rule.status(200), "<html>thank you".getBytes(StandardCharsets.UTF_8));
            }
            case "huge" -> {
                done(call, rule);
                Http.answer(call.exchange(), 200, new byte[6 * 1024 * 1024]);
            }
            case "trickle" -> {
                done(call, rule);
                call.exchange().sendResponseHeaders(200, 1000);
                for (int n = 0; n < 1000; n++) {
                    call.exchange().getResponseBody().write(' ');
                    call.exchange().getResponseBody().flush();
                    rest(100);
                }
            }
            case "slow" -> {
                Shop.Answer answer = done(call, rule);
                rest(rule.ms());
                Http.answer(call.exchange(), answer.status(), answer.body());
            }
            default -> {
                if (what.equals("delay")) {
                    rest(rule.ms());
                }
                Shop.Answer answer = done(call, rule);
                Http.answer(call.exchange(), answer.status(), answer.body());
            }
        }
    }

    /** What a call comes to, bent as the rule says. */
    private Shop.Answer done(Call call, Script.Rule rule) {
        String token = modes.text("token");
        if (!token.isEmpty()
                && !("Bearer " + token)
                        .equals(call.exchange().getRequestHeaders().getFirst("Authorization"))) {
            return new Shop.Answer(401, Http.object().put("error", "who are you"));
        }
        return switch (call.name()) {
            case "abilities" -> new Shop.Answer(200, modes.abilities());
            case "order" -> views.order(call.query().getOrDefault("id", ""));
            case "orders" -> lists.orders(call.query());
            case "customer" -> views.customer(call.query().getOrDefault("id", ""));
            case "customers" -> lists.customers(call.query());
            case "product" -> views.product(call.query());
            case "products" -> lists.products(call.query());
            case "refund_quote" -> views.quote(call.body());
            case "marks" -> lists.marks(call.query(), modes.is("marks"));
            case "look" -> effects(call.query());
            case "close" -> effects(shop.close(call.body().path("key").asText()));
            default -> changed(call, rule);
        };
    }

    private Shop.Answer changed(Call call, Script.Rule rule) {
        String path = call.exchange().getRequestURI().getPath();
        String what = switch (call.name()) {
            case "refund_order" -> "refund";
            case "cancel_order" -> "cancel";
            default -> call.name();
        };
        long lag = rule != null && rule.what.equals("lag") ? rule.ms() : modes.number("lag_ms");
        return path.equals("/refunds") || path.equals("/cancellations") || path.startsWith("/changes/")
                ? shop.change(what, call.key(), call.body(), bent(rule), lag)
                : new Shop.Answer(404, Http.object().put("error", "no such path"));
    }

    private Shop.Answer effects(Map<String, String> query) {
        boolean marks = modes.is("marks");
        List<Effect> all = query.containsKey("key") ? shop.under(query.get("key")) : shop.all();
        return effects(all.stream()
                .filter(effect -> marks || !query.containsKey("key"))
                .filter(effect -> !query.containsKey("id") || effect.id().equals(query.get("id")))
                .filter(effect ->
                        !query.containsKey("since") || !effect.at().isBefore(Instant.parse(query.get("since"))))
                .toList());
    }

    private Shop.Answer effects(List<Effect> some) {
        List<Effect> visible = some.stream().filter(Effect::visible).toList();
        return new Shop.Answer(200, views.effects(visible, modes.is("marks")));
    }

    private static Shop.Bent bent(Script.Rule rule) {
        return switch (rule == null ? "" : rule.what) {
            case "nothing" -> Shop.Bent.NOTHING;
            case "half" -> Shop.Bent.HALF;
            case "other_line" -> Shop.Bent.OTHER_LINE;
            case "twice" -> Shop.Bent.TWICE;
            default -> Shop.Bent.STRAIGHT;
        };
    }

    private static void failed(Call call, int status) throws IOException {
        if (status / 100 == 3) {
            call.exchange().getResponseHeaders().set("Location", "/orders");
        }
        Http.answer(call.exchange(), status, Http.object().put("error", "a script says so"));
    }

    private static void throttled(Call call, Script.Rule rule) throws IOException {
        String after = rule.json.path("retry_after").asText("");
        if (after.startsWith("date:")) {
            Instant until = Instant.now().plusSeconds(Long.parseLong(after.substring(5)));
            after = DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC));
        }
        if (!after.isEmpty()) {
            call.exchange().getResponseHeaders().set("Retry-After", after);
        }
        Http.answer(call.exchange(), 429, Http.object().put("error", "slowly"));
    }

    private void note(Call call) {
        calls.add(Http.object()
                .put("call", call.name())
                .put("order", call.order())
                .put("key", call.key())
                .put("authorization", call.exchange().getRequestHeaders().getFirst("Authorization"))
                .put(
                        "headers",
                        String.join(" ", call.exchange().getRequestHeaders().keySet())
                                .toLowerCase(Locale.ROOT))
                .put("traceparent", call.exchange().getRequestHeaders().getFirst("Traceparent"))
                .put("body", call.body().toString()));
    }

    private String orderOf(Map<String, String> query) {
        return query.containsKey("key") ? orderOfKey.getOrDefault(query.get("key"), "") : query.getOrDefault("id", "");
    }

    private static String name(String path) {
        return switch (path) {
            case "/refunds" -> "refund_order";
            case "/cancellations" -> "cancel_order";
            case "/refund-quote" -> "refund_quote";
            case "/effects" -> "look";
            case "/keys/close" -> "close";
            default -> path.substring(path.startsWith("/changes/") ? "/changes/".length() : 1);
        };
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
