package org.countersign.scripted;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Orders and customers before anything happens to them, in the protocol's form. */
final class Opening {

    /** @param orders of one customer, newest first */
    static ObjectNode customer(List<Goods> orders) {
        Goods newest = orders.getFirst();
        ObjectNode json = head(newest.customer());
        json.set("default_address", newest.address());
        json.putArray("addresses").add(newest.address());
        ArrayNode methods = json.putArray("payment_methods");
        Goods.KINDS.forEach(kind ->
                methods.add(method(kind + "-" + newest.customer(), kind, newest.giftCard(), newest.currency())));
        newest.methods()
                .forEach(
                        method -> methods.add(method(method.id(), method.kind(), method.balance(), newest.currency())));
        orders.forEach(order -> json.withArray("order_ids").add(order.id()));
        return json.put("revision", "r0");
    }

    static ObjectNode head(String id) {
        return Http.object().put("id", id).put("name", "Ada " + id).put("email", "ada." + id + "@example.com");
    }

    static ObjectNode method(String id, String kind, long balance, String currency) {
        ObjectNode json = Http.object()
                .put("id", id)
                .put("kind", kind)
                .put("label", kind)
                .put("can_charge", true)
                .put("can_credit", !kind.equals("other"));
        if (kind.equals("gift_card")) {
            json.set("balance", Cash.of(balance, currency));
        }
        return json;
    }

    static ObjectNode order(Goods goods, ObjectNode customer) {
        ObjectNode json = Http.object()
                .put("id", goods.id())
                .put("name", "#" + goods.id())
                .put("status", "open")
                .put("fulfillment_status", goods.deliveredAt() == null ? "unfulfilled" : "delivered")
                .put("placed_at", goods.placedAt().toString());
        json.set("customer", head(goods.customer()));
        json.set("shipping_address", goods.address().deepCopy());
        json.putObject("totals").set("shipping", Cash.of(goods.shipping(), goods.currency()));
        goods.lines().forEach(line -> line(json.withArray("lines"), line, goods));
        for (Goods.Payment payment : goods.payments()) {
            ObjectNode method = Rows.find(customer.path("payment_methods"), payment.method())
                    .orElseThrow();
            payment(json, payment.id(), method, payment.amount(), payment.at().toString(), goods.currency());
        }
        for (String empty : List.of("transactions", "shipments", "labels", "returns", "exchanges", "holds", "notes")) {
            json.putArray(empty);
        }
        if (goods.deliveredAt() != null) {
            json.put("delivered_at", goods.deliveredAt().toString());
        }
        Sums.recount(json);
        return json.put("revision", "r0");
    }

    /** @param method the customer's own node, so that its balance is seen in both places */
    static void payment(ObjectNode order, String id, ObjectNode method, long amount, String at, String currency) {
        ObjectNode row = order.withArray("payments").addObject().put("id", id).put("at", at);
        row.set("method", method);
        row.set("amount", Cash.of(amount, currency));
        row.set("refunded", Cash.of(0, currency));
        row.set("refundable", Cash.of(amount, currency));
    }

    private static void line(ArrayNode lines, Goods.Line line, Goods goods) {
        ObjectNode row = lines.addObject()
                .put("id", line.id())
                .put("product_id", "P" + line.product())
                .put("variant_id", "V" + line.product())
                .put("title", "Thing " + line.product())
                .put("quantity", line.quantity())
                .put("fulfilled_quantity", goods.deliveredAt() == null ? 0 : line.quantity())
                .put("returned_quantity", 0)
                .put("refunded_quantity", 0)
                .put("_restocked", 0)
                .put("_discount", line.discount())
                .put("_tax", line.tax());
        row.putObject("options").put("size", "M");
        row.set("unit_price", Cash.of(line.unitPrice(), goods.currency()));
    }

    private Opening() {}
}
