package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an order's state does not allow. */
final class Standing {

    static Optional<String> notOpen(ObjectNode order) {
        String status = order.path("status").asText();
        return status.equals("open") ? Optional.empty() : Optional.of("the order is " + status);
    }

    static Optional<String> notInTheHouse(ObjectNode order) {
        String status = order.path("fulfillment_status").asText();
        return notOpen(order)
                .or(() -> status.equals("unfulfilled") ? Optional.empty() : Optional.of("the order is " + status));
    }

    static Optional<String> returning(ObjectNode order) {
        for (String kind : List.of("returns", "exchanges")) {
            for (JsonNode one : order.path(kind)) {
                if (isOpen(one)) {
                    return Optional.of(
                            "a return or exchange is open: " + one.path("id").asText());
                }
            }
        }
        return Optional.empty();
    }

    static boolean isOpen(JsonNode returned) {
        return List.of("requested", "received").contains(returned.path("status").asText());
    }

    static Optional<String> otherCurrency(ObjectNode order, JsonNode money) {
        return Cash.currency(money).equals(Sums.currency(order))
                ? Optional.empty()
                : Optional.of("the order is in " + Sums.currency(order));
    }

    static Optional<String> notTheirs(Account account, JsonNode methodId) {
        return account.method(methodId.asText()).isPresent()
                ? Optional.empty()
                : Optional.of("payment method " + methodId.asText() + " is none of the customer");
    }

    /** Neither fulfilled nor refunded. */
    static int toSend(JsonNode line) {
        return Math.max(
                0, number(line, "quantity") - number(line, "fulfilled_quantity") - number(line, "refunded_quantity"));
    }

    /** Sent, and neither back nor paid back. */
    static int toComeBack(JsonNode line) {
        return Math.max(
                0,
                Math.min(
                        number(line, "fulfilled_quantity") - number(line, "returned_quantity"),
                        number(line, "quantity") - number(line, "refunded_quantity")));
    }

    static Optional<String> moreThanCanComeBack(ObjectNode order, Map<String, Integer> units) {
        return units.entrySet().stream()
                .filter(one -> one.getValue() < 1
                        || Rows.find(order.path("lines"), one.getKey())
                                .filter(line -> one.getValue() <= toComeBack(line))
                                .isEmpty())
                .findFirst()
                .map(one -> "of line " + one.getKey() + " not " + one.getValue() + " can come back");
    }

    static int number(JsonNode row, String field) {
        return row.path(field).asInt();
    }

    private Standing() {}
}
