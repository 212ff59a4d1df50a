package org.countersign.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One model at work: turn after turn, each on another order. An answer that is not the right one ends the run. */
final class Shopper implements Load.Client {

    private static final String GOODWILL = """
            {"order_id":"%s","amount":{"amount":"%d.%02d","currency":"USD"},"reason":"goodwill","version":"%s",\
            "idempotency_key":"load-%s","dry_run":%s,"reasoning":"The parcel was late and the customer asked for a gesture."}""";

    private final McpClient client;
    private final AtomicInteger orders;
    private final AtomicInteger left;
    private final Map<Kind, List<Long>> nanos = new EnumMap<>(Kind.class);
    private final List<String> written = new ArrayList<>();
    private int n;
    private String order = "";
    private String version = "";
    private String action = "";

    /** @param orders the number of the next order that nobody has, and how many calls are left, for all together */
    Shopper(McpClient client, AtomicInteger orders, AtomicInteger left) {
        this.client = client;
        this.orders = orders;
        this.left = left;
        for (Kind kind : Kind.values()) {
            nanos.put(kind, new ArrayList<>());
        }
    }

    @Override
    public boolean call() throws IOException {
        if (left.decrementAndGet() < 0) {
            return false;
        }
        int place = n++ % Kind.TURN.length;
        if (place == 0) {
            order = Goods.order(orders.getAndIncrement());
        }
        Kind kind = Kind.TURN[place];
        long begun = System.nanoTime();
        String answer = client.send(body(kind));
        nanos.get(kind).add(System.nanoTime() - begun);
        check(kind, answer);
        return true;
    }

    private String body(Kind kind) {
        int cents = 100 + n % 400;
        return switch (kind) {
            case GET_ORDER, QUOTE_REFUND, LIST_ACTIONS ->
                McpClient.call(kind.label(), "{\"order_id\":\"" + order + "\"}");
            case FIND_ORDERS -> McpClient.call("find_orders", "{\"customer_id\":\"LC" + order.substring(1) + "\"}");
            case GET_ACTION -> McpClient.call("get_action", "{\"action_id\":\"" + action + "\"}");
            case DRY_RUN, REFUND_ORDER ->
                McpClient.call(
                        "refund_order",
                        GOODWILL.formatted(order, cents / 100, cents % 100, version, order, kind == Kind.DRY_RUN));
        };
    }

    private void check(Kind kind, String answer) throws IOException {
        switch (kind) {
            case GET_ORDER -> {
                expect(answer, "\"id\":\"" + order + "\"");
                version = Refunding.after(Refunding.VERSION, answer);
            }
            case FIND_ORDERS, QUOTE_REFUND -> expect(answer, order);
            case LIST_ACTIONS -> expect(answer, "\"isError\":false");
            case GET_ACTION -> expect(answer, action);
            case DRY_RUN -> expect(answer, "\"status\":\"planned\"");
            case REFUND_ORDER -> {
                expect(answer, "\"status\":\"done\"");
                action = Refunding.after("\"action\":{\"id\":\"", answer);
                written.add(order + " " + (100 + n % 400));
            }
        }
    }

    private static void expect(String answer, String part) throws IOException {
        if (!answer.contains(part) || answer.contains("\"isError\":true")) {
            throw new IOException("not the answer that was expected: " + answer);
        }
    }

    Map<Kind, List<Long>> nanos() {
        return nanos;
    }

    /** Order and cents of each. */
    List<String> written() {
        return written;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
