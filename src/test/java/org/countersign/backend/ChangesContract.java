package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.countersign.change.Change;
import org.countersign.change.Changes;
import org.countersign.change.CustomerAddress;
import org.countersign.change.LabelVoid;
import org.countersign.change.ShippingAddress;
import org.countersign.change.ShippingLabel;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.Address;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.Page;
import org.junit.jupiter.api.Test;

/** What {@link Changes} promises of each kind of change, for a shop that takes keys, keeps marks and closes keys. */
public abstract class ChangesContract {

    protected abstract ShopBed bed();

    private Changes changes() {
        return bed().changes();
    }

    /**
     * One kind of change: not there, made, found as planned, made once however often it is sent, another request under
     * its key declined, and a closed key without effect for ever.
     *
     * @param different the same kind with other content
     */
    protected final void holds(String tool, Change change, Change different, Runnable shows) {
        StepKey key = RefundsContract.key();
        Absence absence = changes().abilities(tool).absence();
        assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.NotShown(absence));
        Reply first = changes().send(tool, change, key);
        assertThat(first).as(change.kind()).isInstanceOf(Reply.Accepted.class);
        assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.Shown(change.effect()));
        assertThat(changes().findOrClose(tool, change, key)).isEqualTo(new Proof.Shown(change.effect()));
        shows.run();
        assertThat(changes().send(tool, change, key)).isEqualTo(first);
        shows.run();
        assertThat(changes().send(tool, different, key)).isInstanceOf(Reply.Declined.class);
        assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.Shown(change.effect()));
        assertThat(bed().marks()
                        .since(Instant.now().minus(Duration.ofMinutes(5)), new Page.Request(100, null))
                        .items())
                .anySatisfy(mark -> {
                    assertThat(mark.mark()).isEqualTo(key.value());
                    assertThat(mark.what()).isEqualTo(change.kind());
                    assertThat(mark.object()).isEqualTo(change.object());
                    assertThat(mark.money()).isEqualTo(change.money());
                });
    }

    /** On an object of its own. */
    protected final void neverAfterClosing(String tool, Change change) {
        StepKey key = RefundsContract.key();
        assertThat(changes().findOrClose(tool, change, key)).isEqualTo(new Proof.NotShown(Absence.PROOF));
        assertThat(changes().send(tool, change, key)).isInstanceOf(Reply.Declined.class);
        assertThat(changes().find(tool, change, key)).isEqualTo(new Proof.NotShown(Absence.PROOF));
    }

    private static ShippingAddress to(Order order, String city) {
        return new ShippingAddress(
                order.id(), new Address("Ada Low", null, "12 Oak Street", null, city, "CO", "80202", "US", null));
    }

    private static ShippingLabel label(Order order, String service, String number) {
        Money price = new Money(899, Money.currency("USD"));
        return new ShippingLabel(order.id(), Order.Label.Direction.OUTBOUND, "testcarrier", service, price, number);
    }

    @Test
    void aShippingLabel() {
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
    void aVoidedLabel() {
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
    void aCustomersDefaultAddress() {
        CustomerId customer = bed().order().customer().id();
        CustomerAddress denver = at(customer, "Denver");
        String before = bed().customers().customer(customer).orElseThrow().revision();
        holds(
                "change_customer_address",
                denver,
                at(customer, "Boulder"),
                () -> assertThat(bed().customers().customer(customer).orElseThrow())
                        .satisfies(now -> assertThat(now.defaultAddress()).isEqualTo(denver.address()))
                        .satisfies(now -> assertThat(now.addresses()).containsExactly(denver.address())));
        assertThat(bed().customers().customer(customer).orElseThrow().revision())
                .isNotEqualTo(before);
        neverAfterClosing("change_customer_address", at(bed().order().customer().id(), "Denver"));
    }

    private static CustomerAddress at(CustomerId customer, String city) {
        return new CustomerAddress(
                customer, new Address("Ada Low", null, "12 Oak Street", null, city, "CO", "80202", "US", null));
    }

    @Test
    void aShippingAddress() {
        Order order = bed().order();
        holds(
                "change_shipping_address",
                to(order, "Denver"),
                to(order, "Boulder"),
                () -> assertThat(bed().again(order).shippingAddress())
                        .isEqualTo(to(order, "Denver").address()));
        assertThat(bed().again(order).revision()).isNotEqualTo(order.revision());
        neverAfterClosing("change_shipping_address", to(bed().order(), "Denver"));
    }
}
