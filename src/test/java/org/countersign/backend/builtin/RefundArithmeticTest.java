package org.countersign.backend.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.backend.builtin.Asked.refund;

import java.util.List;
import org.countersign.gate.Reply;
import org.countersign.refund.Refunds.LineAmount;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.refund.Refunds.Quote;
import org.countersign.refund.Refunds.Wanted;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundArithmeticTest {

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = new TestShop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void aUnitIsItsShareOfWhatWasPaidForTheLine() {
        // 3 × 10.00, less 1.00, plus 2.50 tax = 31.50
        Fixture fixture = Fixture.order(shop, "USD", 0).line(3, 1000, 100, 250).payment("paypal", 3150);

        Quote quote = quote(fixture, lines(fixture.order + "-1", 1));

        assertThat(fixture.read().lines().getFirst().amount()).isEqualTo(Money.parse("31.50", "USD"));
        assertThat(quote.total()).isEqualTo(Money.parse("10.50", "USD"));
        assertThat(quote.maximum()).isEqualTo(Money.parse("31.50", "USD"));
    }

    @ParameterizedTest
    @CsvSource({"JPY, 7, 1000, 1", "KWD, 3, 1000, 0", "USD, 6, 333, 5", "JPY, 3, 0, 1", "KWD, 7, 12345, 677"})
    void theUnitsOfALineComeToTheWholeLine(String currency, int quantity, long price, long tax) {
        Fixture fixture = Fixture.order(shop, currency, 0)
                .line(quantity, price, 0, tax)
                .payment("paypal", price * quantity + tax);
        long sum = 0;

        for (int unit = 1; unit <= quantity; unit++) {
            Money one = quote(fixture, lines(fixture.order + "-1", 1)).total();
            sum += one.minor();
            if (one.isPositive()) {
                assertThat(refund(fixture.order, "paypal-" + fixture.order + "-1", one.amount(), currency)
                                .line(fixture.order + "-1", 1)
                                .send(shop, fixture.order + "/" + unit))
                        .isInstanceOf(Reply.Accepted.class);
            } else {
                shop.execute("update shop.lines set refunded_quantity = refunded_quantity + 1 where order_id = '"
                        + fixture.order + "'");
            }
        }

        assertThat(sum).isEqualTo(price * quantity + tax);
        assertThat(fixture.read().totals().refundable().isZero()).isTrue();
    }

    @Test
    void amountsHaveTheCurrencysOwnDigits() {
        assertThat(Fixture.order(shop, "JPY", 500)
                        .line(1, 5000, 0, 400)
                        .payment("paypal", 5900)
                        .read()
                        .totals()
                        .total()
                        .amount())
                .isEqualTo("5900");
        assertThat(Fixture.order(shop, "KWD", 1500)
                        .line(1, 12345, 0, 0)
                        .payment("paypal", 13845)
                        .read()
                        .totals()
                        .total()
                        .amount())
                .isEqualTo("13.845");
    }

    @Test
    void totalsAreMadeOfLinesDiscountTaxAndShipping() {
        Order.Totals totals = Fixture.order(shop, "USD", 500)
                .line(2, 1000, 300, 120)
                .line(1, 99, 0, 0)
                .payment("paypal", 2419)
                .read()
                .totals();

        assertThat(totals)
                .extracting(
                        Order.Totals::subtotal,
                        Order.Totals::discount,
                        Order.Totals::tax,
                        Order.Totals::shipping,
                        Order.Totals::total)
                .containsExactly(usd("20.99"), usd("3"), usd("1.20"), usd("5"), usd("24.19"));
    }

    @Test
    void nothingWantedIsEverythingLeft() {
        Fixture fixture = Fixture.order(shop, "USD", 500).line(2, 1000, 0, 0).payment("paypal", 2500);
        refund(fixture.order, "paypal-" + fixture.order + "-1", "12", "USD")
                .line(fixture.order + "-1", 1)
                .shipping("2")
                .send(shop, "act_everything/1");

        Quote quote = quote(fixture, new Wanted(List.of(), null, null));

        assertThat(quote.lines()).containsExactly(new LineAmount(fixture.order + "-1", 1, usd("10")));
        assertThat(quote.shipping()).isEqualTo(usd("3"));
        assertThat(quote.total()).isEqualTo(usd("13")).isEqualTo(quote.maximum());
        assertThat(quote.maximumShipping()).isEqualTo(usd("3"));
    }

    @Test
    void everythingLeftIsNeverMoreThanThePaymentsHaveLeft() {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000);
        refund(fixture.order, "paypal-" + fixture.order + "-1", "4", "USD").send(shop, "act_goodwill/1");

        assertThat(quote(fixture, new Wanted(List.of(), null, null)).total()).isEqualTo(usd("6"));
        assertThat(quote(fixture, lines(fixture.order + "-1", 1)))
                .extracting(Quote::total, Quote::maximum)
                .containsExactly(usd("10"), usd("6"));
    }

    @Test
    void anAmountIsItself() {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000);

        assertThat(quote(fixture, new Wanted(List.of(), null, usd("2.50"))))
                .isEqualTo(new Quote(List.of(), usd("0"), usd("2.50"), usd("10"), usd("0")));
    }

    private static Wanted lines(String line, int quantity) {
        return new Wanted(List.of(new LineQuantity(line, quantity)), null, null);
    }

    private static Quote quote(Fixture fixture, Wanted wanted) {
        return shop.refunds.quote(fixture.read(), wanted);
    }

    private static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }
}
