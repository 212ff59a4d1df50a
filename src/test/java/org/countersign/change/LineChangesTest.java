package org.countersign.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.countersign.gate.Json;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.Order.PriceDifference.Direction;
import org.countersign.shop.PaymentMethod.Kind;
import org.countersign.shop.Product;
import org.junit.jupiter.api.Test;

/** What swaps of units come to: which line keeps its id, what the others are called, and what it costs. */
class LineChangesTest {

    private static final Order ORDER = new AnOrder("USD")
            .line(3, 1_000)
            .line(1, 500)
            .line(4, 2_000, 0, 1)
            .paid(Kind.CREDIT_CARD, 11_500)
            .order();

    private static Money usd(long minor) {
        return new Money(minor, Money.currency("USD"));
    }

    private static Swap swap(int line, String to, long price, int quantity) {
        Order.Line of = ORDER.lines().get(line);
        return new Swap(of, new Product.Variant(to, of.productId(), Map.of(), usd(price), true, 9), quantity);
    }

    private static List<String> lines(Swap... swaps) {
        return LineChanges.of(ORDER, List.of(swaps)).lines().stream()
                .map(line -> line.id() + " " + line.quantity() + " " + line.variantId() + " " + line.unitPrice())
                .toList();
    }

    @Test
    void aWholeLineKeepsItsIdAndAPartOfItDoesNot() {
        assertThat(lines(swap(0, "x", 1_100, 3))).containsExactly("l1 3 x 11.00 USD");
        assertThat(lines(swap(0, "x", 1_100, 1))).containsExactly("l1 2 v1 10.00 USD", "l1.2 1 x 11.00 USD");
    }

    @Test
    void ofALineThatGoesTwoWaysTheFirstKeepsTheIdIfNothingIsLeft() {
        assertThat(lines(swap(0, "x", 1_100, 2), swap(0, "y", 900, 1)))
                .containsExactly("l1 2 x 11.00 USD", "l1.2 1 y 9.00 USD");
        assertThat(lines(swap(0, "x", 1_100, 1), swap(0, "y", 900, 1)))
                .containsExactly("l1 1 v1 10.00 USD", "l1.2 1 x 11.00 USD", "l1.3 1 y 9.00 USD");
    }

    @Test
    void aRefundedUnitStaysWhatItWas() {
        assertThat(lines(swap(2, "x", 2_100, 3))).containsExactly("l3 1 v3 20.00 USD", "l3.2 3 x 21.00 USD");
    }

    @Test
    void aNewIdIsNoneThatTheOrderHas() {
        Order.Line line = ORDER.lines().getFirst();
        Order.Line taken =
                new Order.Line("l1.2", line.productId(), "v9", "Thing", Map.of(), 1, usd(1_000), usd(1_000), 0, 0, 0);
        Splitting splitting = new Splitting(with(taken));
        assertThat(splitting
                        .of(List.of(swap(0, "x", 1_000, 1)))
                        .changes()
                        .getFirst()
                        .newLineId())
                .isEqualTo("l1.3");
    }

    private static Order with(Order.Line another) {
        Order o = ORDER;
        return new Order(
                o.id(),
                o.name(),
                o.status(),
                o.paymentStatus(),
                o.fulfillmentStatus(),
                o.customer(),
                o.shippingAddress(),
                List.of(o.lines().getFirst(), another),
                o.payments(),
                o.transactions(),
                o.shipments(),
                o.labels(),
                o.returns(),
                o.exchanges(),
                o.holds(),
                o.notes(),
                o.risk(),
                o.totals(),
                o.placedAt(),
                o.deliveredAt(),
                o.cancelledAt(),
                o.cancelReason(),
                o.revision());
    }

    @Test
    void theDifferenceIsOfAllUnitsTogetherAndHasADirection() {
        assertThat(PriceDifference.of(List.of(swap(0, "x", 1_100, 3), swap(1, "y", 100, 1))))
                .isEqualTo(new PriceDifference(Direction.REFUND, usd(100)));
        assertThat(PriceDifference.of(List.of(swap(0, "x", 1_100, 3))))
                .isEqualTo(new PriceDifference(Direction.CHARGE, usd(300)));
        assertThat(PriceDifference.of(List.of(swap(0, "x", 1_100, 1), swap(1, "y", 400, 1))))
                .isEqualTo(new PriceDifference(Direction.NONE, usd(0)));
    }

    @Test
    void whatIsStoredIsReadBackExactly() {
        LineChanges change = LineChanges.of(ORDER, List.of(swap(0, "x", 1_100, 1)));
        for (Change one : List.of(
                change,
                change.charging("gift", usd(100)),
                new Charge(ORDER.id(), "gift", usd(100), Charge.PAYMENT_METHOD_CHANGED))) {
            Change again = Change.of(one.kind(), Json.parse(one.toJson().toString()));
            assertThat(again).isEqualTo(one);
            assertThat(again.effect()).isEqualTo(one.effect());
        }
    }
}
