package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a shop does something else than it was asked. */
final class Bending {

    static final String UNDONE = "_undone";

    static JsonNode of(String what, JsonNode asked, Shop.Bent bent, Account account) {
        ObjectNode request = asked.deepCopy();
        switch (bent) {
            case STRAIGHT, NOTHING, TWICE -> {}
            case HALF -> half(what, request);
            case OTHER_LINE -> other(what, request, account);
        }
        return request;
    }

    /** Less money, or less of a text; what has no half leaves only its trace. */
    private static void half(String what, ObjectNode request) {
        switch (what) {
            case "refund", "charge", "store_credit", "return_request" -> halve(request, "amount");
            case "shipping_label" -> halve(request, "price");
            case "exchange_request" -> halve(request, "price_difference");
            case "cancel" -> request.putArray("restock");
            case "note" -> cut(request, "text");
            case "shipping_address", "customer_address" -> cut((ObjectNode) request.path("address"), "city");
            case "hold" -> request.put("reason", "other");
            case "fulfillment" -> {
                JsonNode first = request.path("lines").path(0);
                request.putArray("lines").add(((ObjectNode) first).put("quantity", 1));
            }
            default -> request.put(UNDONE, true);
        }
    }

    private static void other(String what, ObjectNode request, Account account) {
        switch (what) {
            case "refund" -> {
                var refunded = Rows.units(request.path("lines"));
                var rows = request.putArray("lines");
                for (JsonNode line : account.order(request).path("lines")) {
                    if (rows.isEmpty() && !refunded.containsKey(line.path("id").asText())) {
                        rows.addObject().put("quantity", 1).set("line_id", line.path("id"));
                    }
                }
            }
            case "cancel", "hold" -> request.put("reason", "another reason");
            case "charge", "exchange_request" -> request.put("payment_method_id", another(request, account));
            case "return_request" -> request.put("refund_to", another(request, account));
            case "shipping_label" -> request.put("service", "another");
            case "fulfillment" -> {
                JsonNode last = request.path("lines").path(request.path("lines").size() - 1);
                request.putArray("lines").add(last);
            }
            case "note" ->
                request.put(
                        "visible_to_customer",
                        !request.path("visible_to_customer").asBoolean());
            case "shipping_address", "customer_address" ->
                request.withObject("/address").put("line1", "Elsewhere 1");
            default -> half(what, request);
        }
    }

    private static String another(ObjectNode request, Account account) {
        for (JsonNode method : account.customer.path("payment_methods")) {
            String id = method.path("id").asText();
            if (!request.toString().contains('"' + id + '"')) {
                return id;
            }
        }
        throw new IllegalStateException("the customer has one payment method only");
    }

    private static void halve(ObjectNode request, String field) {
        ObjectNode money = (ObjectNode) request.path(field);
        money.put("amount", Cash.amount(Cash.minor(money) / 2, Cash.currency(money)));
    }

    private static void cut(ObjectNode request, String field) {
        String text = request.path(field).asText();
        request.put(field, text.substring(0, text.length() / 2));
    }

    private Bending() {}
}
