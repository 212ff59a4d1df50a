package org.countersign.returns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.change.MethodRules;
import org.countersign.change.OrderRules;
import org.countersign.change.Ports;
import org.countersign.change.ReceivedLines;
import org.countersign.change.ReturnReceipt;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.gate.Step;
import org.countersign.refund.RefundSteps;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;
import org.jspecify.annotations.Nullable;

/**
 * Units of one return have come back: what that does. Their share is paid to where the return says, but for units that were
 * refunded otherwise meanwhile: those only come in.
 *
 * @param said absent: all that is still to come, into stock
 */
record ReturnArrival(
        Order order, Order.Return one, @Nullable List<Order.ReceivedLine> said, Ports ports) implements Arrival {

    @Override
    public Planned plan() {
        return switch (one.status()) {
            case REQUESTED, RECEIVED -> open();
            case SETTLED ->
                said == null || sum(received()).equals(sum(said))
                        ? Arrivals.nothing("return", one.id(), order)
                        : tooMany(said).orElseThrow();
            case CANCELLED -> Arrivals.cancelled("Return", one.id());
        };
    }

    private List<Order.ReceivedLine> received() {
        return one.receipts().stream()
                .flatMap(receipt -> receipt.lines().stream())
                .toList();
    }

    private static Map<String, Integer> sum(List<Order.ReceivedLine> lines) {
        return ReceivedLines.byLine(lines);
    }

    private Planned open() {
        List<Order.ReceivedLine> lines = said == null ? outstanding() : said;
        Optional<Refusal> tooMany = tooMany(lines);
        if (tooMany.isPresent()) {
            return tooMany.get();
        }
        boolean all = sum(lines).equals(ReturnReceipt.outstanding(one));
        ReturnReceipt receipt = new ReturnReceipt(
                order.id(), one.id(), lines, all ? Order.Return.Status.SETTLED : Order.Return.Status.RECEIVED);
        List<LineQuantity> paid = sum(lines).entrySet().stream()
                .map(line -> new LineQuantity(line.getKey(), Math.min(line.getValue(), refundable(line.getKey()))))
                .filter(line -> line.quantity() > 0)
                .toList();
        Money total = Payback.quoted(ports, order, paid);
        return total.isPositive() ? paying(receipt, paid, total) : plan(receipt, null, goods(lines, List.of()));
    }

    private List<Order.ReceivedLine> outstanding() {
        return ReturnReceipt.outstanding(one).entrySet().stream()
                .map(line -> new Order.ReceivedLine(line.getKey(), line.getValue(), true))
                .toList();
    }

    private int refundable(String lineId) {
        return order.line(lineId).map(Order.Line::refundableQuantity).orElse(0);
    }

    private Optional<Refusal> tooMany(List<Order.ReceivedLine> lines) {
        Map<String, Integer> left = ReturnReceipt.outstanding(one);
        for (Map.Entry<String, Integer> line : sum(lines).entrySet()) {
            if (one.lines().stream().noneMatch(asked -> asked.lineId().equals(line.getKey()))) {
                return Optional.of(Refusal.rule(
                        ShopRule.LINE_NOT_IN_ORDER,
                        "Return " + one.id() + " has no line " + OrderRules.shown(line.getKey()) + ".",
                        "Use the line ids of this return in get_order; what came back unasked is a person's case."));
            }
            int most = left.getOrDefault(line.getKey(), 0);
            if (line.getValue() > most) {
                return Optional.of(OrderRules.tooMany(line.getKey(), line.getValue(), most, "received"));
            }
        }
        return Optional.empty();
    }

    private Planned paying(ReturnReceipt receipt, List<LineQuantity> paid, Money total) {
        @Nullable PaymentMethod method = null;
        String refundTo = one.refundTo();
        if (refundTo != null) {
            Optional<PaymentMethod> known = Payback.method(ports, order, refundTo);
            if (known.isEmpty()) {
                return MethodRules.notOfCustomer(refundTo);
            }
            method = known.get();
        }
        Payback payback = new Payback(order, paid, total, method);
        return payback.notCreditable()
                .<Planned>map(refusal -> refusal)
                .orElseGet(() -> plan(receipt, payback, goods(receipt.lines(), paid)));
    }

    private Plan plan(ReturnReceipt receipt, @Nullable Payback payback, Map<String, Integer> goods) {
        List<Step> steps = new ArrayList<>();
        steps.add(receipt.step(1));
        String what = Arrivals.said(receipt.lines()) + " of return " + one.id() + " of order " + order.name();
        if (payback == null) {
            String free = what + "; nothing of it is left to pay back";
            return new Plan("receive " + free, "received " + free, null, goods, steps, List.of());
        }
        RefundSteps refund = payback.steps("returned");
        steps.addAll(refund.from(2));
        String money = payback.total() + " (" + String.join(", ", refund.where()) + ")";
        return new Plan(
                "receive " + what + ", then refund " + money,
                "received " + what + " and refunded " + money,
                payback.total(),
                goods,
                steps,
                refund.touches());
    }

    /**
     * What is paid for has the name of its line, so that a refund of the same line is a possible duplicate of it, and the
     * other way round. The rest of a line that was received in part does not: who says nothing but the return takes what is
     * still to come, and cannot take it twice.
     */
    private Map<String, Integer> goods(List<Order.ReceivedLine> lines, List<LineQuantity> paid) {
        Map<String, Integer> before = sum(received());
        Map<String, Integer> goods = new HashMap<>();
        paid.stream()
                .filter(line -> said != null || !before.containsKey(line.lineId()))
                .forEach(line -> goods.put(line.lineId(), line.quantity()));
        String name = (said == null ? "rest of " : "") + "return:" + one.id() + "/";
        sum(lines).forEach((line, units) -> goods.put(name + line, units));
        return goods;
    }
}
