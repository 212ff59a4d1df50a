package org.countersign.address;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.countersign.change.AddressJson;
import org.countersign.change.Changing;
import org.countersign.change.OrderRules;
import org.countersign.change.Ports;
import org.countersign.change.ShippingAddress;
import org.countersign.gate.Counted;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.shop.Address;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;

/** An open order of which nothing has left the house goes to another address. It moves neither money nor goods. */
record ChangeShippingAddress(OrderId orderId, GivenAddress wanted, Ports ports) implements Changing {

    static final String TOOL = "change_shipping_address";

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
        ObjectNode arguments = Json.object().put("order_id", orderId.value());
        arguments.set("address", wanted.normalForm());
        return arguments;
    }

    @Override
    public Counted counted() {
        return Counted.CHANGE;
    }

    static ChangeShippingAddress revive(JsonNode arguments, Ports ports) {
        return new ChangeShippingAddress(
                new OrderId(arguments.path("order_id").asText()),
                GivenAddress.revive(arguments.path("address")),
                ports);
    }

    /** The address itself stands in no sentence: it is a person's data, and the caller's own words. */
    @Override
    public Planned plan(ShopObject now) {
        Order order = (Order) now;
        Address address = wanted.over(order.shippingAddress());
        if (AddressJson.toJson(address).equals(AddressJson.toJson(order.shippingAddress()))) {
            String so = "order " + order.name() + " goes to this address already";
            return Plan.nothing(so);
        }
        Optional<Refusal> forbidden =
                OrderRules.open(order).or(() -> OrderRules.unfulfilled(order)).or(wanted::incomplete);
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        ShippingAddress change = new ShippingAddress(orderId, address);
        return Plan.one(
                "change the shipping address of order " + order.name(),
                "changed the shipping address of order " + order.name(),
                change.step(1));
    }
}
