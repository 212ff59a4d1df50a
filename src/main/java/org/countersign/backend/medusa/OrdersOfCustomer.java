package org.countersign.backend.medusa;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.shop.Address;
import org.countersign.shop.PaymentMethod;

/** What the orders of a customer say of them. */
record OrdersOfCustomer(Medusa medusa) {

    private static final String LIST = "/admin/orders";
    private static final String NEWEST_FIRST = "-created_at";

    /** An order's own page has them all: a customer shows no more than this many. */
    private static final int MOST = 100;

    /**
     * @param ids     newest first, a hundred at the most
     * @param methods with which they were paid
     * @param parcel  where the newest of them went
     */
    record Newest(List<String> ids, List<PaymentMethod> methods, Optional<Address> parcel) {}

    /** @param parcel where the newest of them went */
    record Last(int count, Optional<Address> parcel) {}

    Newest newest(String customer) {
        String fields = "id,*shipping_address,*payment_collections,*payment_collections.payments"
                + ",payment_collections.payments.captures.id";
        return medusa.list(LIST, of(customer, fields, MOST), answer -> {
            List<Fields> orders = answer.list("orders", order -> order);
            return new Newest(
                    orders.stream().map(order -> order.text("id")).toList(),
                    orders.stream()
                            .flatMap(order -> order.list("payment_collections", one -> one).stream())
                            .flatMap(one -> one.list("payments", payment -> payment).stream())
                            .filter(payment ->
                                    !payment.list("captures", one -> one).isEmpty())
                            .map(Payments::method)
                            .toList(),
                    orders.stream().findFirst().flatMap(OrdersOfCustomer::parcel));
        });
    }

    Last last(String customer) {
        return medusa.list(
                LIST,
                of(customer, "id,*shipping_address", 1),
                answer -> new Last(
                        answer.count("count"),
                        answer.list("orders", order -> order).stream()
                                .findFirst()
                                .flatMap(OrdersOfCustomer::parcel)));
    }

    /** Ids of customers of whose orders one of the newest went to exactly this name and postal code. */
    List<String> receivedBy(String name, String postalCode) {
        Map<String, String> filter = Map.of(
                "q",
                name + " " + postalCode,
                "fields",
                "id,customer_id,*shipping_address",
                "order",
                NEWEST_FIRST,
                "limit",
                String.valueOf(MOST));
        return medusa.list(
                LIST,
                filter,
                answer -> answer.list("orders", order -> order).stream()
                        .filter(order -> parcel(order)
                                .filter(to -> name.equalsIgnoreCase(to.name())
                                        && postalCode.equalsIgnoreCase(to.postalCode()))
                                .isPresent())
                        .map(order -> order.textOrNull("customer_id"))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
    }

    private static Map<String, String> of(String customer, String fields, int most) {
        return Map.of(
                "customer_id", customer,
                "fields", fields,
                "order", NEWEST_FIRST,
                "limit", String.valueOf(most));
    }

    private static Optional<Address> parcel(Fields order) {
        return order.json().path("shipping_address").isObject()
                ? Optional.of(Addresses.of(order.object("shipping_address")))
                : Optional.empty();
    }
}
