package org.countersign.refund;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.mcp.BadArguments;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/** What of an order is meant: the arguments that refunding and quoting have in common. */
record RefundParts(
        OrderId order,
        List<Refunds.LineQuantity> lines,
        @Nullable Money shipping,
        @Nullable Money amount) {

    RefundParts {
        lines = LineQuantities.merged(lines);
    }

    static Schema schema() {
        Schema line = Schema.object("")
                .required("line_id", Schema.text("id of a line of this order", 1, 128))
                .required("quantity", Schema.integer("how many of it", 1, 100_000));
        return Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .optional("lines", Schema.list("Which lines, and how many of each.", line, 1, 200))
                .optional("shipping", Schema.money("How much of the shipping cost; with or without lines."))
                .optional("amount", Schema.money("A sum instead of lines and shipping, such as for goodwill."));
    }

    /** @throws BadArguments when an amount is none, or not above zero */
    static RefundParts of(ObjectNode arguments) {
        return new RefundParts(
                Requests.orderId(arguments),
                LineQuantities.fromJson(arguments.path("lines")),
                positive(arguments, "shipping"),
                positive(arguments, "amount"));
    }

    boolean hasLinesOrShipping() {
        return !lines.isEmpty() || shipping != null;
    }

    private static @Nullable Money positive(ObjectNode arguments, String name) {
        return arguments.path(name).isObject() ? Requests.positive(arguments, name) : null;
    }
}
