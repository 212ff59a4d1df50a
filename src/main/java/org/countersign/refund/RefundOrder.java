package org.countersign.refund;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.gate.Abilities;
import org.countersign.gate.Action;
import org.countersign.gate.Attempt;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Proof;
import org.countersign.gate.Refusal;
import org.countersign.gate.Reply;
import org.countersign.gate.ShopRule;
import org.countersign.gate.Step;
import org.countersign.gate.StepKey;
import org.countersign.shop.Customers;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * One refund of an order: of lines and/or shipping, or of an amount. It goes back to the payments it came from, the newest
 * first, one step a payment; or all of it to another method of the same customer.
 */
record RefundOrder(RefundArguments wanted, Refunds refunds, Customers customers) implements Action {

    static final String TOOL = "refund_order";

    @Override
    public String tool() {
        return TOOL;
    }

    @Override
    public ObjectRef target() {
        return ObjectRef.order(wanted.orderId().value());
    }

    @Override
    public ObjectNode arguments() {
        return wanted.normalForm();
    }

    @Override
    public Abilities abilities() {
        return refunds.abilities();
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        Optional<Refusal> forbidden = RefundRules.check(order, wanted.parts());
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        Refunds.Quote quote =
                refunds.quote(order, new Refunds.Wanted(wanted.lines(), wanted.shipping(), wanted.amount()));
        Optional<Refusal> tooMuch = RefundRules.check(quote, wanted.parts());
        if (tooMuch.isPresent()) {
            return tooMuch.get();
        }
        @Nullable PaymentMethod destination = null;
        String refundTo = wanted.refundTo();
        if (refundTo != null) {
            Optional<PaymentMethod> method =
                    customers.customer(order.customer().id()).flatMap(customer -> customer.paymentMethod(refundTo));
            if (method.isEmpty()) {
                return Refusal.rule(
                        ShopRule.METHOD_NOT_OF_CUSTOMER,
                        "This customer has no payment method " + refundTo + ".",
                        "Use the id of one of the customer's own payment_methods (get_customer), or leave refund_to out"
                                + " to refund the original payments.");
            }
            if (!method.get().canCredit()) {
                return Refusal.rule(
                        ShopRule.METHOD_NOT_CREDITABLE,
                        "Money cannot be sent to payment method " + refundTo + ".",
                        "Use one with can_credit: true, or leave refund_to out.");
            }
            destination = method.get();
        }
        return plan(order, quote.total(), quote.shipping(), destination);
    }

    private Planned plan(Order order, Money total, Money shipping, @Nullable PaymentMethod destination) {
        List<Step> steps = new ArrayList<>();
        List<ObjectRef> touches = new ArrayList<>();
        List<String> where = new ArrayList<>();
        Money left = total;
        for (Order.Payment payment : newestFirst(order)) {
            Money part = left.min(payment.refundable());
            if (!part.isPositive()) {
                continue;
            }
            PaymentMethod to = destination == null ? payment.method() : destination;
            steps.add(step(order, steps.size() + 1, payment.id(), to.id(), part, shipping));
            if (to.kind() == PaymentMethod.Kind.GIFT_CARD && !touches.contains(ObjectRef.giftCard(to.id()))) {
                touches.add(ObjectRef.giftCard(to.id()));
            }
            where.add(part + " to " + Json.wire(to.kind()).replace('_', ' ') + " " + to.id());
            left = left.minus(part);
        }
        if (left.isPositive()) {
            return RefundRules.exceeds(total.toString(), total.minus(left));
        }
        Map<String, Integer> goods = new HashMap<>();
        wanted.lines().forEach(line -> goods.merge(line.lineId(), line.quantity(), Integer::sum));
        String what = total + " of order " + order.name() + " (" + String.join(", ", where) + ")";
        return new Plan("refund " + what, "refunded " + what, total, goods, steps, touches);
    }

    static List<Order.Payment> newestFirst(Order order) {
        return order.payments().stream()
                .sorted(Comparator.comparing(Order.Payment::at).reversed().thenComparing(Order.Payment::id))
                .toList();
    }

    /** Lines, shipping and stock go with the first step; the others only move money. */
    private Step step(Order order, int n, String paymentId, String methodId, Money part, Money shipping) {
        boolean first = n == 1;
        Refunds.Refund refund = new Refunds.Refund(
                order.id(),
                paymentId,
                methodId,
                part,
                first ? wanted.lines() : List.of(),
                first && shipping.isPositive() ? shipping : null,
                first ? restock(order) : List.of(),
                wanted.reason(),
                wanted.note(),
                Boolean.TRUE.equals(wanted.notifyCustomer()));
        return new Step(
                n, "refund", StoredRefund.toJson(refund), refund.effect().toJson(), part);
    }

    /** Said so: all or nothing of what is refunded. Not said: what has not left the house. */
    private List<Refunds.LineQuantity> restock(Order order) {
        List<Refunds.LineQuantity> units = new ArrayList<>();
        for (Refunds.LineQuantity line : wanted.lines()) {
            int unfulfilled = order.line(line.lineId())
                    .map(found -> found.quantity() - found.fulfilledQuantity() - found.refundedQuantity())
                    .orElse(0);
            int back = wanted.restock() == null
                    ? Math.max(0, Math.min(line.quantity(), unfulfilled))
                    : wanted.restock() ? line.quantity() : 0;
            if (back > 0) {
                units.add(new Refunds.LineQuantity(line.lineId(), back));
            }
        }
        return units;
    }

    @Override
    public Optional<Reply> through(Attempt attempt) {
        return refunds.through(attempt);
    }

    @Override
    public Reply apply(Step step, StepKey key) {
        return refunds.refund(StoredRefund.fromJson(step.request()), key);
    }

    @Override
    public Proof confirm(Step step, StepKey key) {
        return refunds.find(StoredRefund.fromJson(step.request()), key);
    }

    @Override
    public Proof confirmOrClose(Step step, StepKey key) {
        return refunds.findOrClose(StoredRefund.fromJson(step.request()), key);
    }
}
