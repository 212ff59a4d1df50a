package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One call of every write on an order or customer that a shop does as it is asked: for what every tool promises alike. Each
 * is on an order of its own, so that none is in another's way.
 *
 * @param money whether money or goods move, so that limits and duplicates are about it
 */
public record EveryWrite(String tool, boolean money, BiFunction<Agent, Sql, ObjectNode> prepared) {

    public static final List<EveryWrite> ALL = List.of(
            new EveryWrite("refund_order", true, EveryWrite::refund),
            new EveryWrite("cancel_order", true, EveryWrite::cancel),
            new EveryWrite("change_shipping_address", false, (agent, sql) -> address(order(agent, open(sql)))),
            new EveryWrite("change_order_items", true, EveryWrite::items),
            new EveryWrite("change_payment_method", true, EveryWrite::payment),
            new EveryWrite("create_return", false, (agent, sql) -> ret(order(agent, delivered(sql)))),
            new EveryWrite("exchange_items", false, EveryWrite::exchange),
            new EveryWrite("receive_return", true, EveryWrite::receive),
            new EveryWrite("fulfill_order", false, (agent, sql) -> order(agent, open(sql))),
            new EveryWrite(
                    "hold_order", false, (agent, sql) -> order(agent, open(sql)).put("reason", "customer_request")),
            new EveryWrite("release_order", false, EveryWrite::release),
            new EveryWrite("buy_shipping_label", true, EveryWrite::label),
            new EveryWrite("void_shipping_label", false, EveryWrite::voiding),
            new EveryWrite(
                    "add_order_note",
                    false,
                    (agent, sql) -> order(agent, open(sql))
                            .put("text", "The customer rang the bell twice.")
                            .put("visible_to_customer", false)),
            new EveryWrite("change_customer_address", false, (agent, sql) -> address(customer(agent, open(sql)))),
            new EveryWrite("issue_store_credit", true, EveryWrite::credit));

    /** The arguments of a call that would be done, with the version of this agent's own read. */
    public ObjectNode call(Agent agent, Sql sql) {
        return prepared.apply(agent, sql);
    }

    @Override
    public String toString() {
        return tool;
    }

    /** Two lines, of three at 10.00 and one at 25.00, each with a dearer and a cheaper variant; 9.00 shipping; a card paid. */
    static ShopFixture open(Sql sql) {
        ShopFixture shop = new ShopFixture(sql, "USD", 900)
                .line(3, 1000)
                .line(1, 2500)
                .payment("credit_card", 6400)
                .method("gift_card");
        for (int line = 1; line <= 2; line++) {
            sql.execute("""
                    insert into shop.variants (id, product_id, position, options, price, currency, stock)
                    select v.id || '-' || x.name, v.product_id, x.n, json_build_object('size', x.name), v.price + x.more, v.currency, 10
                      from shop.variants v, (values ('L', 1, 300), ('S', 2, -200)) x (name, n, more) where v.id = ?""", "variant-" + shop.line(line));
        }
        sql.execute("update shop.payment_methods set balance = 10000 where id = ?", giftCard(shop));
        sql.execute(
                "update shop.orders set to_name = 'Ada Low', to_line1 = '1 Main Street', to_city = 'Denver', to_region = 'CO',"
                        + " to_postal_code = '80202', to_country = 'US' where id = ?",
                shop.order);
        return shop;
    }

    static ShopFixture delivered(Sql sql) {
        ShopFixture shop = open(sql);
        sql.execute("update shop.lines set fulfilled_quantity = quantity where order_id = ?", shop.order);
        sql.execute(
                "update shop.orders set fulfillment_status = 'delivered', delivered_at = now() - interval '3 days' where id = ?",
                shop.order);
        return shop;
    }

    static String giftCard(ShopFixture shop) {
        return "gift_card-" + shop.order + "-0";
    }

    private static String card(ObjectNode call) {
        return "credit_card-" + call.path("order_id").asText() + "-1";
    }

    private static ObjectNode order(Agent agent, ShopFixture shop) {
        return Writing.of(agent.order(shop.order));
    }

    private static ObjectNode customer(Agent agent, ShopFixture shop) {
        return Writing.ofCustomer(agent.call("get_customer", "customer_id", shop.customer)
                .content()
                .path("customer"));
    }

    /** Another call on the same order, with the version that the one before answered. */
    private static ObjectNode next(ObjectNode call, Agent.Said said) {
        if (!said.status().equals("done")) {
            throw new AssertionError("could not be prepared: " + said.content());
        }
        ObjectNode next = Writing.JSON.createObjectNode();
        next.set("order_id", call.path("order_id"));
        next.set("reasoning", call.path("reasoning"));
        return next.put("version", said.version());
    }

    private static ObjectNode refund(Agent agent, Sql sql) {
        ObjectNode call = order(agent, open(sql)).put("reason", "damaged");
        call.putArray("lines").add(line(call, 1, 1));
        return call;
    }

    private static ObjectNode cancel(Agent agent, Sql sql) {
        return order(agent, open(sql)).put("reason", "ordered_by_mistake");
    }

    private static ObjectNode address(ObjectNode call) {
        call.putObject("address")
                .put("line1", "12 Oak Street")
                .put("city", "Boulder")
                .put("region", "CO")
                .put("postal_code", "80301")
                .put("country", "US");
        return call;
    }

    private static ObjectNode items(Agent agent, Sql sql) {
        ObjectNode call = order(agent, open(sql));
        call.put("payment_method_id", card(call));
        call.putArray("changes").add(change(call, 2, "L"));
        return call;
    }

    private static ObjectNode payment(Agent agent, Sql sql) {
        ShopFixture shop = open(sql);
        return order(agent, shop).put("payment_method_id", giftCard(shop));
    }

    private static ObjectNode ret(ObjectNode call) {
        call.putArray("lines").add(line(call, 1, 1).put("reason", "size_too_small"));
        return call.put("refund_to", card(call));
    }

    private static ObjectNode exchange(Agent agent, Sql sql) {
        ObjectNode call = order(agent, delivered(sql));
        call.put("payment_method_id", card(call));
        call.putArray("changes").add(change(call, 2, "L"));
        return call;
    }

    private static ObjectNode receive(Agent agent, Sql sql) {
        ObjectNode request = ret(order(agent, delivered(sql)));
        ObjectNode call = next(request, agent.call("create_return", request));
        return call.put(
                "return_id",
                agent.order(call.path("order_id").asText()).at("/returns/0/id").asText());
    }

    private static ObjectNode release(Agent agent, Sql sql) {
        ObjectNode hold = order(agent, open(sql)).put("reason", "customer_request");
        return next(hold, agent.call("hold_order", hold));
    }

    private static ObjectNode label(Agent agent, Sql sql) {
        ObjectNode call = order(agent, open(sql));
        JsonNode rates = agent.call(
                        "quote_shipping_rates",
                        "order_id",
                        call.path("order_id").asText(),
                        "direction",
                        "outbound")
                .content()
                .path("rates");
        return call.put("rate_id", rates.path(0).path("id").asText()).put("direction", "outbound");
    }

    private static ObjectNode voiding(Agent agent, Sql sql) {
        ObjectNode label = label(agent, sql);
        ObjectNode call = next(label, agent.call("buy_shipping_label", label));
        return call.put(
                "label_id",
                agent.order(call.path("order_id").asText()).at("/labels/0/id").asText());
    }

    private static ObjectNode credit(Agent agent, Sql sql) {
        ObjectNode call = customer(agent, open(sql)).put("reason", "goodwill");
        call.putObject("amount").put("amount", "7.50").put("currency", "USD");
        return call;
    }

    private static ObjectNode line(ObjectNode call, int line, int quantity) {
        return Writing.JSON
                .createObjectNode()
                .put("line_id", call.path("order_id").asText() + "-" + line)
                .put("quantity", quantity);
    }

    private static ObjectNode change(ObjectNode call, int line, String variant) {
        String id = call.path("order_id").asText() + "-" + line;
        return Writing.JSON.createObjectNode().put("line_id", id).put("variant_id", "variant-" + id + "-" + variant);
    }
}
