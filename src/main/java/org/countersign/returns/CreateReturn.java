package org.countersign.returns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.change.Changing;
import org.countersign.change.MethodRules;
import org.countersign.change.Ports;
import org.countersign.change.ReturnLines;
import org.countersign.change.ReturnRequest;
import org.countersign.gate.Counted;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.label.RateId;
import org.countersign.label.Rates;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.PaymentMethod;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** Units of a delivered order shall come back for money. A request only: it moves neither money nor goods. */
record CreateReturn(
        OrderId orderId,
        List<Order.ReturnLine> lines,
        String refundTo,
        @Nullable RateId rate,
        Rates rates,
        Ports ports) implements Changing {

    static final String TOOL = "create_return";

    CreateReturn {
        lines = ReturnLines.merged(lines);
    }

    @Override
    public String tool() {
        return TOOL;
    }

    @Override
    public ObjectRef target() {
        return ObjectRef.order(orderId.value());
    }

    @Override
    public ObjectNode arguments() {
        ObjectNode arguments = Json.object().put("order_id", orderId.value()).put("refund_to", refundTo);
        arguments.set("lines", ReturnLines.toJson(lines));
        return rate == null ? arguments : arguments.put("return_rate_id", rate.toString());
    }

    static CreateReturn revive(JsonNode arguments, Rates rates, Ports ports) {
        return new CreateReturn(
                new OrderId(arguments.path("order_id").asText()),
                ReturnLines.fromJson(arguments.path("lines")),
                arguments.path("refund_to").asText(),
                arguments.hasNonNull("return_rate_id")
                        ? RateId.of(
                                "return_rate_id",
                                arguments.path("return_rate_id").asText(),
                                Order.Label.Direction.RETURN)
                        : null,
                rates,
                ports);
    }

    @Override
    public Counted counted() {
        return Counted.RETURN;
    }

    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        Map<String, Integer> units = ReturnLines.byLine(lines);
        Optional<Refusal> forbidden = ReturnRules.check(
                        order, ports.clock().instant(), ports.settings().returnWindowDays(), "returned")
                .or(() -> ReturnRules.check(order, units, "returned"))
                .or(() -> rateOver(order));
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        Optional<PaymentMethod> method = Payback.method(ports, order, refundTo);
        return method.isEmpty() ? MethodRules.notOfCustomer(refundTo) : plan(order, units, method.get());
    }

    private Optional<Refusal> rateOver(Order order) {
        return rate == null
                ? Optional.empty()
                : switch (rates.check(order, rate)) {
                    case Rates.Holds holds -> Optional.empty();
                    case Rates.Over(Refusal refusal) -> Optional.of(refusal);
                };
    }

    private Planned plan(Order order, Map<String, Integer> units, PaymentMethod method) {
        List<LineQuantity> back = units.entrySet().stream()
                .map(line -> new LineQuantity(line.getKey(), line.getValue()))
                .toList();
        Money amount = Payback.quoted(ports, order, back);
        if (!amount.isPositive()) {
            return Refusal.rule(
                    ShopRule.NOTHING_TO_REFUND,
                    "For these units nothing can be paid back: it would come to " + amount + ".",
                    "See list_actions for what was done; if the customer wants to send it back all the same, hand the"
                            + " case to a person.");
        }
        return new Payback(order, back, amount, method)
                .notCreditable()
                .<Planned>map(refusal -> refusal)
                .orElseGet(() -> plan(order, amount));
    }

    private Plan plan(Order order, Money amount) {
        String what = "the return of " + said() + " of order " + order.name() + "; " + amount + " will go to "
                + refundTo + " when it is received, nothing moves now";
        return Plan.one(
                "request " + what,
                "requested " + what,
                new ReturnRequest(orderId, lines, refundTo, amount, rate == null ? null : rate.toString()).step(1));
    }

    private String said() {
        return ReturnLines.byLine(lines).entrySet().stream()
                .map(line -> line.getValue() + " of line " + line.getKey())
                .collect(Collectors.joining(", "));
    }
}
