package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Request;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/** Reads the arguments every write takes. They satisfy the schema. */
public final class Requests {

    public static Request of(ObjectNode arguments) {
        JsonNode confidence = arguments.path("confidence");
        return new Request(
                arguments.path("version").asText(),
                arguments.path("reasoning").asText(),
                confidence.isNumber() ? confidence.decimalValue() : null,
                text(arguments, "uncertainty_reason"),
                text(arguments, "customer_request"),
                text(arguments, "case_id"),
                text(arguments, "idempotency_key"),
                arguments.path("dry_run").asBoolean(false),
                arguments.path("intentional_repeat").asBoolean(false));
    }

    /** @throws BadArguments when there is nothing behind the {@code #} */
    public static OrderId orderId(ObjectNode arguments) {
        String id = arguments.path("order_id").asText();
        if (id.replaceFirst("^#", "").isBlank()) {
            throw BadArguments.at("order_id", id, "an order id, with or without #", "names no order");
        }
        return new OrderId(id);
    }

    /** @throws BadArguments when it is blank */
    public static CustomerId customerId(ObjectNode arguments) {
        String id = arguments.path("customer_id").asText();
        if (id.isBlank()) {
            throw BadArguments.at("customer_id", id, "a customer id of a read tool", "names no customer");
        }
        return new CustomerId(id);
    }

    /** @throws BadArguments when it is no sum of money, or not above zero */
    public static Money positive(ObjectNode arguments, String name) {
        String amount = arguments.path(name).path("amount").asText();
        String currency = arguments.path(name).path("currency").asText();
        Money money;
        try {
            money = Money.parse(amount, currency);
        } catch (IllegalArgumentException wrong) {
            throw BadArguments.at(
                    name,
                    amount + " " + currency,
                    "an amount with the currency's own digits, such as {\"amount\": \"47.84\", \"currency\": \"USD\"}",
                    "is no sum of money: " + wrong.getMessage());
        }
        if (!money.isPositive()) {
            throw BadArguments.at(name + ".amount", amount, "more than zero", "must be above zero");
        }
        return money;
    }

    /** Absent and null are the same. */
    public static @Nullable String text(ObjectNode arguments, String name) {
        JsonNode value = arguments.path(name);
        return value.isTextual() ? value.asText() : null;
    }

    public static @Nullable Boolean flag(ObjectNode arguments, String name) {
        JsonNode value = arguments.path(name);
        return value.isBoolean() ? value.asBoolean() : null;
    }

    private Requests() {}
}
