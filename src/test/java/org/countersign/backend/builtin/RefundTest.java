package org.countersign.backend.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.backend.builtin.Asked.refund;

import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RefundTest {

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
    void aRefundShowsInPaymentLineTransactionsStatusAndRevision() {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(2, 1000, 0, 0).payment("paypal", 2000);
        Order before = fixture.read();
        Asked asked = refund(fixture.order, "paypal-" + fixture.order + "-1", "10", "USD")
                .line(fixture.order + "-1", 1);

        Reply reply = asked.send(shop, "act_effect/1");

        Order after = fixture.read();
        assertThat(reply).isInstanceOf(Reply.Accepted.class);
        assertThat(after.payments()).singleElement().satisfies(payment -> {
            assertThat(payment.refunded()).isEqualTo(usd("10"));
            assertThat(payment.refundable()).isEqualTo(usd("10"));
        });
        assertThat(after.lines()).extracting(Order.Line::refundedQuantity).containsExactly(1);
        assertThat(after.transactions()).singleElement().satisfies(moved -> {
            assertThat(moved.kind()).isEqualTo(Order.Transaction.Kind.REFUND);
            assertThat(moved.amount()).isEqualTo(usd("10"));
            assertThat(moved.settles()).isEqualTo(((Reply.Accepted) reply).backendId());
        });
        assertThat(after.paymentStatus()).isEqualTo(Order.PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(after.revision()).isNotEqualTo(before.revision());
    }

    @Test
    void refundingTheRestMakesTheOrderRefunded() {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000);
        String method = "paypal-" + fixture.order + "-1";

        refund(fixture.order, method, "4", "USD").send(shop, "act_rest/1");
        refund(fixture.order, method, "6", "USD").line(fixture.order + "-1", 1).send(shop, "act_rest/2");

        assertThat(fixture.read().paymentStatus()).isEqualTo(Order.PaymentStatus.REFUNDED);
        assertThat(fixture.read().totals().refundable().isZero()).isTrue();
    }

    @Test
    void aGiftCardIsCreditedAtOnceAndItsOwnerChanged() {
        Order order = shop.orders.order(new OrderId("W2611340")).orElseThrow();
        CustomerId customer = order.customer().id();
        String revision = shop.customers.customer(customer).orElseThrow().revision();

        refund("W2611340", "gift_card_1725971", "47.84", "USD")
                .line("W2611340-1", 1)
                .send(shop, "act_card/1");

        var after = shop.customers.customer(customer).orElseThrow();
        assertThat(after.paymentMethod("gift_card_1725971").orElseThrow().balance())
                .isEqualTo(usd("64.84"));
        assertThat(after.revision()).isNotEqualTo(revision);
    }

    @Test
    void moneyMayGoToAnotherMethodAndStillLowersTheGivenPayment() {
        Fixture fixture = Fixture.order(shop, "USD", 0)
                .line(1, 1000, 0, 0)
                .payment("paypal", 1000)
                .method("gift_card");
        String card = "gift_card-" + fixture.order + "-0";

        refund(fixture.order, card, "3", "USD").send(shop, "act_other/1");

        assertThat(fixture.read().payments().getFirst().refundable()).isEqualTo(usd("7"));
        assertThat(fixture.read().transactions().getLast().methodId()).isEqualTo(card);
        assertThat(shop.number("select balance from shop.payment_methods where id = '" + card + "'"))
                .isEqualTo(300);
    }

    @Test
    void unitsGoBackIntoStock() {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(3, 1000, 0, 0).payment("paypal", 3000);
        String line = fixture.order + "-1";

        refund(fixture.order, "paypal-" + fixture.order + "-1", "20", "USD")
                .line(line, 2)
                .restocking(line, 2)
                .send(shop, "act_stock/1");

        assertThat(stock(line)).isEqualTo(12);
        assertDeclined(
                refund(fixture.order, "paypal-" + fixture.order + "-1", "10", "USD")
                        .line(line, 1)
                        .restocking(line, 2),
                "1 to 1 can be put back");
        assertThat(stock(line)).isEqualTo(12);
    }

    @Test
    void whatTheShopShowsIsWhatWasPlanned() {
        Fixture fixture = Fixture.order(shop, "USD", 500)
                .line(2, 1000, 0, 0)
                .line(1, 300, 0, 0)
                .payment("paypal", 2800);
        Asked asked = refund(fixture.order, "paypal-" + fixture.order + "-1", "15", "USD")
                .line(fixture.order + "-2", 1)
                .line(fixture.order + "-1", 1)
                .shipping("2")
                .restocking(fixture.order + "-1", 1);

        asked.send(shop, "act_shown/1");

        assertThat(find(asked, "act_shown/1"))
                .isEqualTo(new Proof.Shown(asked.toRefund().effect().toJson()));
        assertThat(find(asked, "act_shown/2")).isEqualTo(new Proof.NotShown(Absence.PROOF));
    }

    @Test
    void aStepWithoutLinesIsShownWithoutLines() {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000);
        Asked asked = refund(fixture.order, "paypal-" + fixture.order + "-1", "1", "USD")
                .restocking(fixture.order + "-1", 1);

        asked.send(shop, "act_nolines/1");

        assertThat(find(asked, "act_nolines/1"))
                .isEqualTo(new Proof.Shown(asked.toRefund().effect().toJson()));
    }

    @Test
    void theSameKeyWithTheSameRequestHasOneEffect() {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("gift_card", 1000);
        Asked asked = refund(fixture.order, "gift_card-" + fixture.order + "-1", "4", "USD");

        Reply first = asked.send(shop, "act_same/1");
        Reply second = asked.send(shop, "act_same/1");

        assertThat(second).isEqualTo(first).isInstanceOf(Reply.Accepted.class);
        assertThat(fixture.read().totals().refunded()).isEqualTo(usd("4"));
        assertThat(shop.number(
                        "select balance from shop.payment_methods where id = 'gift_card-" + fixture.order + "-1'"))
                .isEqualTo(400);
    }

    @Test
    void theSameKeyWithAnotherRequestIsDeclined() {
        Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000);
        Fixture other = Fixture.order(shop, "USD", 0).line(1, 1000, 0, 0).payment("paypal", 1000);
        refund(fixture.order, "paypal-" + fixture.order + "-1", "4", "USD").send(shop, "act_reuse/1");

        assertThat(refund(fixture.order, "paypal-" + fixture.order + "-1", "5", "USD")
                        .send(shop, "act_reuse/1"))
                .isInstanceOf(Reply.Declined.class);
        assertThat(refund(other.order, "paypal-" + other.order + "-1", "4", "USD")
                        .send(shop, "act_reuse/1"))
                .isInstanceOf(Reply.Declined.class);
        assertThat(fixture.read().totals().refunded()).isEqualTo(usd("4"));
        assertThat(other.read().totals().refunded().isZero()).isTrue();
    }

    @Test
    void theShopNeverGivesBackMoreThanItTook() {
        Fixture fixture = Fixture.order(shop, "USD", 500)
                .line(2, 1000, 0, 0)
                .payment("paypal", 1500)
                .payment("gift_card", 1000);
        String paypal = "paypal-" + fixture.order + "-1";
        String line = fixture.order + "-1";

        assertDeclined(refund(fixture.order, paypal, "15.01", "USD"), "has 15.00 USD left");
        assertDeclined(refund(fixture.order, paypal, "0", "USD"), "more than zero");
        assertDeclined(refund(fixture.order, paypal, "-1", "USD"), "more than zero");
        assertDeclined(refund(fixture.order, paypal, "5", "EUR"), "is in USD");
        assertDeclined(refund(fixture.order, paypal, "10", "USD").line(line, 3), "1 to 2 can be refunded, not 3");
        assertDeclined(refund(fixture.order, paypal, "10", "USD").line(line, 1).line(line, 2), "not 3");
        assertDeclined(refund(fixture.order, paypal, "10", "USD").line(line, 0), "not 0");
        assertDeclined(refund(fixture.order, paypal, "10", "USD").line(line, -1), "not -1");
        assertDeclined(refund(fixture.order, paypal, "10", "USD").line("W2611340-1", 1), "no line");
        assertDeclined(refund(fixture.order, paypal, "10", "USD").shipping("5.01"), "shipping has 5.00 USD left");
        assertDeclined(refund(fixture.order, paypal, "10", "USD").shipping("-1"), "not below zero");
        assertDeclined(refund(fixture.order, paypal, "10", "USD").from("W2611340-pay-1"), "no payment");
        assertDeclined(refund(fixture.order, "gift_card_1725971", "10", "USD"), "none of the order's customer");
        assertDeclined(refund(fixture.order, "nobody's", "10", "USD"), "none of the order's customer");
        assertDeclined(refund("W0", paypal, "10", "USD"), "no order");
        assertThat(fixture.read().totals().refundable()).isEqualTo(usd("25"));
        assertThat(fixture.read().transactions()).isEmpty();
    }

    @Test
    void aMethodThatTakesNoMoneyFromElsewhereIsCreditedWithItsOwnOnly() {
        Fixture fixture = Fixture.order(shop, "USD", 0)
                .line(1, 1000, 0, 0)
                .payment("paypal", 500)
                .payment("other", 500);
        String other = "other-" + fixture.order + "-2";

        assertDeclined(refund(fixture.order, other, "1", "USD"), "takes only what was paid with it");
        assertThat(refund(fixture.order, other, "1", "USD")
                        .from(fixture.order + "-pay-2")
                        .send(shop, "act_own/1"))
                .isInstanceOf(Reply.Accepted.class);
    }

    @Test
    void aCancelledSampleOrderHasNothingLeft() {
        assertDeclined(refund("W3220387", "paypal_5716091", "0.01", "USD"), "has 0.00 USD left");
    }

    private static void assertDeclined(Asked asked, String why) {
        assertThat(asked.send(shop, "act_declined/1"))
                .isInstanceOfSatisfying(
                        Reply.Declined.class,
                        declined -> assertThat(declined.why()).contains(why));
        assertThat(find(asked, "act_declined/1")).isInstanceOf(Proof.NotShown.class);
    }

    private static Proof find(Asked asked, String key) {
        return shop.refunds.find(asked.toRefund(), new StepKey(key));
    }

    private static long stock(String line) {
        return shop.number("select stock from shop.variants where id = 'variant-" + line + "'");
    }

    private static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }
}
