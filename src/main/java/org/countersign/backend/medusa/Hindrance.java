package org.countersign.backend.medusa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.countersign.change.LineChanges;
import org.countersign.change.OrderRules;
import org.countersign.change.Returnable;
import org.countersign.change.Swap;
import org.countersign.gate.Json;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.Product;

/**
 * Why an order does not come to what a change plans for it. Medusa itself lets more units be sent back than there are, and
 * sells at any price: so it is asked here, of the order as it is now.
 */
final class Hindrance {

    static final String CHARGE = "Medusa cannot charge a customer again: the difference has to be nothing or a refund";

    static Optional<String> closed(Order now) {
        return now.status() == Order.Status.OPEN
                ? Optional.empty()
                : Optional.of("the order is " + Json.wire(now.status()));
    }

    static Optional<String> fulfilled(Order now) {
        return now.fulfillmentStatus() == Order.FulfillmentStatus.UNFULFILLED
                        && now.lines().stream().allMatch(line -> line.fulfilledQuantity() == 0)
                ? Optional.empty()
                : Optional.of("the order is being fulfilled: " + Json.wire(now.fulfillmentStatus()));
    }

    static Optional<String> returning(Order now) {
        return OrderRules.openReturn(now).map(open -> "a return or exchange is open: " + open);
    }

    static Optional<String> otherCurrency(Order now, Money amount) {
        return now.totals().total().currency().equals(amount.currency())
                ? Optional.empty()
                : Optional.of("the order is not in " + amount.currency());
    }

    static Optional<String> otherMethod(Order now, String methodId) {
        return now.payments().stream().anyMatch(payment -> payment.method().id().equals(methodId))
                ? Optional.empty()
                : Optional.of(methodId + " paid nothing of the order, and Medusa can pay back only to what did");
    }

    /** @param units by line id */
    static Optional<String> tooManyBack(Order now, Map<String, Integer> units) {
        return tooMany(now, units, Returnable::quantity, "come back");
    }

    private static Optional<String> tooMany(
            Order now, Map<String, Integer> units, Function<Order.Line, Integer> most, String verb) {
        return units.entrySet().stream()
                .filter(line -> line.getValue() < 1
                        || now.line(line.getKey())
                                .filter(found -> line.getValue() <= most.apply(found))
                                .isEmpty())
                .findFirst()
                .map(line -> "of line " + line.getKey() + " not " + line.getValue() + " can " + verb);
    }

    /** @param to the variant that a part becomes, at its price; empty where there is none of the line's product */
    static Optional<String> otherLines(
            Order now, LineChanges planned, Function<LineChanges.Part, Optional<Product.Variant>> to) {
        Map<String, Integer> units = new TreeMap<>();
        planned.changes().forEach(part -> units.merge(part.lineId(), part.quantity(), Math::addExact));
        return tooMany(now, units, Order.Line::refundableQuantity, "become another variant")
                .or(() -> otherwise(now, planned, to));
    }

    private static Optional<String> otherwise(
            Order now, LineChanges planned, Function<LineChanges.Part, Optional<Product.Variant>> to) {
        List<Swap> swaps = new ArrayList<>();
        for (LineChanges.Part part : planned.changes()) {
            Order.Line line = now.line(part.lineId()).orElseThrow();
            Optional<Product.Variant> variant =
                    to.apply(part).filter(found -> found.productId().equals(line.productId()));
            if (variant.isEmpty() || !line.variantId().equals(part.from())) {
                return Optional.of("line " + line.id() + " is variant " + line.variantId() + ", and has no variant "
                        + part.to() + " beside it");
            }
            swaps.add(new Swap(line, variant.get(), part.quantity()));
        }
        LineChanges again = LineChanges.of(now, swaps);
        return again.changes().equals(planned.changes()) && again.lines().equals(planned.lines())
                ? Optional.empty()
                : Optional.of("the order's lines or the variants' prices are no longer those that it was planned with");
    }

    private Hindrance() {}
}
