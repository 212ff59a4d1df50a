package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an order comes to, by its lines and payments. */
final class Sums {

    static String currency(JsonNode order) {
        return Cash.currency(order.at("/totals/shipping"));
    }

    static void recount(ObjectNode order) {
        long subtotal = 0;
        long discount = 0;
        long tax = 0;
        for (JsonNode line : order.path("lines")) {
            long gross = line.path("quantity").asInt() * Cash.minor(line.path("unit_price"));
            subtotal += gross;
            discount += line.path("_discount").asLong();
            tax += line.path("_tax").asLong();
            put(
                    (ObjectNode) line,
                    "amount",
                    gross - line.path("_discount").asLong() + line.path("_tax").asLong(),
                    order);
        }
        ObjectNode totals = order.withObject("/totals");
        put(totals, "subtotal", subtotal, order);
        put(totals, "discount", discount, order);
        put(totals, "tax", tax, order);
        long total = subtotal - discount + tax + Cash.minor(totals.path("shipping"));
        put(totals, "total", total, order);
        long refunded = -order.path("_moved").asLong();
        long refundable = 0;
        for (JsonNode payment : order.path("payments")) {
            refunded += Cash.minor(payment.path("refunded"));
            refundable += Cash.minor(payment.path("refundable"));
        }
        put(totals, "refunded", refunded, order);
        put(totals, "refundable", refundable, order);
        order.put("payment_status", status(refundable, total, refunded));
    }

    private static String status(long net, long total, long refunded) {
        if (net <= 0) {
            return "refunded";
        }
        return net >= total ? "paid" : refunded > 0 ? "partially_refunded" : "partially_paid";
    }

    private static void put(ObjectNode to, String field, long minor, ObjectNode order) {
        to.set(field, Cash.of(minor, currency(order)));
    }

    private Sums() {}
}
