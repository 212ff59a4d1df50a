package org.countersign.refund;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Step;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;
import org.jspecify.annotations.Nullable;

/**
 * A sum that goes back to the payments it came from, the newest first, one step a payment; or all of it to another
 * method. Steps are so that what is planned afresh after the first of them are the others.
 *
 * @param where    for the model, one a step: {@code 47.84 USD to gift card …}
 * @param touches  the gift cards that are credited
 * @param unplaced what no payment had left
 */
public record RefundSteps(List<Step> steps, List<String> where, List<ObjectRef> touches, Money unplaced) {

    public static final String KIND = "refund";

    /** Lines and stock go with the first step, shipping with as many as it takes; the others only move money. */
    public record Content(
            Money total,
            Money shipping,
            List<Refunds.LineQuantity> lines,
            List<Refunds.LineQuantity> restock,
            String reason,
            @Nullable String note,
            boolean notifyCustomer) {

        Refunds.Refund part(Order order, String paymentId, String methodId, Money amount, Money ofShipping, int n) {
            return new Refunds.Refund(
                    order.id(),
                    paymentId,
                    methodId,
                    amount,
                    n == 1 ? lines : List.of(),
                    ofShipping.isPositive() ? ofShipping : null,
                    n == 1 ? restock : List.of(),
                    reason,
                    note,
                    notifyCustomer);
        }
    }

    /** @param destination absent: each payment's own method; one that cannot be credited takes what was paid with it */
    public static RefundSteps of(Order order, Content content, @Nullable PaymentMethod destination) {
        List<Step> steps = new ArrayList<>();
        List<String> where = new ArrayList<>();
        List<ObjectRef> touches = new ArrayList<>();
        Money left = content.total();
        Money shippingLeft = content.shipping();
        for (Order.Payment payment : newestFirst(order)) {
            Money part = left.min(payment.refundable());
            if (!part.isPositive() || !takes(destination, payment)) {
                continue;
            }
            PaymentMethod to = destination == null ? payment.method() : destination;
            Money ofShipping = shippingLeft.min(part);
            int n = steps.size() + 1;
            Refunds.Refund refund = content.part(order, payment.id(), to.id(), part, ofShipping, n);
            steps.add(new Step(
                    n, KIND, StoredRefund.toJson(refund), refund.effect().toJson(), part));
            where.add(part + " to " + Json.wire(to.kind()).replace('_', ' ') + " " + to.id());
            if (to.kind() == PaymentMethod.Kind.GIFT_CARD && !touches.contains(ObjectRef.giftCard(to.id()))) {
                touches.add(ObjectRef.giftCard(to.id()));
            }
            left = left.minus(part);
            shippingLeft = shippingLeft.minus(ofShipping);
        }
        return new RefundSteps(List.copyOf(steps), List.copyOf(where), List.copyOf(touches), left);
    }

    private static boolean takes(@Nullable PaymentMethod destination, Order.Payment payment) {
        return destination == null
                || destination.canCredit()
                || destination.id().equals(payment.method().id());
    }

    /** The same steps, after others of their action. @param first number of the first */
    public List<Step> from(int first) {
        return steps.stream()
                .map(step -> new Step(step.n() + first - 1, step.kind(), step.request(), step.effect(), step.money()))
                .toList();
    }

    /** What one of these steps sends. */
    public static Refunds.Refund request(Step step) {
        return StoredRefund.fromJson(step.request());
    }

    static List<Order.Payment> newestFirst(Order order) {
        return order.payments().stream()
                .sorted(Comparator.comparing(Order.Payment::at).reversed().thenComparing(Order.Payment::id))
                .toList();
    }
}
