package org.countersign.shop;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A customer with the ways they can pay and be paid; {@code orderIds} newest first. */
public record Customer(
        CustomerId id,
        String name,
        String email,
        @Nullable String phone,
        @Nullable Address defaultAddress,
        List<Address> addresses,
        List<PaymentMethod> paymentMethods,
        List<String> orderIds,
        String revision)
        implements ShopObject {

    public Optional<PaymentMethod> paymentMethod(String methodId) {
        return paymentMethods.stream()
                .filter(method -> method.id().equals(methodId))
                .findFirst();
    }

    @Override
    public String type() {
        return "customer";
    }

    @Override
    public String key() {
        return id.value();
    }

    @Override
    public Customer versioned() {
        return this;
    }

    /** What find_customers gives. */
    public record Summary(CustomerId id, String name, String email, String city, String postalCode, int orderCount) {}
}
