package org.countersign.items;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.change.LineChanges;
import org.countersign.change.MethodRules;
import org.countersign.change.PriceDifference;
import org.countersign.change.Swap;
import org.countersign.change.Swaps;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.Step;
import org.countersign.refund.RefundSteps;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;
import org.jspecify.annotations.Nullable;

/** What swaps that can be had come to, step by step, with the difference on one payment method. */
final class ItemsPlan {

    private static final String REASON = "price_adjustment";

    private final Order order;
    private final Swaps found;
    private final List<Swap> swaps;
    private final PaymentMethod method;
    private final PriceDifference difference;
    private final LineChanges change;

    ItemsPlan(Order order, Swaps found, PaymentMethod method) {
        this.order = order;
        this.found = found;
        this.swaps = found.swaps();
        this.method = method;
        this.difference = PriceDifference.of(swaps);
        this.change = LineChanges.of(order, swaps);
    }

    Planned plan() {
        Optional<Refusal> forbidden = ItemRules.check(order, found, difference);
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        return switch (difference.direction()) {
            case NONE -> plan(change, "at the same price", "at the same price", List.of(), List.of());
            case CHARGE -> charging();
            case REFUND -> refunding();
        };
    }

    private Planned charging() {
        Money amount = difference.amount();
        List<ObjectRef> touches =
                method.kind() == PaymentMethod.Kind.GIFT_CARD ? List.of(ObjectRef.giftCard(method.id())) : List.of();
        String what = amount + " with " + Json.wire(method.kind()).replace('_', ' ') + " " + method.id();
        return MethodRules.notChargeable(method, amount)
                .<Planned>map(refusal -> refusal)
                .orElseGet(() -> plan(
                        change.charging(method.id(), amount), "charge " + what, "charged " + what, List.of(), touches));
    }

    private Planned refunding() {
        Optional<Refusal> forbidden = MethodRules.notCreditable(order, method);
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        Money zero = Money.zero(difference.amount().currency());
        RefundSteps refund = RefundSteps.of(
                order,
                new RefundSteps.Content(difference.amount(), zero, List.of(), List.of(), REASON, null, false),
                method);
        if (refund.unplaced().isPositive()) {
            return tooMuch(difference.amount().minus(refund.unplaced()));
        }
        String what = difference.amount() + " (" + String.join(", ", refund.where()) + ")";
        return plan(change, "refund " + what, "refunded " + what, refund.from(2), refund.touches());
    }

    private Refusal tooMuch(Money left) {
        return Refusal.of(
                        ErrorCode.EXCEEDS_REFUNDABLE,
                        "The wanted variants cost " + difference.amount() + " less, but only " + left
                                + " of the order can still be refunded.",
                        "Offer variants of about the same price, or hand the case to a person.")
                .with(Json.object().set("maximum", Json.money(left)));
    }

    private Plan plan(LineChanges lines, String money, String pastMoney, List<Step> refunds, List<ObjectRef> touches) {
        List<Step> steps = new ArrayList<>(List.of(lines.step(1)));
        steps.addAll(refunds);
        String what = swaps.stream()
                .map(swap -> swap.quantity() + " of line " + swap.line().id() + " to variant "
                        + swap.to().id())
                .collect(Collectors.joining(", "));
        @Nullable Money moved = difference.amount().isZero() ? null : difference.amount();
        return new Plan(
                "change " + what + " of order " + order.name() + ", " + money,
                "changed " + what + " of order " + order.name() + ", " + pastMoney,
                moved,
                goods(),
                steps,
                touches);
    }

    /** A name of its own kind, so that a refund of the same line is no duplicate of it. */
    private Map<String, Integer> goods() {
        Map<String, Integer> goods = new HashMap<>();
        swaps.forEach(swap ->
                goods.merge("items:" + swap.line().id() + "=" + swap.to().id(), swap.quantity(), Math::addExact));
        return goods;
    }
}
