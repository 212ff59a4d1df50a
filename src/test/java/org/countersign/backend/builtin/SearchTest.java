package org.countersign.backend.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;
import org.countersign.shop.Product;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

    private static final Orders.Query ANY = new Orders.Query(null, false, null, null, null, null, null, null, null);

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = TestShop.withSample();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void pagesShowEveryOrderOnceNewestFirst() {
        List<OrderSummary> all = all(page -> shop.orders.find(ANY, page), 100);

        assertThat(all).extracting(OrderSummary::id).doesNotHaveDuplicates().hasSize(1000);
        assertThat(all)
                .isSortedAccordingTo(
                        Comparator.comparing(OrderSummary::placedAt).reversed());
        assertThat(all(page -> shop.customers.search("", page), 99)).hasSize(500);
        assertThat(all(page -> shop.products.find(null, page), 7))
                .hasSize(50)
                .isSortedAccordingTo(Comparator.comparing(Product.Summary::title));
    }

    @Test
    void theLastPageHasNoCursor() {
        assertThat(shop.products.find(null, new Page.Request(50, null)).nextCursor())
                .isNull();
        assertThat(shop.products.find(null, new Page.Request(49, null)).nextCursor())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "%%%", "b3JkZXJz", "b3JkZXJzAG5vIHRpbWUAVzE", "AAAA", "/////w", "b3JkZXJzAGEAYgBj"})
    void aCursorThatNoListGaveIsRefused(String cursor) {
        assertThatThrownBy(() -> shop.orders.find(ANY, new Page.Request(20, cursor)))
                .isInstanceOf(Page.BadCursor.class);
        assertThatThrownBy(() -> shop.customers.search("", new Page.Request(20, cursor)))
                .isInstanceOf(Page.BadCursor.class);
        assertThatThrownBy(() -> shop.products.find(null, new Page.Request(20, cursor)))
                .isInstanceOf(Page.BadCursor.class);
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        String ofProducts = shop.products.find(null, new Page.Request(1, null)).nextCursor();

        assertThatThrownBy(() -> shop.orders.find(ANY, new Page.Request(20, ofProducts)))
                .isInstanceOf(Page.BadCursor.class);
        String beyondTime = Base64.getUrlEncoder().encodeToString("orders\0+1000000000-12-31T23:59:59Z\0W1".getBytes());
        assertThatThrownBy(() -> shop.orders.find(ANY, new Page.Request(20, beyondTime)))
                .isInstanceOf(Page.BadCursor.class);
    }

    @Test
    void eachFilterNarrows() {
        Order order = shop.orders.order(new OrderId("W2611340")).orElseThrow();
        CustomerId james = order.customer().id();
        Instant placed = order.placedAt();

        assertThat(find(null, false, james, null, null, null, null, null, null))
                .contains("W2611340")
                .hasSize(shop.customers.customer(james).orElseThrow().orderIds().size());
        assertThat(find(null, false, null, "JAMES.LI4495@example.com", null, null, null, null, null))
                .contains("W2611340");
        assertThat(find(null, false, null, "james.li4495", null, null, null, null, null))
                .isEmpty();
        assertThat(find(null, false, null, null, Order.Status.CANCELLED, null, null, null, null))
                .hasSize(102);
        assertThat(find(null, false, null, null, null, Order.PaymentStatus.REFUNDED, null, null, null))
                .hasSize(102);
        assertThat(find(null, false, null, null, null, null, Order.FulfillmentStatus.BUSY, null, null))
                .hasSize(102);
        assertThat(find("W2611340", false, null, null, null, null, null, placed.minusSeconds(1), placed.plusSeconds(1)))
                .hasSize(1);
        assertThat(find("W2611340", false, null, null, null, null, null, placed, null))
                .isEmpty();
        assertThat(find("W2611340", false, null, null, null, null, null, null, placed))
                .isEmpty();
    }

    @Test
    void eachWordMustStandInTheOrder() {
        assertThat(text("#w2611340", false)).containsExactly("W2611340");
        assertThat(text("water BOTTLE office", false)).contains("W2611340");
        assertThat(text("  ", false)).hasSize(1000);
        assertThat(text("nowhere", false)).isEmpty();
    }

    @Test
    void textLooksIntoPersonalDataOnlyWhenItMay() {
        assertThat(text("James Li bottle", true)).contains("W2611340");
        assertThat(text("james.li4495", true)).contains("W2611340");
        assertThat(text("James Li bottle", false)).isEmpty();
        assertThat(text("james.li4495", false)).isEmpty();
    }

    @Test
    void wildcardsStandForThemselves() {
        assertThat(text("%", true)).isEmpty();
        assertThat(text("W_611340", false)).isEmpty();
        assertThat(text("\\", true)).isEmpty();
        assertThat(shop.customers
                        .search("james_li%", new Page.Request(20, null))
                        .items())
                .isEmpty();
        assertThat(shop.products.find("_", new Page.Request(20, null)).items()).isEmpty();
        assertThat(shop.products
                        .find("' or true --", new Page.Request(20, null))
                        .items())
                .isEmpty();
    }

    @Test
    void aSummaryIsEnoughToChoose() {
        OrderSummary order = shop.orders
                .find(query("W3220387", false), new Page.Request(1, null))
                .items()
                .getFirst();

        assertThat(order.total().toString()).isEqualTo("608.91 USD");
        assertThat(order.refundable().isZero()).isTrue();
        assertThat(order.itemCount()).isEqualTo(2);
        assertThat(order.customer().name()).isEqualTo("Amelia Silva");
    }

    @Test
    void customersAreFoundByEmailOrByNameAndPostalCode() {
        Customer noah =
                shop.customers.customer(new CustomerId("noah_brown_6181")).orElseThrow();

        assertThat(ids(shop.customers.byEmail("Noah.Brown7922@Example.com", first())))
                .containsExactly("noah_brown_6181");
        assertThat(ids(shop.customers.byEmail("noah.brown7922@%", first()))).isEmpty();
        assertThat(ids(shop.customers.byNameAndPostalCode(" noah  BROWN", "80279", first())))
                .containsExactly("noah_brown_6181");
        assertThat(ids(shop.customers.byNameAndPostalCode("noah", "80279", first())))
                .isEmpty();
        assertThat(ids(shop.customers.byNameAndPostalCode("Noah Brown", "8027%", first())))
                .isEmpty();
        assertThat(ids(shop.customers.search("noah brown", first()))).contains("noah_brown_6181");
        assertThat(noah.defaultAddress().city()).isEqualTo("Denver");
        assertThat(noah.paymentMethods())
                .extracting(method -> method.label())
                .containsExactly("PayPal", "Mastercard …9212");
        assertThat(noah.orderIds()).containsExactly("W7678072");
    }

    @Test
    void aProductIsFoundByItselfAndByItsVariant() {
        Product shirt = shop.products.product("9523456873").orElseThrow();

        assertThat(shop.products.productOfVariant("9612497925")).contains(shirt);
        assertThat(shirt.title()).isEqualTo("T-Shirt");
        assertThat(shirt.variants().getFirst()).satisfies(variant -> {
            assertThat(variant.id()).isEqualTo("9612497925");
            assertThat(variant.price().toString()).isEqualTo("50.88 USD");
            assertThat(variant.stock()).isEqualTo(10);
            assertThat(variant.options()).containsKeys("color", "size", "material", "style");
        });
        assertThat(shop.products.find("t-shirt", first()).items())
                .singleElement()
                .satisfies(found -> assertThat(found.variantCount())
                        .isEqualTo(shirt.variants().size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"W0", "#", "w2611340", "W2611340 ", "' or '1'='1", "W261\u00001340", "😀"})
    void whatIsNotThereIsAbsentAndNoError(String id) {
        assertThat(id.equals("#") ? Optional.empty() : shop.orders.order(new OrderId(id)))
                .isEmpty();
        assertThat(shop.customers.customer(new CustomerId(id))).isEmpty();
        assertThat(shop.products.product(id)).isEmpty();
        assertThat(shop.products.productOfVariant(id)).isEmpty();
        assertThat(shop.customers.byEmail(id, first()).items()).isEmpty();
    }

    private static <T> List<T> all(Function<Page.Request, Page<T>> list, int limit) {
        List<T> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<T> page = list.apply(new Page.Request(limit, cursor));
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    private static List<String> text(String text, boolean personalData) {
        return find(text, personalData, null, null, null, null, null, null, null);
    }

    private static List<String> find(
            @Nullable String text,
            boolean personalData,
            @Nullable CustomerId customer,
            @Nullable String email,
            Order.@Nullable Status status,
            Order.@Nullable PaymentStatus payment,
            Order.@Nullable FulfillmentStatus fulfillment,
            @Nullable Instant after,
            @Nullable Instant before) {
        Orders.Query query =
                new Orders.Query(text, personalData, customer, email, status, payment, fulfillment, after, before);
        return all(page -> shop.orders.find(query, page), 100).stream()
                .map(order -> order.id().value())
                .toList();
    }

    private static Orders.Query query(String text, boolean personalData) {
        return new Orders.Query(text, personalData, null, null, null, null, null, null, null);
    }

    private static Page.Request first() {
        return new Page.Request(20, null);
    }

    private static List<String> ids(Page<Customer.Summary> page) {
        return page.items().stream().map(customer -> customer.id().value()).toList();
    }
}
