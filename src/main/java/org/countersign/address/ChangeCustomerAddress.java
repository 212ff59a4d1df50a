package org.countersign.address;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.countersign.change.AddressJson;
import org.countersign.change.Changing;
import org.countersign.change.CustomerAddress;
import org.countersign.change.Ports;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.shop.Address;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.ShopObject;

/** A customer gets another default address. Orders that were placed keep theirs. */
record ChangeCustomerAddress(CustomerId customerId, GivenAddress wanted, Ports ports) implements Changing {

    static final String TOOL = "change_customer_address";

    @Override
    public String tool() {
        return TOOL;
    }

    @Override
    public ObjectRef target() {
        return ObjectRef.customer(customerId.value());
    }

    @Override
    public ObjectNode arguments() {
        ObjectNode arguments = Json.object().put("customer_id", customerId.value());
        arguments.set("address", wanted.normalForm());
        return arguments;
    }

    static ChangeCustomerAddress revive(JsonNode arguments, Ports ports) {
        return new ChangeCustomerAddress(
                new CustomerId(arguments.path("customer_id").asText()),
                GivenAddress.revive(arguments.path("address")),
                ports);
    }

    /** The address itself stands in no sentence: it is a person's data, and the caller's own words. */
    @Override
    public Planned plan(ShopObject now) {
        Address present = ((Customer) now).defaultAddress();
        Address address = wanted.over(present);
        if (present != null && AddressJson.toJson(address).equals(AddressJson.toJson(present))) {
            String so = "customer " + customerId + " has this default address already";
            return Plan.nothing(so);
        }
        Optional<Refusal> incomplete = wanted.incomplete();
        if (incomplete.isPresent()) {
            return incomplete.get();
        }
        String what = "the default address of customer " + customerId + "; orders already placed keep their address";
        return Plan.one("change " + what, "changed " + what, new CustomerAddress(customerId, address).step(1));
    }
}
