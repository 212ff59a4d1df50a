package org.countersign.cancel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.gate.Abilities;
import org.countersign.gate.Action;
import org.countersign.gate.Attempt;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Proof;
import org.countersign.gate.Refusal;
import org.countersign.gate.Reply;
import org.countersign.gate.ShopSettings;
import org.countersign.gate.Step;
import org.countersign.gate.StepKey;
import org.countersign.refund.LineQuantities;
import org.countersign.refund.RefundSteps;
import org.countersign.refund.Refunds;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/**
 * One cancellation of an order: first everything that was paid and is still refundable goes back, then the order is
 * cancelled. Planned again after any of its steps, the plan is exactly the steps that are left: units go back into stock
 * with the refund that pays for them, and only what no refund pays for goes back with the last step.
 */
record CancelOrder(CancelArguments wanted, Refunds refunds, Cancels cancels, ShopSettings.Source settings)
        implements Action {

    static final String TOOL = "cancel_order";
    static final String KIND = "cancel";

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
    public boolean onlyWhatIsLeft() {
        return true;
    }

    @Override
    public Abilities abilities() {
        return refunds.abilities().and(cancels.abilities());
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        if (CancelRules.isSo(order, wanted.refund())) {
            String so = "order " + order.name() + " is cancelled already"
                    + (order.cancelReason() == null ? "" : " (" + order.cancelReason() + ")");
            return Plan.nothing(so);
        }
        Optional<Refusal> forbidden = CancelRules.check(order, wanted, cancels.habits());
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        return wanted.refund() && order.totals().refundable().isPositive() ? refunding(order) : onlyCancelling(order);
    }

    /** What is planned afresh is the rest, or the order has become another one meanwhile. */
    @Override
    public Planned rest(ShopObject now, Plan planned, List<Step> open) {
        return switch (plan(now)) {
            case Refusal refusal -> refusal;
            case Plan fresh ->
                same(fresh.steps(), open)
                        ? new Plan(fresh.summary(), fresh.past(), fresh.money(), fresh.goods(), open, fresh.touches())
                        : Refusal.of(
                                ErrorCode.STALE,
                                "What is left of this cancellation is no longer what was planned: by now it would be to "
                                        + fresh.summary() + ".",
                                "Hand the case to a person.");
        };
    }

    private static boolean same(List<Step> fresh, List<Step> open) {
        return requests(fresh).equals(requests(open));
    }

    private static List<ObjectNode> requests(List<Step> steps) {
        return steps.stream().map(Step::request).toList();
    }

    private Planned onlyCancelling(Order order) {
        List<LineQuantity> left = notRefunded(order, Map.of());
        return new Plan(
                "cancel " + what(order) + " without a refund",
                "cancelled " + what(order) + " without a refund",
                null,
                LineQuantities.byLine(left),
                List.of(cancel(order, 1, left)),
                List.of());
    }

    private Planned refunding(Order order) {
        Refunds.Quote quote = refunds.quote(order, new Refunds.Wanted(List.of(), null, null));
        List<LineQuantity> paidFor = quote.lines().stream()
                .map(line -> new LineQuantity(line.lineId(), line.quantity()))
                .toList();
        RefundSteps refund = RefundSteps.of(
                order,
                new RefundSteps.Content(
                        quote.total(),
                        quote.shipping(),
                        paidFor,
                        wanted.restock() && refunds.restocks() ? paidFor : List.of(),
                        wanted.reason(),
                        wanted.note(),
                        false),
                null);
        Money total = quote.total().minus(refund.unplaced());
        List<Step> steps = new ArrayList<>(refund.steps());
        steps.add(cancel(order, steps.size() + 1, notRefunded(order, LineQuantities.byLine(paidFor))));
        String money = total + " (" + String.join(", ", refund.where()) + ")";
        return new Plan(
                "refund " + money + ", then cancel " + what(order),
                "refunded " + money + " and cancelled " + what(order),
                total,
                LineQuantities.byLine(notRefunded(order, Map.of())),
                steps,
                refund.touches());
    }

    private Step cancel(Order order, int n, List<LineQuantity> left) {
        Cancels.Cancel cancel = new Cancels.Cancel(
                order.id(),
                wanted.reason(),
                wanted.note(),
                wanted.restock() ? left : List.of(),
                settings.now().notifies(wanted.notifyCustomer()));
        return new Step(
                n, KIND, StoredCancel.toJson(cancel), cancels.effect(cancel).toJson(), null);
    }

    /** Units that no refund has paid for, nor the one planned. What was refunded went back, or did not, with its refund. */
    private static List<LineQuantity> notRefunded(Order order, Map<String, Integer> planned) {
        return order.lines().stream()
                .map(line ->
                        new LineQuantity(line.id(), line.refundableQuantity() - planned.getOrDefault(line.id(), 0)))
                .filter(line -> line.quantity() > 0)
                .toList();
    }

    private String what(Order order) {
        return "order " + order.name() + " (" + wanted.reason() + ")";
    }

    /** Refund and cancellation go to the same shop, and through the same passage. */
    @Override
    public Optional<Reply> through(Attempt attempt) {
        return refunds.through(attempt);
    }

    @Override
    public Reply apply(Step step, StepKey key) {
        return isRefund(step)
                ? refunds.refund(RefundSteps.request(step), key)
                : cancels.cancel(StoredCancel.fromJson(step.request()), key);
    }

    @Override
    public Proof confirm(Step step, StepKey key) {
        return isRefund(step)
                ? refunds.find(RefundSteps.request(step), key)
                : cancels.find(StoredCancel.fromJson(step.request()), key);
    }

    @Override
    public Proof confirmOrClose(Step step, StepKey key) {
        return isRefund(step)
                ? refunds.findOrClose(RefundSteps.request(step), key)
                : cancels.findOrClose(StoredCancel.fromJson(step.request()), key);
    }

    private static boolean isRefund(Step step) {
        return step.kind().equals(RefundSteps.KIND);
    }
}
