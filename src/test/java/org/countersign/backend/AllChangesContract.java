package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.change.Charge;
import org.countersign.change.HoldPlaced;
import org.countersign.change.HoldReleased;
import org.countersign.change.LabelVoid;
import org.countersign.change.LineChanges;
import org.countersign.change.MethodRules;
import org.countersign.change.ShippingLabel;
import org.countersign.change.StoreCredit;
import org.countersign.gate.Reply;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;
import org.junit.jupiter.api.Test;

/** What {@link org.countersign.change.Changes} promises of the kinds that not every shop can: charges, labels, holds, store credit. */
public abstract class AllChangesContract extends ChangesContract {

    private Money balance(Order order, String method) {
        return MethodRules.method(order, method, bed().customers())
                .map(PaymentMethod::balance)
                .orElseThrow();
    }

    @Test
    void aCharge() {
        Order order = bed().order();
        String card = bed().method(order, "gift_card", 2000);
        Charge charge = new Charge(order.id(), card, usd(1500), Charge.PRICE_DIFFERENCE);
        holds("change_order_items", charge, new Charge(order.id(), card, usd(400), Charge.PRICE_DIFFERENCE), () -> {
            Order now = bed().again(order);
            assertThat(now.payments()).hasSize(2);
            assertThat(now.totals().refundable()).isEqualTo(usd(7900));
            assertThat(now.transactions())
                    .filteredOn(moved -> moved.kind() == Order.Transaction.Kind.CHARGE && moved.mark() != null)
                    .singleElement()
                    .satisfies(moved -> assertThat(moved.amount()).isEqualTo(usd(1500)));
            assertThat(balance(order, card)).isEqualTo(usd(500));
        });
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        Order other = bed().order();
        neverAfterClosing(
                "change_order_items",
                new Charge(other.id(), bed().method(other, "credit_card", 0), usd(1), Charge.PRICE_DIFFERENCE));
    }

    @Test
    void aDifferenceIsTakenWithTheChangeOrNeither() {
        Order order = bed().order();
        String card = bed().method(order, "credit_card", 0);
        String poor = bed().method(order, "gift_card", 1499);
        String dearer = bed().variant(order.lines().getFirst().productId(), 1500, 3);
        LineChanges swap = LineChanges.of(order, List.of(swap(order, 0, dearer, 3)));
        declined(swap.charging(poor, usd(1500)));
        assertThat(bed().again(order)).isEqualTo(order);
        assertThat(stock(dearer)).isEqualTo(3);
        holds("change_order_items", swap.charging(card, usd(1500)), swap, () -> {
            Order now = bed().again(order);
            assertThat(now.totals().refundable()).isEqualTo(now.totals().total());
            assertThat(now.paymentStatus()).isEqualTo(Order.PaymentStatus.PAID);
            assertThat(stock(dearer)).isZero();
        });
    }

    @Test
    void aGiftCardPaysWhatItHasAndNobodyPaysForAnother() {
        Order order = bed().order();
        String card = bed().method(order, "gift_card", 1499);
        declined(new Charge(order.id(), card, usd(1500), Charge.PRICE_DIFFERENCE));
        declined(new Charge(bed().order().id(), card, usd(1), Charge.PRICE_DIFFERENCE));
        declined(new Charge(order.id(), card, new Money(1, Money.currency("EUR")), Charge.PRICE_DIFFERENCE));
        assertThat(balance(order, card)).isEqualTo(usd(1499));
        assertThat(bed().again(order)).isEqualTo(order);
    }

    private static ShippingLabel label(Order order, String service, String number) {
        Money price = new Money(899, Money.currency("USD"));
        return new ShippingLabel(order.id(), Order.Label.Direction.OUTBOUND, "testcarrier", service, price, number);
    }

    @Test
    protected void aShippingLabel() {
        Order order = bed().order();
        String number = "71" + System.nanoTime();
        holds(
                "buy_shipping_label",
                label(order, "standard", number),
                label(order, "express", number),
                () -> assertThat(bed().again(order).labels()).singleElement().satisfies(label -> {
                    assertThat(label.direction()).isEqualTo(Order.Label.Direction.OUTBOUND);
                    assertThat(label.carrier()).isEqualTo("testcarrier");
                    assertThat(label.service()).isEqualTo("standard");
                    assertThat(label.trackingNumber()).isEqualTo(number);
                    assertThat(label.price().toString()).isEqualTo("8.99 USD");
                    assertThat(label.status()).isEqualTo(Order.Label.Status.BOUGHT);
                }));
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        assertThat(bed().trackings().orderOf(number)).contains(order.id());
        assertThat(bed().trackings().orderOf(number + "0")).isEmpty();
        neverAfterClosing("buy_shipping_label", label(bed().order(), "standard", number + "1"));
    }

    @Test
    protected void aVoidedLabel() {
        Order order = bed().order();
        for (String part : List.of("1", "2")) {
            ShippingLabel bought = label(order, "standard", "72" + System.nanoTime() + part);
            assertThat(changes().send("buy_shipping_label", bought, RefundsContract.key()))
                    .isInstanceOf(Reply.Accepted.class);
        }
        List<Order.Label> labels = bed().again(order).labels();
        Order bought = bed().again(order);
        holds(
                "void_shipping_label",
                new LabelVoid(order.id(), labels.getFirst().id()),
                new LabelVoid(order.id(), labels.getLast().id()),
                () -> assertThat(bed().again(order).labels())
                        .extracting(Order.Label::status)
                        .containsExactlyInAnyOrder(Order.Label.Status.VOIDED, Order.Label.Status.BOUGHT));
        assertThat(bed().again(order).revision()).isNotEqualTo(bought.revision());
        neverAfterClosing(
                "void_shipping_label",
                new LabelVoid(order.id(), labels.getLast().id()));
    }

    @Test
    void aHold() {
        Order order = bed().order();
        HoldPlaced fraud = new HoldPlaced(order.id(), "suspected_fraud", "ask the bank");
        holds(
                "hold_order",
                fraud,
                new HoldPlaced(order.id(), "out_of_stock", null),
                () -> assertThat(bed().again(order).holds())
                        .singleElement()
                        .satisfies(hold -> assertThat(hold.reason()).isEqualTo("suspected_fraud"))
                        .satisfies(hold -> assertThat(hold.note()).isEqualTo("ask the bank")));
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        neverAfterClosing("hold_order", new HoldPlaced(bed().order().id(), "out_of_stock", null));
    }

    @Test
    void aRelease() {
        Order held = held();
        String revision = held.revision();
        String first = held.holds().getFirst().id();
        String second = held.holds().getLast().id();
        holds(
                "release_order",
                new HoldReleased(held.id(), first),
                new HoldReleased(held.id(), second),
                () -> assertThat(bed().again(held).holds())
                        .extracting(Order.Hold::id)
                        .containsExactly(second));
        assertThat(bed().again(held).revision()).isNotEqualTo(revision);
        Order another = held();
        neverAfterClosing(
                "release_order",
                new HoldReleased(another.id(), another.holds().getFirst().id()));
    }

    /** Twice. */
    private Order held() {
        Order order = bed().order();
        for (String reason : List.of("awaiting_payment", "out_of_stock")) {
            changes().send("hold_order", new HoldPlaced(order.id(), reason, null), RefundsContract.key());
        }
        return bed().again(order);
    }

    @Test
    void storeCredit() {
        CustomerId customer = bed().order().customer().id();
        Customer before = bed().customers().customer(customer).orElseThrow();
        StoreCredit credit = credit(customer, "12.34");
        holds("issue_store_credit", credit, credit(customer, "12.35"), () -> {
            List<PaymentMethod> methods =
                    bed().customers().customer(customer).orElseThrow().paymentMethods();
            assertThat(methods).hasSize(before.paymentMethods().size() + 1);
            PaymentMethod card = methods.getLast();
            assertThat(card.kind()).isEqualTo(PaymentMethod.Kind.GIFT_CARD);
            assertThat(card.balance()).isEqualTo(credit.amount());
            assertThat(card.canCharge()).isTrue();
            assertThat(card.canCredit()).isTrue();
        });
        assertThat(bed().customers().customer(customer).orElseThrow().revision())
                .isNotEqualTo(before.revision());
        neverAfterClosing("issue_store_credit", credit(bed().order().customer().id(), "1.00"));
    }

    private static StoreCredit credit(CustomerId customer, String amount) {
        return new StoreCredit(customer, Money.parse(amount, "USD"), "goodwill", null, null);
    }
}
