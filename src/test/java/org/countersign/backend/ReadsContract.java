package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;
import org.countersign.shop.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Orders}, {@link org.countersign.shop.Customers} and {@link org.countersign.shop.Products} promise. */
public abstract class ReadsContract {

    protected abstract ShopBed bed();

    @ParameterizedTest
    @ValueSource(strings = {"none-such", "..", "../orders", "S1/../S2", "%2e%2e", "a b?c=d&id=S1", "’; drop"})
    void whatIsNotThereIsEmpty(String id) {
        assertThat(bed().orders().order(new OrderId(id))).isEmpty();
        assertThat(bed().customers().customer(new CustomerId(id))).isEmpty();
        assertThat(bed().products().product(id)).isEmpty();
        assertThat(bed().products().productOfVariant(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"USD, 39.00, 10.00", "JPY, 3900, 1000", "KWD, 3.900, 1.000"})
    void amountsAreInTheDigitsOfTheirCurrency(String currency, String total, String price) {
        Order order = bed().order(
                        currency,
                        900,
                        List.of(new ShopBed.Line(3, 1000)),
                        List.of(new ShopBed.Paid("credit_card", 3900)));
        assertThat(order.totals().total()).isEqualTo(Money.parse(total, currency));
        assertThat(order.totals().total().amount()).isEqualTo(total);
        assertThat(order.lines().getFirst().unitPrice().amount()).isEqualTo(price);
    }

    @Test
    void totalsAddUp() {
        Order order = bed().order(
                        "USD",
                        900,
                        List.of(new ShopBed.Line(3, 1000, 150, 77), new ShopBed.Line(1, 2500)),
                        List.of(new ShopBed.Paid("credit_card", 6327)));
        Order.Totals totals = order.totals();
        assertThat(totals.subtotal().minus(totals.discount()).plus(totals.tax()).plus(totals.shipping()))
                .isEqualTo(totals.total())
                .isEqualTo(Money.parse("63.27", "USD"));
        assertThat(order.lines().getFirst().amount()).isEqualTo(Money.parse("29.27", "USD"));
        assertThat(totals.refundable()).isEqualTo(totals.total());
        assertThat(order.status()).isEqualTo(Order.Status.OPEN);
        assertThat(order.paymentStatus()).isEqualTo(Order.PaymentStatus.PAID);
    }

    @Test
    void anIdMayHaveItsHash() {
        Order order = bed().order();
        assertThat(bed().orders().order(new OrderId("#" + order.id().value()))).contains(order);
    }

    @Test
    void ordersAreFoundByTheirFiltersNewestFirst() {
        Order order = bed().order();
        String email =
                bed().customers().customer(order.customer().id()).orElseThrow().email();
        Orders.Query query = new Orders.Query(
                order.name(),
                false,
                order.customer().id(),
                email,
                Order.Status.OPEN,
                Order.PaymentStatus.PAID,
                Order.FulfillmentStatus.UNFULFILLED,
                order.placedAt().minusSeconds(1),
                order.placedAt().plusSeconds(1));
        assertThat(bed().orders().find(query, new Page.Request(5, null)).items())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.id()).isEqualTo(order.id());
                    assertThat(found.total()).isEqualTo(order.totals().total());
                    assertThat(found.itemCount()).isEqualTo(4);
                });
        Orders.Query cancelled =
                new Orders.Query(order.name(), false, null, null, Order.Status.CANCELLED, null, null, null, null);
        assertThat(bed().orders().find(cancelled, new Page.Request(5, null)).items())
                .isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        bed().order();
        bed().order();
        bed().order();
        Orders.Query all = new Orders.Query(null, false, null, null, null, null, null, null, null);
        List<OrderSummary> whole =
                bed().orders().find(all, new Page.Request(6, null)).items();
        List<OrderSummary> paged = new ArrayList<>();
        String cursor = null;
        while (paged.size() < whole.size()) {
            Page<OrderSummary> page = bed().orders().find(all, new Page.Request(1, cursor));
            paged.addAll(page.items());
            cursor = page.nextCursor();
            if (cursor == null) {
                break;
            }
        }
        assertThat(paged).isEqualTo(whole);
        assertThat(whole).extracting(OrderSummary::placedAt).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void aCursorOfNobodyIsRefused() {
        Orders.Query all = new Orders.Query(null, false, null, null, null, null, null, null, null);
        assertThatThrownBy(() -> bed().orders().find(all, new Page.Request(1, "not-a-cursor")))
                .isInstanceOf(Page.BadCursor.class);
    }

    @Test
    void aCustomerIsFoundByTheWholeNameOnly() {
        Order order = bed().order();
        Customer customer = bed().customers().customer(order.customer().id()).orElseThrow();
        String code = customer.defaultAddress().postalCode();
        Page.Request many = new Page.Request(100, null);
        assertThat(bed().customers()
                        .byNameAndPostalCode(customer.name().toUpperCase(java.util.Locale.ROOT), code, many)
                        .items())
                .extracting(Customer.Summary::id)
                .contains(customer.id());
        String part = customer.name().substring(0, customer.name().length() - 1);
        assertThat(bed().customers().byNameAndPostalCode(part, code, many).items())
                .extracting(Customer.Summary::id)
                .doesNotContain(customer.id());
        assertThat(bed().customers()
                        .byNameAndPostalCode(customer.name(), "99999", many)
                        .items())
                .isEmpty();
    }

    @Test
    void aCustomerIsFoundByTheWholeEmailInWhateverCase() {
        Order order = bed().order();
        Customer customer = bed().customers().customer(order.customer().id()).orElseThrow();
        Page.Request many = new Page.Request(100, null);
        String upper = customer.email().toUpperCase(java.util.Locale.ROOT);
        assertThat(bed().customers().byEmail(upper, many).items())
                .extracting(Customer.Summary::id)
                .contains(customer.id());
        assertThat(bed().customers()
                        .byEmail(customer.email().substring(1), many)
                        .items())
                .isEmpty();
        assertThat(customer.orderIds()).contains(order.id().value());
        assertThat(customer.paymentMethods())
                .anySatisfy(method ->
                        assertThat(method).isEqualTo(order.payments().getFirst().method()));
    }

    @Test
    void aProductIsFoundByItsTitleAndByItsVariant() {
        Order order = bed().order();
        Order.Line line = order.lines().getFirst();
        Product product = bed().products().product(line.productId()).orElseThrow();
        assertThat(product.variants()).extracting(Product.Variant::id).contains(line.variantId());
        assertThat(bed().products().productOfVariant(line.variantId())).contains(product);
        assertThat(bed().products()
                        .find(product.title(), new Page.Request(100, null))
                        .items())
                .extracting(Product.Summary::id)
                .contains(product.id());
        assertThat(bed().products()
                        .find("no such thing at all", new Page.Request(100, null))
                        .items())
                .isEmpty();
    }
}
