package org.countersign.refund;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.gate.Abilities;
import org.countersign.gate.Action;
import org.countersign.gate.Attempt;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Proof;
import org.countersign.gate.Refusal;
import org.countersign.gate.Reply;
import org.countersign.gate.ShopRule;
import org.countersign.gate.ShopSettings;
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
record RefundOrder(RefundArguments wanted, Refunds refunds, Customers customers, ShopSettings.Source settings)
        implements Action {

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
        if (Boolean.TRUE.equals(wanted.restock()) && !refunds.restocks()) {
            return Refusal.rule(
                    ShopRule.BACKEND_RULE,
                    "This shop cannot put units back into stock with a refund.",
                    "Leave restock out: receive_return restocks what comes back, cancel_order what was not sent.");
        }
        Refunds.Quote quote =
                refunds.quote(order, new Refunds.Wanted(wanted.lines(), wanted.shipping(), wanted.amount()));
        Optional<Refusal> tooMuch = RefundRules.check(quote, wanted.parts());
        if (tooMuch.isPresent()) {
            return tooMuch.get();
        }
        @Nullable PaymentMethod destination = null;
        if (wanted.refundTo() != null) {
            Optional<Refusal> notThere = notThere(order, wanted.refundTo());
            if (notThere.isPresent()) {
                return notThere.get();
            }
            destination = method(order, wanted.refundTo()).orElseThrow();
        }
        return plan(order, quote.total(), quote.shipping(), destination);
    }

    /** Lines and shipping went with the first step: what is left moves money only, from payments that must still have it. */
    @Override
    public Planned rest(ShopObject now, Plan planned, List<Step> open) {
        Order order = (Order) now;
        Money sum = Money.zero(order.totals().total().currency());
        for (Step step : open) {
            Refunds.Refund refund = RefundSteps.request(step);
            Money left = order.payments().stream()
                    .filter(payment -> payment.id().equals(refund.paymentId()))
                    .map(Order.Payment::refundable)
                    .findFirst()
                    .orElse(Money.zero(refund.amount().currency()));
            if (refund.amount().compareTo(left) > 0) {
                return RefundRules.exceeds("the rest, " + refund.amount() + " of payment " + refund.paymentId(), left);
            }
            sum = sum.plus(refund.amount());
        }
        Optional<Refusal> notThere = wanted.refundTo() == null ? Optional.empty() : notThere(order, wanted.refundTo());
        if (notThere.isPresent()) {
            return notThere.get();
        }
        String what = "the rest, " + sum + ", of order " + order.name();
        return new Plan("refund " + what, "refunded " + what, sum, Map.of(), open, planned.touches());
    }

    private Optional<PaymentMethod> method(Order order, String id) {
        return customers.customer(order.customer().id()).flatMap(customer -> customer.paymentMethod(id));
    }

    private Optional<Refusal> notThere(Order order, String refundTo) {
        Optional<PaymentMethod> method = method(order, refundTo);
        if (method.isEmpty()) {
            return Optional.of(Refusal.rule(
                    ShopRule.METHOD_NOT_OF_CUSTOMER,
                    "This customer has no payment method " + refundTo + ".",
                    "Use the id of one of the customer's own payment_methods (get_customer), or leave refund_to out"
                            + " to refund the original payments."));
        }
        return method.get().canCredit() || paidWith(order, refundTo)
                ? Optional.empty()
                : Optional.of(Refusal.rule(
                        ShopRule.METHOD_NOT_CREDITABLE,
                        "Money cannot be sent to payment method " + refundTo + ".",
                        "Use one with can_credit: true, or leave refund_to out."));
    }

    /** A method always takes back what was paid with it, and no more: that is seen when the steps are made. */
    private static boolean paidWith(Order order, String methodId) {
        return order.payments().stream()
                .anyMatch(payment -> payment.method().id().equals(methodId));
    }

    private Planned plan(Order order, Money total, Money shipping, @Nullable PaymentMethod destination) {
        RefundSteps.Content content = new RefundSteps.Content(
                total,
                shipping,
                wanted.lines(),
                restock(order),
                wanted.reason(),
                wanted.note(),
                settings.now().notifies(wanted.notifyCustomer()));
        RefundSteps refund = RefundSteps.of(order, content, destination);
        if (refund.unplaced().isPositive()) {
            return RefundRules.exceeds(total.toString(), total.minus(refund.unplaced()));
        }
        String what = total + " of order " + order.name() + " (" + String.join(", ", refund.where()) + ")";
        return new Plan(
                "refund " + what,
                "refunded " + what,
                total,
                LineQuantities.byLine(wanted.lines()),
                refund.steps(),
                refund.touches());
    }

    /** Said so: all or nothing of what is refunded. Not said: what has not left the house. */
    private List<Refunds.LineQuantity> restock(Order order) {
        if (!refunds.restocks()) {
            return List.of();
        }
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
        return refunds.refund(RefundSteps.request(step), key);
    }

    @Override
    public Proof confirm(Step step, StepKey key) {
        return refunds.find(RefundSteps.request(step), key);
    }

    @Override
    public Proof confirmOrClose(Step step, StepKey key) {
        return refunds.findOrClose(RefundSteps.request(step), key);
    }
}
