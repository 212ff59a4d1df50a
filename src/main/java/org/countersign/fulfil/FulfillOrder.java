package org.countersign.fulfil;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.countersign.change.Changing;
import org.countersign.change.Fulfillment;
import org.countersign.change.OrderRules;
import org.countersign.change.Ports;
import org.countersign.change.Rest;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.Step;
import org.countersign.refund.LineQuantities;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/** Units of an open, paid order leave the house in one parcel. It moves no money, and stock was taken when they were ordered. */
record FulfillOrder(FulfillArguments wanted, Ports ports) implements Changing {

    static final String TOOL = "fulfill_order";

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
        return wanted.lines().isEmpty();
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        List<LineQuantity> units = wanted.lines().isEmpty() ? FulfillRules.left(order) : wanted.lines();
        Optional<Refusal> forbidden = FulfillRules.check(order, units, wanted.trackingNumber());
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        Fulfillment change = fulfillment(order, units);
        int count = units.stream().mapToInt(LineQuantity::quantity).sum();
        String what = count + (count == 1 ? " unit" : " units") + " of order " + order.name()
                + (change.labelId() == null ? "" : " with label " + change.labelId());
        Map<String, Integer> goods = new TreeMap<>();
        LineQuantities.byLine(units).forEach((line, quantity) -> goods.put("fulfil:" + line, quantity));
        return new Plan("send " + what, "sent " + what, null, goods, steps(change), List.of());
    }

    /** Once it is packed only the number is left to say, and an order that was cancelled meanwhile sends no parcel. */
    @Override
    public Planned rest(ShopObject now, Plan planned, List<Step> open) {
        return open.size() == planned.steps().size()
                ? plan(now)
                : Rest.of(
                        (Order) now,
                        planned,
                        open,
                        (order, change) -> OrderRules.open(order).map(Refusal::message));
    }

    /** The label with this number is used up by it, and says who carries it. */
    private Fulfillment fulfillment(Order order, List<LineQuantity> units) {
        Optional<Order.Label> label = FulfillRules.label(order, wanted.trackingNumber());
        String carrier =
                wanted.carrier() == null ? label.map(Order.Label::carrier).orElse(null) : wanted.carrier();
        return new Fulfillment(
                wanted.orderId(),
                units,
                wanted.trackingNumber(),
                carrier,
                label.map(Order.Label::id).orElse(null),
                ports.settings().notifies(wanted.notifyCustomer()));
    }
}
