package org.countersign.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.countersign.backend.ShopBed;
import org.countersign.cancel.Cancels;
import org.countersign.change.OrderNote;
import org.countersign.change.ShippingAddress;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds;
import org.countersign.shop.Address;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Medusa moves money that nobody asked for, or says no when it has moved it: none of that is done under our name. */
@Tag("outer")
@QuarkusTest
@TestProfile(MedusaProfile.class)
class MedusaMoneyTest {

    private static final int SENDERS = 8;

    MedusaShop shop;

    /** Medusa answers most of these with 400, and pays for some of them all the same. */
    @Test
    void whatIsDeclinedOrNotSentHasNoEffectHoweverManyRefundsRace() throws Exception {
        Order order = bed().order();
        Map<StepKey, Reply> replies = race(order, "20.00");
        BigDecimal shown = BigDecimal.ZERO;
        for (Map.Entry<StepKey, Reply> sent : replies.entrySet()) {
            Refunds.Refund refund = refund(order, "20.00");
            Proof proof = bed().refunds().find(refund, sent.getKey());
            if (proof instanceof Proof.Shown) {
                assertThat(proof).isEqualTo(new Proof.Shown(refund.effect().toJson()));
                assertThat(sent.getValue()).isNotInstanceOfAny(Reply.Declined.class, Reply.NotSent.class);
                shown = shown.add(new BigDecimal("20.00"));
            } else {
                assertThat(proof).isEqualTo(new Proof.NotShown(Absence.HINT));
                assertThat(sent.getValue()).isNotInstanceOf(Reply.Accepted.class);
            }
        }
        assertThat(paidBack(order)).isEqualByComparingTo(shown).isPositive();
    }

    @Test
    void nothingMovesWhileSomebodyIsChangingTheOrder() {
        Order order = bed().order();
        shop.admin().post("/admin/order-edits", Map.of("order_id", order.id().value()));
        assertThat(bed().refunds().refund(refund(order, "5.00"), key())).isInstanceOf(Reply.Declined.class);
        assertThat(bed().cancels().cancel(cancel(order), key())).isInstanceOf(Reply.Declined.class);
        assertThat(paidBack(order)).isZero();
        assertThat(bed().again(order).status()).isEqualTo(Order.Status.OPEN);
    }

    @Test
    void anOrderIsNotCancelledWhileMedusaWouldPayBackByItself() {
        Order order = bed().order();
        StepKey key = key();
        assertThat(bed().cancels().cancel(cancel(order), key)).isInstanceOf(Reply.Declined.class);
        assertThat(bed().cancels().find(cancel(order), key)).isEqualTo(new Proof.NotShown(Absence.HINT));
        assertThat(paidBack(order)).isZero();
        assertThat(read(order).path("status").asText()).isEqualTo("pending");
        assertThat(read(order).path("metadata").properties()).isEmpty();
    }

    /** Else its money would be paid back before Medusa refuses to cancel it. */
    @Test
    void anOrderThatMedusaWouldNotCancelIsNotShownAsOpen() {
        Order order = bed().order();
        shop.admin().post("/admin/orders/" + order.id() + "/complete", Map.of());
        assertThat(bed().again(order).status()).isEqualTo(Order.Status.CLOSED);
        assertThat(bed().cancels().cancel(cancel(order), key())).isInstanceOf(Reply.Declined.class);
    }

    @ParameterizedTest
    @CsvSource({"JPY, 6400, 1", "JPY, 6400, 500", "KWD, 6400, 1.125", "KWD, 6400, 0.001", "USD, 6400, 0.01"})
    void theExactAmountGoesInTheDigitsOfItsCurrency(String currency, long paid, String amount) {
        Order order = bed().order(
                        currency,
                        900,
                        List.of(new ShopBed.Line(3, 1000), new ShopBed.Line(1, 2500)),
                        List.of(new ShopBed.Paid("credit_card", paid)));
        Refunds.Refund refund = refund(order, Money.parse(amount, currency));
        StepKey key = key();
        assertThat(bed().refunds().refund(refund, key)).isInstanceOf(Reply.Accepted.class);
        assertThat(bed().refunds().find(refund, key))
                .isEqualTo(new Proof.Shown(refund.effect().toJson()));
        assertThat(paidBack(order)).isEqualByComparingTo(amount);
    }

    @Test
    void medusasOneCentMoreThanWasPaidIsNotAskedFor() {
        Order order = bed().order();
        assertThat(bed().refunds().refund(refund(order, "64.01"), key())).isInstanceOf(Reply.Declined.class);
        assertThat(paidBack(order)).isZero();
    }

    @Test
    void anOrderKeepsItsCountryAndACancelledOneTakesNoNote() {
        Order order = bed().order();
        Address there = order.shippingAddress();
        ShippingAddress abroad = new ShippingAddress(
                order.id(), new Address(there.name(), null, "1 Rue", null, "Paris", null, "75001", "FR", null));
        assertThat(bed().changes().send("change_shipping_address", abroad, key()))
                .isInstanceOf(Reply.Declined.class);
        assertThat(bed().again(order).shippingAddress()).isEqualTo(there);
        shop.admin().post("/admin/orders/" + order.id() + "/cancel", Map.of());
        OrderNote note = new OrderNote(order.id(), "too late", false);
        assertThat(bed().changes().send("add_order_note", note, key())).isInstanceOf(Reply.Declined.class);
        assertThat(bed().again(order).notes()).isEmpty();
    }

    private Map<StepKey, Reply> race(Order order, String amount) throws Exception {
        Map<StepKey, Reply> replies = new HashMap<>();
        List<StepKey> keys = java.util.stream.Stream.generate(MedusaMoneyTest::key)
                .limit(SENDERS)
                .toList();
        Refunds refunds = bed().refunds();
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            var sent = senders.invokeAll(keys.stream()
                    .<Callable<Reply>>map(key -> () -> refunds.refund(refund(order, amount), key))
                    .toList());
            for (int n = 0; n < SENDERS; n++) {
                replies.put(keys.get(n), sent.get(n).get());
            }
        }
        return replies;
    }

    /** By Medusa's own books, past the server. */
    private BigDecimal paidBack(Order order) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode collection : read(order).path("payment_collections")) {
            for (JsonNode payment : collection.path("payments")) {
                for (JsonNode refund : payment.path("refunds")) {
                    sum = sum.add(new BigDecimal(refund.at("/raw_amount/value").asText()));
                }
            }
        }
        return sum;
    }

    private JsonNode read(Order order) {
        return shop.admin()
                .get("/admin/orders/" + order.id() + "?fields=status,metadata,*payment_collections.payments.refunds")
                .path("order");
    }

    private ShopBed bed() {
        return new MedusaBed(shop);
    }

    private static Refunds.Refund refund(Order order, String amount) {
        return refund(order, Money.parse(amount, "USD"));
    }

    private static Refunds.Refund refund(Order order, Money amount) {
        String payment = order.payments().getFirst().id();
        return new Refunds.Refund(
                order.id(), payment, payment, amount, List.of(), null, List.of(), "damaged", "sorry", false);
    }

    private static Cancels.Cancel cancel(Order order) {
        return new Cancels.Cancel(order.id(), "no_longer_needed", null, List.of(), false);
    }

    private static StepKey key() {
        return new StepKey("act_" + UUID.randomUUID() + "/1");
    }
}
