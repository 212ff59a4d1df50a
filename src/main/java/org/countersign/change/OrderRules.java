package org.countersign.change;

import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Order;

/** Rules that several tools share, each with what to do instead. */
public final class OrderRules {

    public static Optional<Refusal> open(Order order) {
        return order.status() == Order.Status.OPEN
                ? Optional.empty()
                : Optional.of(Refusal.rule(
                                ShopRule.ORDER_NOT_OPEN,
                                "Order " + order.name() + " is not open but " + Json.wire(order.status())
                                        + ", so it cannot be changed.",
                                "Tell the customer what is possible instead.")
                        .then(Next.of(
                                "list_actions", "order_id", order.id().value(), "see what was done with it already")));
    }

    /** Nothing of it has left the house or is being packed. */
    public static Optional<Refusal> unfulfilled(Order order) {
        boolean fulfilled = order.fulfillmentStatus() != Order.FulfillmentStatus.UNFULFILLED
                || order.lines().stream().anyMatch(line -> line.fulfilledQuantity() > 0);
        return fulfilled
                ? Optional.of(Refusal.rule(
                        ShopRule.ALREADY_FULFILLED,
                        "Order " + order.name() + " is already being fulfilled (" + Json.wire(order.fulfillmentStatus())
                                + "), wholly or in part.",
                        "It is too late for this; once it is delivered it can be returned or exchanged."))
                : Optional.empty();
    }

    /** Something of it can still leave the house. */
    public static Optional<Refusal> notWhollyFulfilled(Order order) {
        return order.lines().stream().anyMatch(line -> line.unfulfilledQuantity() > 0)
                ? Optional.empty()
                : Optional.of(Refusal.rule(
                                ShopRule.ALREADY_FULFILLED,
                                "Nothing of order " + order.name() + " is left to be sent ("
                                        + Json.wire(order.fulfillmentStatus()) + ").",
                                "Look at its shipments in get_order; nothing more is to be done here.")
                        .then(Next.of("get_order", "order_id", order.id().value(), "see its shipments")));
    }

    public static Optional<Refusal> noReturnOpen(Order order) {
        return openReturn(order)
                .map(open -> Refusal.rule(
                        ShopRule.RETURN_OPEN,
                        "Order " + order.name() + " has an open return or exchange (" + open + ").",
                        "It has to be received (receive_return) or cancelled first; else hand the case to a person."));
    }

    public static Optional<String> openReturn(Order order) {
        Stream<String> returns =
                order.returns().stream().filter(one -> isOpen(one.status())).map(Order.Return::id);
        Stream<String> exchanges =
                order.exchanges().stream().filter(one -> isOpen(one.status())).map(Order.Exchange::id);
        return Stream.concat(returns, exchanges).findFirst();
    }

    public static boolean isOpen(Order.Return.Status status) {
        return switch (status) {
            case REQUESTED, RECEIVED -> true;
            case SETTLED, CANCELLED -> false;
        };
    }

    public static Optional<Refusal> notOnHold(Order order) {
        return order.holds().stream()
                .findFirst()
                .map(hold -> Refusal.rule(
                        ShopRule.ON_HOLD,
                        "Order " + order.name() + " is on hold (" + hold.id() + ", " + hold.reason() + ").",
                        "When the reason is gone, release it with release_order; else leave it."));
    }

    /** @param lineId as it was asked for */
    public static Refusal noSuchLine(Order order, String lineId) {
        return Refusal.rule(
                ShopRule.LINE_NOT_IN_ORDER,
                "Order " + order.name() + " has no line " + shown(lineId) + ".",
                "Use the line ids of get_order.");
    }

    /** An id as it was asked for, cut short where it is no id. */
    public static String shown(String id) {
        return id.length() > 40 ? id.substring(0, 40) + "…" : id;
    }

    /** @param verb such as {@code returned} */
    public static Refusal tooMany(String lineId, int wanted, int left, String verb) {
        return Refusal.rule(
                        ShopRule.QUANTITY_TOO_HIGH,
                        "Of line " + lineId + " " + left + " can still be " + verb + ", not " + wanted + ".",
                        left == 0 ? "Nothing of it is left; see list_actions." : "Ask for at most " + left + ".")
                .with(Json.object().put("line_id", lineId).put("maximum_quantity", left));
    }

    private OrderRules() {}
}
