package org.countersign.backend.medusa;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.backend.Fields;
import org.countersign.shop.Address;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * A customer as Medusa has them.
 *
 * @param name      absent of most guests
 * @param addresses where parcels go by default first
 * @param revision  moves with the customer and their addresses, neither with notes nor with orders
 */
record Person(
        String id,
        String email,
        @Nullable String name,
        @Nullable String phone,
        List<Address> addresses,
        Instant created,
        String revision) {

    static Person of(Fields customer) {
        List<Fields> addresses = customer.list("addresses", one -> one).stream()
                .sorted(Comparator.<Fields, Boolean>comparing(one -> !one.flagOr("is_default_shipping", false))
                        .thenComparing(one -> one.text("id")))
                .toList();
        Instant changed = Stream.concat(Stream.of(customer), addresses.stream())
                .map(one -> one.time("updated_at"))
                .max(Instant::compareTo)
                .orElseThrow();
        String email = customer.textOrNull("email");
        return new Person(
                customer.text("id"),
                email == null ? "" : email,
                Addresses.name(customer),
                customer.textOrNull("phone"),
                addresses.stream().map(Addresses::of).toList(),
                customer.time("created_at"),
                changed.toEpochMilli() + "." + addresses.size());
    }

    boolean isNamed(String whole) {
        return whole.equalsIgnoreCase(name);
    }

    boolean livesAt(String postalCode) {
        return addresses.stream().anyMatch(address -> address.postalCode().equalsIgnoreCase(postalCode));
    }

    Customer customer(OrdersOfCustomer.Newest orders) {
        return new Customer(
                new CustomerId(id),
                shown(orders.parcel()),
                email,
                phone,
                addresses.stream().findFirst().orElse(null),
                addresses,
                orders.methods(),
                orders.ids(),
                revision);
    }

    Customer.Summary summary(OrdersOfCustomer.Last orders) {
        Address address =
                addresses.stream().findFirst().orElseGet(() -> orders.parcel().orElse(Addresses.NONE));
        return new Customer.Summary(
                new CustomerId(id),
                shown(orders.parcel()),
                email,
                address.city(),
                address.postalCode(),
                orders.count());
    }

    private String shown(Optional<Address> parcel) {
        return Optional.ofNullable(name).or(() -> parcel.map(Address::name)).orElse(email);
    }
}
