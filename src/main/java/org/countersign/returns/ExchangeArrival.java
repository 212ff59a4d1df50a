package org.countersign.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.countersign.change.ExchangeReceipt;
import org.countersign.change.LineChanges;
import org.countersign.change.MethodRules;
import org.countersign.change.OrderRules;
import org.countersign.change.Ports;
import org.countersign.change.PriceDifference;
import org.countersign.change.ReceivedLines;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.gate.Step;
import org.countersign.refund.RefundSteps;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;
import org.jspecify.annotations.Nullable;

/**
 * The units of one exchange have come back, all of them: they come in and the new ones are the order's, and a difference to be
 * charged is taken with it; one to be refunded follows.
 *
 * @param said absent: all of it goes into stock
 */
record ExchangeArrival(
        Order order, Order.Exchange one, @Nullable List<Order.ReceivedLine> said, Ports ports) implements Arrival {

    @Override
    public Planned plan() {
        Optional<Refusal> notWhole = said == null ? Optional.empty() : notWhole(said);
        return switch (one.status()) {
            case REQUESTED, RECEIVED -> notWhole.isPresent() ? notWhole.get() : open();
            case SETTLED -> notWhole.isPresent() ? notWhole.get() : Arrivals.nothing("exchange", one.id(), order);
            case CANCELLED -> Arrivals.cancelled("Exchange", one.id());
        };
    }

    private Map<String, Integer> whole() {
        return one.changes().stream()
                .collect(Collectors.groupingBy(
                        Order.Change::lineId, TreeMap::new, Collectors.summingInt(Order.Change::quantity)));
    }

    private Optional<Refusal> notWhole(List<Order.ReceivedLine> lines) {
        Map<String, Integer> whole = whole();
        Map<String, Integer> units = ReceivedLines.byLine(lines);
        for (Map.Entry<String, Integer> line : units.entrySet()) {
            Integer most = whole.get(line.getKey());
            if (most == null) {
                return Optional.of(Refusal.rule(
                        ShopRule.LINE_NOT_IN_ORDER,
                        "Exchange " + one.id() + " has no line " + OrderRules.shown(line.getKey()) + ".",
                        "Use the line ids of this exchange in get_order; what came back unasked is a person's case."));
            }
            if (line.getValue() > most) {
                return Optional.of(OrderRules.tooMany(line.getKey(), line.getValue(), most, "received"));
            }
        }
        return units.equals(whole)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        ErrorCode.INVALID_ARGUMENTS,
                        "Exchange " + one.id() + " is received whole: " + whole + ", not " + units + ".",
                        "Wait for the rest, or hand the case to a person."));
    }

    private ExchangeReceipt receipt(Agreed agreed, Difference difference) {
        List<Order.ReceivedLine> received = said != null
                ? said
                : whole().entrySet().stream()
                        .map(line -> new Order.ReceivedLine(line.getKey(), line.getValue(), true))
                        .toList();
        return new ExchangeReceipt(one.id(), difference.charged(LineChanges.of(order, agreed.swaps())), received);
    }

    private Planned open() {
        Agreed agreed = Agreed.of(order, one, ports.products());
        Optional<Refusal> refusal = agreed.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String methodId = one.paymentMethodId() == null ? "" : one.paymentMethodId();
        Optional<PaymentMethod> method = Payback.method(ports, order, methodId);
        if (method.isEmpty()) {
            return MethodRules.notOfCustomer(methodId);
        }
        Difference difference = new Difference(order, agreed(agreed), method.get());
        return difference
                .impossible()
                .<Planned>map(impossible -> impossible)
                .orElseGet(() -> plan(agreed, receipt(agreed, difference), difference));
    }

    /** What was said at the request holds, whatever the variants cost by now. */
    private PriceDifference agreed(Agreed agreed) {
        Order.PriceDifference said = one.priceDifference();
        return said == null
                ? PriceDifference.of(agreed.swaps())
                : new PriceDifference(said.direction(), Money.parse(said.amount(), said.currency()));
    }

    private Plan plan(Agreed agreed, ExchangeReceipt receipt, Difference difference) {
        List<Step> steps = new ArrayList<>();
        steps.add(receipt.step(1));
        Optional<RefundSteps> refund = difference.refund();
        refund.ifPresent(back -> steps.addAll(back.from(2)));
        List<ObjectRef> touches = refund.map(RefundSteps::touches).orElseGet(difference::touches);
        String what = Arrivals.said(receipt.received()) + " of exchange " + one.id() + " of order " + order.name()
                + " (" + ExchangeItems.said(agreed.swaps()) + ", to be sent); ";
        return new Plan(
                "receive " + what + difference.said("is"),
                "received " + what + difference.said("was"),
                difference.agreed().amount().isZero()
                        ? null
                        : difference.agreed().amount(),
                whole(),
                steps,
                touches);
    }
}
