package org.countersign.backend.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.countersign.change.Change;
import org.countersign.change.Fulfillment;
import org.countersign.change.HoldPlaced;
import org.countersign.change.HoldReleased;
import org.countersign.change.OrderNote;
import org.countersign.change.StoreCredit;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shop protects itself, whoever calls. */
class ChangeRulesTest {

    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = new TestShop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private final Fixture fixture =
            Fixture.order(shop, "USD", 900).line(3, 1000, 0, 0).payment("credit_card", 3900);
    private final OrderId order = new OrderId(fixture.order);

    private Reply send(Change change) {
        return new BuiltinChanges(shop.database)
                .send(change.kind(), change, new StepKey("act_" + UUID.randomUUID() + "/1"));
    }

    private Fulfillment parcel(int quantity) {
        return parcel(quantity, null);
    }

    private Fulfillment parcel(int quantity, String label) {
        return new Fulfillment(
                order, List.of(new LineQuantity(fixture.order + "-1", quantity)), "1Z9", "UPS", label, false);
    }

    private void is(String column, String value) {
        shop.execute("update shop.orders set %s = '%s' where id = '%s'".formatted(column, value, order));
    }

    @Test
    void neverMoreIsSentThanIsLeft() {
        assertThat(send(parcel(4))).isInstanceOf(Reply.Declined.class);
        assertThat(send(parcel(2))).isInstanceOf(Reply.Accepted.class);
        assertThat(send(parcel(2))).isInstanceOf(Reply.Declined.class);
        shop.execute("update shop.lines set refunded_quantity = 1 where order_id = '%s'".formatted(order));
        assertThat(send(parcel(1))).isInstanceOf(Reply.Declined.class);
        assertThat(send(new HoldPlaced(order, "out_of_stock", null))).isInstanceOf(Reply.Declined.class);
        assertThat(fixture.read().lines().getFirst().fulfilledQuantity()).isEqualTo(2);
    }

    @Test
    void whatIsHeldUnpaidOrNotOpenIsNotSent() {
        is("payment_status", "failed");
        assertThat(send(parcel(1))).isInstanceOf(Reply.Declined.class);
        is("payment_status", "paid");
        assertThat(send(new HoldPlaced(order, "awaiting_payment", null))).isInstanceOf(Reply.Accepted.class);
        assertThat(send(parcel(1))).isInstanceOf(Reply.Declined.class);
        assertThat(send(new HoldReleased(order, "ho_of_nobody"))).isInstanceOf(Reply.Declined.class);
        String hold = fixture.read().holds().getFirst().id();
        assertThat(send(new HoldReleased(order, hold))).isInstanceOf(Reply.Accepted.class);
        assertThat(send(new HoldReleased(order, hold))).isInstanceOf(Reply.Declined.class);
        is("status", "closed");
        assertThat(send(parcel(1))).isInstanceOf(Reply.Declined.class);
        assertThat(send(new HoldPlaced(order, "awaiting_payment", null))).isInstanceOf(Reply.Declined.class);
        assertThat(fixture.read().shipments()).isEmpty();
    }

    @Test
    void aLabelIsUsedOnceAndStockStays() {
        shop.execute("""
                insert into shop.labels (order_id, id, direction, carrier, service, tracking_number, price, currency, status,
                                         bought_at)
                values ('%s', 'la_1', 'outbound', 'UPS', 'ground', '1Z9', 500, 'USD', 'bought', now()),
                       ('%1$s', 'la_2', 'return', 'UPS', 'ground', '1Z8', 500, 'USD', 'bought', now())""".formatted(order));
        assertThat(send(parcel(1, "la_2"))).isInstanceOf(Reply.Declined.class);
        assertThat(send(parcel(1, "la_1"))).isInstanceOf(Reply.Accepted.class);
        assertThat(fixture.read().labels())
                .extracting(Order.Label::status)
                .containsExactly(Order.Label.Status.USED, Order.Label.Status.BOUGHT);
        assertThat(send(parcel(1, "la_1"))).isInstanceOf(Reply.Declined.class);
        assertThat(shop.number("select stock from shop.variants where id = 'variant-%s-1'".formatted(order)))
                .isEqualTo(10);
    }

    @Test
    void whatWasDeliveredInPartStaysSo() {
        is("fulfillment_status", "partially_delivered");
        assertThat(send(parcel(3))).isInstanceOf(Reply.Accepted.class);
        assertThat(fixture.read().fulfillmentStatus()).isEqualTo(Order.FulfillmentStatus.PARTIALLY_DELIVERED);
    }

    @Test
    void aNoteNamesTheActionAndNobody() {
        is("status", "cancelled");
        new BuiltinChanges(shop.database)
                .send("add_order_note", new OrderNote(order, "x", true), new StepKey("act_7/1"));
        assertThat(fixture.read().notes().getFirst().author()).isEqualTo("Countersign act_7");
    }

    @Test
    void creditIsMoreThanZeroAndForAnOrderOfTheCustomer() {
        Order now = fixture.read();
        Money zero = Money.parse("0.00", "USD");
        assertThat(send(new StoreCredit(now.customer().id(), zero, "goodwill", null, null)))
                .isInstanceOf(Reply.Declined.class);
        Money ten = Money.parse("10.00", "USD");
        OrderId another = new OrderId(Fixture.order(shop, "USD", 0).order);
        assertThat(send(new StoreCredit(now.customer().id(), ten, "goodwill", null, another)))
                .isInstanceOf(Reply.Declined.class);
        assertThat(send(new StoreCredit(now.customer().id(), ten, "goodwill", null, order)))
                .isInstanceOf(Reply.Accepted.class);
    }
}
