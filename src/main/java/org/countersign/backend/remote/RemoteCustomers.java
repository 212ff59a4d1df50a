package org.countersign.backend.remote;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Customers;
import org.countersign.shop.Page;

/** The customers of a shop behind the protocol. */
@OfBackend(RemoteShop.NAME)
@ApplicationScoped
class RemoteCustomers implements Customers {

    private static final String LIST = "/customers";

    private final Questions questions;

    RemoteCustomers(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Optional<Customer> customer(CustomerId id) {
        return questions.one("/customer", Map.of("id", id.value()), json -> {
            Customer customer = customer(json);
            if (!customer.id().equals(id)) {
                throw Fields.wrong("id", "the one that was asked for");
            }
            return customer;
        });
    }

    @Override
    public Page<Customer.Summary> byEmail(String email, Page.Request page) {
        return questions.page(LIST, Map.of("email", email), page, RemoteCustomers::summary);
    }

    @Override
    public Page<Customer.Summary> byNameAndPostalCode(String name, String postalCode, Page.Request page) {
        return questions.page(LIST, Map.of("name", name, "postal_code", postalCode), page, RemoteCustomers::summary);
    }

    @Override
    public Page<Customer.Summary> search(String text, Page.Request page) {
        return questions.page(LIST, Map.of("query", text), page, RemoteCustomers::summary);
    }

    private static Customer customer(Fields customer) {
        return new Customer(
                new CustomerId(customer.text("id")),
                customer.text("name"),
                customer.text("email"),
                customer.textOrNull("phone"),
                OrderReading.address(customer.object("default_address")),
                customer.list("addresses", OrderReading::address),
                customer.list("payment_methods", OrderReading::method),
                customer.texts("order_ids"),
                customer.text("revision"));
    }

    private static Customer.Summary summary(Fields customer) {
        return new Customer.Summary(
                new CustomerId(customer.text("id")),
                customer.text("name"),
                customer.text("email"),
                customer.text("city"),
                customer.text("postal_code"),
                customer.count("order_count"));
    }
}
