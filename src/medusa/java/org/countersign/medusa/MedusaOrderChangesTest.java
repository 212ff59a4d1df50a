package org.countersign.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.backend.ShopBed;
import org.countersign.change.Change;
import org.countersign.change.ExchangeReceipt;
import org.countersign.change.ExchangeRequest;
import org.countersign.change.Fulfillment;
import org.countersign.change.LineChanges;
import org.countersign.change.PriceDifference;
import org.countersign.change.Swap;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.Product;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What follows from how Medusa changes orders: drafts, stock that is reserved, and money that is owed afterwards. */
@Tag("outer")
@QuarkusTest
@TestProfile(MedusaProfile.class)
class MedusaOrderChangesTest {

    MedusaShop shop;

    private ShopBed bed() {
        return new MedusaBed(shop);
    }

    private static StepKey key() {
        return new StepKey("act_" + UUID.randomUUID() + "/1");
    }

    private Reply send(String tool, Change change) {
        return bed().changes().send(tool, change, key());
    }

    private Swap swap(Order order, String variant, int quantity) {
        Product.Variant to = bed().products().productOfVariant(variant).orElseThrow().variants().stream()
                .filter(one -> one.id().equals(variant))
                .findFirst()
                .orElseThrow();
        return new Swap(order.lines().getFirst(), to, quantity);
    }

    private JsonNode changes(Order order) {
        return shop.admin()
                .get("/admin/orders/" + order.id().value() + "/changes")
                .path("order_changes");
    }

    @Test
    void whatIsCheaperNowIsPaidBackOnce() {
        Order order = bed().order();
        String cheaper = bed().variant(order.lines().getFirst().productId(), 800, 3);
        assertThat(send("change_order_items", LineChanges.of(order, List.of(swap(order, cheaper, 3)))))
                .isInstanceOf(Reply.Accepted.class);
        Order.Payment payment = bed().again(order).payments().getFirst();
        Money difference = Money.parse("6.00", "USD");
        Refunds.Refund refund = new Refunds.Refund(
                order.id(),
                payment.id(),
                payment.method().id(),
                difference,
                List.of(),
                null,
                List.of(),
                "price_adjustment",
                null,
                false);
        StepKey key = key();
        assertThat(bed().refunds().refund(refund, key)).isInstanceOf(Reply.Accepted.class);
        Order now = bed().again(order);
        assertThat(now.totals().refunded()).isEqualTo(difference);
        assertThat(now.totals().total()).isEqualTo(Money.parse("58.00", "USD"));
        assertThat(now.totals().refundable()).isEqualTo(now.totals().total());
    }

    @Test
    void whatAPersonHasOpenInTheAdminIsLeftAlone() {
        Order order = bed().order();
        String other = bed().variant(order.lines().getFirst().productId(), 1000, 3);
        shop.admin().post("/admin/order-edits", Map.of("order_id", order.id().value(), "internal_note", "Ann"));
        LineChanges change = LineChanges.of(order, List.of(swap(order, other, 1)));
        assertThat(send("change_order_items", change))
                .isInstanceOfSatisfying(
                        Reply.Declined.class,
                        no -> assertThat(no.why()).contains("a person has to finish or cancel that first"));
        assertThat(changes(order)).hasSize(1);
        assertThat(changes(order).get(0).path("status").asText()).isEqualTo("pending");
        assertThat(bed().again(order).lines()).isEqualTo(order.lines());
    }

    @Test
    void aDraftThatACrashLeftBehindIsDeletedWhenItsKeyIsClosedAndNeverConfirmed() {
        Order order = bed().order();
        String other = bed().variant(order.lines().getFirst().productId(), 1000, 3);
        LineChanges change = LineChanges.of(order, List.of(swap(order, other, 1)));
        StepKey key = key();
        shop.admin()
                .post(
                        "/admin/order-edits",
                        Map.of("order_id", order.id().value(), "internal_note", "countersign:" + key));
        assertThat(bed().again(order).holds()).isEmpty();
        assertThat(bed().changes().find("change_order_items", change, key)).isEqualTo(new Proof.NotShown(Absence.HINT));
        assertThat(changes(order)).hasSize(1);
        assertThat(bed().changes().findOrClose("change_order_items", change, key))
                .isEqualTo(new Proof.NotShown(Absence.HINT));
        assertThat(changes(order)).isEmpty();
    }

    @Test
    void aDraftOfOursThatWasLeftBehindIsNotInTheWayOfARefund() {
        Order order = bed().order();
        shop.admin()
                .post(
                        "/admin/order-edits",
                        Map.of("order_id", order.id().value(), "internal_note", "countersign:" + key()));
        Order.Payment payment = order.payments().getFirst();
        Refunds.Refund refund = new Refunds.Refund(
                order.id(),
                payment.id(),
                payment.method().id(),
                Money.parse("1.00", "USD"),
                List.of(),
                null,
                List.of(),
                "goodwill",
                null,
                false);
        assertThat(bed().refunds().refund(refund, key())).isInstanceOf(Reply.Accepted.class);
        assertThat(changes(order))
                .noneMatch(change -> change.path("status").asText().equals("pending"));
        assertThat(bed().again(order).totals().refunded()).isEqualTo(Money.parse("1.00", "USD"));
    }

    @Test
    void whatWasExchangedIsReservedWhenTheOldUnitsAreBackAndCanBeSent() {
        Order delivered = bed().delivered(bed().order());
        String other = bed().variant(delivered.lines().getFirst().productId(), 1000, 3);
        List<Swap> swaps = List.of(swap(delivered, other, 3));
        Order.Line line = delivered.lines().getFirst();
        ExchangeRequest request = new ExchangeRequest(
                delivered.id(),
                List.of(new Order.Change(line.id(), other, 3, "color", Money.parse("10.00", "USD"))),
                delivered.payments().getFirst().method().id(),
                PriceDifference.of(swaps));
        assertThat(send("exchange_items", request)).isInstanceOf(Reply.Accepted.class);
        Order order = bed().again(delivered);
        ExchangeReceipt receipt = new ExchangeReceipt(
                order.exchanges().getFirst().id(),
                LineChanges.of(order, swaps),
                List.of(new Order.ReceivedLine(line.id(), 3, true)));
        assertThat(send("receive_return", receipt)).isInstanceOf(Reply.Accepted.class);
        Order exchanged = bed().again(order);
        assertThat(exchanged.lines()).hasSize(2);
        assertThat(exchanged.line(line.id()).orElseThrow().variantId()).isEqualTo(other);
        Fulfillment parcel =
                new Fulfillment(order.id(), List.of(new Refunds.LineQuantity(line.id(), 3)), null, null, null, false);
        assertThat(send("fulfill_order", bed().changes().parts(parcel).getFirst()))
                .isInstanceOf(Reply.Accepted.class);
        assertThat(bed().again(order).line(line.id()).orElseThrow().fulfilledQuantity())
                .isEqualTo(3);
    }
}
