package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.Receipts;
import org.countersign.gate.Refusal;
import org.countersign.mcp.AnswerSchema;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.Orders;

/** The tool {@code get_order}: the whole order, and the receipt that this caller has read it. */
@ApplicationScoped
class GetOrder implements ShopTool {

    private final Orders orders;
    private final Receipts receipts;
    private final Grants grants;

    GetOrder(Orders orders, Receipts receipts, Grants grants) {
        this.orders = orders;
        this.receipts = receipts;
        this.grants = grants;
    }

    @Override
    public Spec spec() {
        return new Spec(
                "get_order",
                "Read an order",
                """
                Gives the whole order: status, lines with their ids, payments, shipments, totals, and its version. Call it \
                before every write on an order, which needs that version; a version counts only for who has read it, and \
                not for long. Do not guess ids: find_orders finds them. Example: {"order_id": "W2611340"}.""",
                Schema.object("").required("order_id", Schema.text("with or without #", 1, 128)),
                AnswerSchema.base("the order in one sentence")
                        .gives("version", Schema.text("the same as order.version: what a write on it needs"))
                        .gives("order", OrderSchema.order()),
                Effect.READ,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        String id = arguments.path("order_id").asText();
        return ReadAnswers.of(() -> id.replaceFirst("^#", "").isBlank()
                ? notFound()
                : orders.order(new OrderId(id))
                        .map(order -> found(caller, order))
                        .orElseGet(GetOrder::notFound));
    }

    private ToolAnswer found(Caller caller, Order order) {
        ObjectNode content = Json.object().put("summary", summary(order));
        String version = receipts.issue(caller, order);
        content.put("version", version);
        content.set("order", new OrderJson(PersonalData.of(grants, caller)).order(order, version));
        return ToolAnswer.of(content);
    }

    private static String summary(Order order) {
        int lines = order.lines().size();
        return "Order " + order.name() + ": " + Json.wire(order.status()) + ", "
                + Json.wire(order.paymentStatus()) + ", " + Json.wire(order.fulfillmentStatus()) + "; "
                + lines
                + (lines == 1 ? " line, " : " lines, ") + order.totals().total() + ", "
                + order.totals().refundable() + " can be refunded.";
    }

    private static ToolAnswer notFound() {
        return ReadAnswers.refused(Refusal.of(
                        ErrorCode.NOT_FOUND,
                        "The shop has no such order.",
                        "Check the id with the customer, or search with find_orders; do not try similar ids.")
                .then(new Next("find_orders", Json.object(), "search by customer, e-mail or item")));
    }
}
