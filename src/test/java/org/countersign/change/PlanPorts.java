package org.countersign.change;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.gate.Abilities;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.Resend;
import org.countersign.gate.ShopSettings;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds;
import org.countersign.shop.Address;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Customers;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;
import org.countersign.shop.PaymentMethod;
import org.countersign.shop.Product;
import org.countersign.shop.Products;
import org.jspecify.annotations.Nullable;

/** Ports to plan with: variants and methods are what a test says, and nothing is ever sent. */
public final class PlanPorts {

    private final List<Product.Variant> variants = new ArrayList<>();
    private final List<PaymentMethod> methods = new ArrayList<>();

    /** Of product {@code p<n>}, whose lines AnOrder makes; in USD. */
    public PlanPorts variant(int product, String id, long price, int stock) {
        variants.add(new Product.Variant(
                id, "p" + product, Map.of(), new Money(price, Money.currency("USD")), stock > 0, stock));
        return this;
    }

    /** @param balance of a gift card, in USD; of another kind it has none */
    public PlanPorts method(String id, PaymentMethod.Kind kind, long balance, boolean canCharge, boolean canCredit) {
        Money left = kind == PaymentMethod.Kind.GIFT_CARD ? new Money(balance, Money.currency("USD")) : null;
        methods.add(new PaymentMethod(id, kind, id, left, canCharge, canCredit));
        return this;
    }

    public Ports ports() {
        return new Ports(
                CHANGES, REFUNDS, customers(), ORDERS, products(), () -> ShopSettings.DEFAULT, Clock.systemUTC());
    }

    private static final Abilities ABILITIES =
            new Abilities(Resend.KEY, Absence.PROOF, Duration.ofDays(1), Duration.ZERO, Duration.ofSeconds(10));

    private static AssertionError sends() {
        return new AssertionError("planning sends nothing and looks for nothing");
    }

    /** A plan is made from the order it is given. */
    private static final Orders ORDERS = new Orders() {

        @Override
        public Optional<Order> order(OrderId id) {
            throw new AssertionError("planning reads no other order");
        }

        @Override
        public Page<OrderSummary> find(Query query, Page.Request page) {
            throw new AssertionError("planning searches for no order");
        }
    };

    private static final Changes CHANGES = new Changes() {

        @Override
        public Abilities abilities(String tool) {
            return ABILITIES;
        }

        @Override
        public Reply send(String tool, Change change, StepKey key) {
            throw sends();
        }

        @Override
        public Proof find(String tool, Change change, StepKey key) {
            throw sends();
        }
    };

    private static final Refunds REFUNDS = new Refunds() {

        @Override
        public Abilities abilities() {
            return ABILITIES;
        }

        @Override
        public Quote quote(Order order, Wanted wanted) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Reply refund(Refund refund, StepKey key) {
            throw sends();
        }

        @Override
        public Proof find(Refund refund, StepKey key) {
            throw sends();
        }
    };

    private Products products() {
        return new Products() {

            @Override
            public Optional<Product> product(String productId) {
                List<Product.Variant> own = variants.stream()
                        .filter(variant -> variant.productId().equals(productId))
                        .toList();
                return own.isEmpty() ? Optional.empty() : Optional.of(new Product(productId, "Thing", own));
            }

            @Override
            public Optional<Product> productOfVariant(String variantId) {
                return variants.stream()
                        .filter(variant -> variant.id().equals(variantId))
                        .findFirst()
                        .flatMap(variant -> product(variant.productId()));
            }

            @Override
            public Page<Product.Summary> find(@Nullable String text, Page.Request page) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private Customers customers() {
        return new Customers() {

            @Override
            public Optional<Customer> customer(CustomerId id) {
                Address home = new Address("Ada Low", null, "1 Main Street", null, "Bern", null, "3011", "CH", null);
                return Optional.of(new Customer(
                        id, "Ada Low", "ada@example.com", null, home, List.of(home), methods, List.of(), "1"));
            }

            @Override
            public Page<Customer.Summary> byEmail(String email, Page.Request page) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Page<Customer.Summary> byNameAndPostalCode(String name, String postalCode, Page.Request page) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Page<Customer.Summary> search(String text, Page.Request page) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
