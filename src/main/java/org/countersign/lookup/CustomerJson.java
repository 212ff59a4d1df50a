package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Json;
import org.countersign.mcp.Schema;
import org.countersign.shop.Customer;

/** Customers as the contract shows them, and the schemas of that. */
final class CustomerJson {

    private final PersonalData people;

    CustomerJson(PersonalData people) {
        this.people = people;
    }

    ObjectNode customer(Customer customer, String version) {
        ObjectNode json = Json.object()
                .put("id", customer.id().value())
                .put("version", version)
                .put("name", customer.name())
                .put("email", people.email(customer.email()));
        if (customer.phone() != null) {
            json.put("phone", people.masked(customer.phone()));
        }
        if (customer.defaultAddress() != null) {
            json.set("default_address", people.address(customer.defaultAddress()));
        }
        ArrayNode addresses = json.putArray("addresses");
        customer.addresses().forEach(address -> addresses.add(people.address(address)));
        ArrayNode methods = json.putArray("payment_methods");
        customer.paymentMethods().forEach(method -> methods.add(people.method(method)));
        customer.orderIds().forEach(json.putArray("order_ids")::add);
        return json;
    }

    ObjectNode summary(Customer.Summary customer) {
        return Json.object()
                .put("id", customer.id().value())
                .put("name", customer.name())
                .put("email", people.email(customer.email()))
                .put("city", customer.city())
                .put("postal_code", customer.postalCode())
                .put("order_count", customer.orderCount());
    }

    static Schema schema() {
        return Schema.answer("")
                .gives("id", Schema.text(""))
                .gives("version", Schema.text("your receipt: give it to the next write on this customer"))
                .gives("name", Schema.untrusted(""))
                .gives("email", Schema.text("masked without see_personal_data"))
                .gives("phone", Schema.text("masked without see_personal_data"))
                .gives("default_address", People.address())
                .gives("addresses", Schema.list("untrusted: as default_address", Schema.answer("")))
                .gives("payment_methods", Schema.list("", People.method()))
                .gives("order_ids", Schema.list("newest first", Schema.text("")));
    }

    static Schema summarySchema() {
        return Schema.answer("")
                .gives("id", Schema.text("for get_customer and find_orders"))
                .gives("name", Schema.untrusted(""))
                .gives("email", Schema.text("masked without see_personal_data"))
                .gives("city", Schema.untrusted(""))
                .gives("postal_code", Schema.untrusted(""))
                .gives("order_count", Schema.integer("", 0, Integer.MAX_VALUE));
    }
}
