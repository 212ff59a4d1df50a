package org.countersign.returns;

import java.util.List;
import java.util.Optional;
import org.countersign.change.LineChanges;
import org.countersign.change.MethodRules;
import org.countersign.change.PriceDifference;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Refusal;
import org.countersign.refund.RefundSteps;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;

/** What other variants cost more or less, and the method that pays it or takes it back. */
record Difference(Order order, PriceDifference agreed, PaymentMethod method) {

    /** A method that could not do it now: checked when it is asked for, and again when it is done. */
    Optional<Refusal> impossible() {
        return switch (agreed.direction()) {
            case NONE -> Optional.empty();
            case CHARGE -> MethodRules.notChargeable(method, agreed.amount());
            case REFUND -> exceeds().or(() -> payback().notCreditable());
        };
    }

    private Optional<Refusal> exceeds() {
        Money left = order.totals().refundable();
        return agreed.amount().compareTo(left) <= 0
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                ErrorCode.EXCEEDS_REFUNDABLE,
                                "The difference of " + agreed.amount() + " is more than can still be refunded: " + left
                                        + ".",
                                "See list_actions for what was refunded; hand the case to a person.")
                        .with(Json.object().set("maximum", Json.money(left))));
    }

    private Payback payback() {
        return new Payback(order, List.of(), agreed.amount(), method);
    }

    /** A charge is taken together with the lines, or neither. */
    LineChanges charged(LineChanges lines) {
        return agreed.direction() == Order.PriceDifference.Direction.CHARGE
                ? lines.charging(method.id(), agreed.amount())
                : lines;
    }

    Optional<RefundSteps> refund() {
        return agreed.direction() == Order.PriceDifference.Direction.REFUND
                ? Optional.of(payback().steps("price_adjustment"))
                : Optional.empty();
    }

    /** The gift cards whose balance it moves. */
    List<ObjectRef> touches() {
        return agreed.direction() != Order.PriceDifference.Direction.NONE
                        && method.kind() == PaymentMethod.Kind.GIFT_CARD
                ? List.of(ObjectRef.giftCard(method.id()))
                : List.of();
    }

    /** A clause: {@code 5.00 USD will be charged to gift_card_1}. @param verb such as {@code will be} */
    String said(String verb) {
        return switch (agreed.direction()) {
            case NONE -> "the price is the same";
            case CHARGE -> agreed.amount() + " " + verb + " charged to " + method.id();
            case REFUND -> agreed.amount() + " " + verb + " refunded to " + method.id();
        };
    }
}
