package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Customers;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/**
 * The customers of a Medusa shop, newest first. Medusa makes one of every e-mail address that ordered as a guest, without
 * a name or an address: those are what the parcels of their orders say.
 */
@OfBackend(MedusaShop.NAME)
@ApplicationScoped
class MedusaCustomers implements Customers {

    private static final String LIST = "/admin/customers";
    private static final String FIELDS = "id,email,first_name,last_name,phone,created_at,updated_at,*addresses";
    private static final int AT_ONCE = 100;
    private static final int MOST = 500;

    private final Medusa medusa;
    private final OrdersOfCustomer orders;

    MedusaCustomers(Medusa medusa) {
        this.medusa = medusa;
        this.orders = new OrdersOfCustomer(medusa);
    }

    @Override
    public Optional<Customer> customer(CustomerId id) {
        if (!Medusa.isId(id.value())) {
            return Optional.empty();
        }
        return person(id.value()).map(person -> person.customer(orders.newest(id.value())));
    }

    @Override
    public Page<Customer.Summary> byEmail(String email, Page.Request page) {
        String whole = email.strip();
        return find(whole, page, person -> person.email().equalsIgnoreCase(whole));
    }

    /** Customers by what they have written down; guests, on the last page, by their parcels. */
    @Override
    public Page<Customer.Summary> byNameAndPostalCode(String name, String postalCode, Page.Request page) {
        String whole = name.strip().replaceAll("\\s+", " ");
        String code = postalCode.strip();
        Page<Customer.Summary> known = find(whole, page, person -> person.isNamed(whole) && person.livesAt(code));
        if (known.nextCursor() != null) {
            return known;
        }
        Stream<Customer.Summary> guests = orders.receivedBy(whole, code).stream()
                .filter(id ->
                        known.items().stream().noneMatch(one -> one.id().value().equals(id)))
                .flatMap(id -> person(id).stream())
                .map(this::summary);
        return new Page<>(
                Stream.concat(known.items().stream(), guests)
                        .limit(page.limit())
                        .toList(),
                null);
    }

    @Override
    public Page<Customer.Summary> search(String text, Page.Request page) {
        return find(text, page, person -> true);
    }

    private Page<Customer.Summary> find(String words, Page.Request page, Predicate<Person> wanted) {
        return new Scan<Person>(LIST, AT_ONCE, MOST, Person::created, Person::id, before -> list(words, before))
                .find(page, wanted, this::summary);
    }

    private List<Person> list(String words, @Nullable Instant before) {
        Map<String, @Nullable String> filter = new HashMap<>();
        filter.put("fields", FIELDS);
        filter.put("order", "-created_at");
        filter.put("limit", String.valueOf(AT_ONCE));
        filter.put("q", words);
        filter.put("created_at[$lt]", before == null ? null : before.toString());
        return medusa.list(LIST, filter, answer -> answer.list("customers", Person::of));
    }

    private Optional<Person> person(String id) {
        return medusa.one(LIST + "/" + id, Map.of("fields", FIELDS), answer -> {
            Fields customer = answer.object("customer");
            if (!customer.text("id").equals(id)) {
                throw Fields.wrong("id", "the one that was asked for");
            }
            return Person.of(customer);
        });
    }

    private Customer.Summary summary(Person person) {
        return person.summary(orders.last(person.id()));
    }
}
