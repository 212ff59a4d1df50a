package org.countersign.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.refund.Refunds.Wanted;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Refunds} promises, whatever the shop. */
public abstract class RefundsContract {

    protected abstract ShopBed bed();

    @Test
    void whatWasDoneIsFoundByItsKeyAsItWasPlanned() {
        Order order = bed().order();
        StepKey key = key();
        Refunds.Refund refund = new Refunds.Refund(
                order.id(),
                order.payments().getFirst().id(),
                order.payments().getFirst().method().id(),
                usd("49.00"),
                List.of(
                        new LineQuantity(order.lines().get(1).id(), 1),
                        new LineQuantity(order.lines().get(0).id(), 2)),
                usd("4.00"),
                List.of(),
                "damaged",
                "a note",
                false);
        assertThat(bed().refunds().find(refund, key))
                .isEqualTo(new Proof.NotShown(bed().refunds().abilities().absence()));
        assertThat(bed().refunds().refund(refund, key)).isInstanceOf(Reply.Accepted.class);
        assertThat(bed().refunds().find(refund, key))
                .isEqualTo(new Proof.Shown(refund.effect().toJson()));
        assertThat(bed().refunds().findOrClose(refund, key))
                .isEqualTo(new Proof.Shown(refund.effect().toJson()));
        assertThat(bed().again(order).lines())
                .extracting(Order.Line::refundedQuantity)
                .containsExactly(2, 1);
    }

    @Test
    void anEffectChangesTheRevision() {
        Order order = bed().order();
        bed().refunds().refund(refund(order, "10.00"), key());
        Order once = bed().again(order);
        bed().refunds().refund(refund(order, "10.00"), key());
        assertThat(List.of(order.revision(), once.revision(), bed().again(order).revision()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aRefundShowsInPaymentTransactionsTotalsAndStatus() {
        Order order = bed().order();
        bed().refunds().refund(refund(order, "10.00"), key());
        Order after = bed().again(order);
        assertThat(after.paymentStatus()).isEqualTo(Order.PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(after.payments().getFirst().refunded()).isEqualTo(usd("10.00"));
        assertThat(after.payments().getFirst().refundable()).isEqualTo(usd("54.00"));
        assertThat(after.totals().refundable()).isEqualTo(usd("54.00"));
        assertThat(after.transactions()).anySatisfy(moved -> {
            assertThat(moved.kind()).isEqualTo(Order.Transaction.Kind.REFUND);
            assertThat(moved.amount()).isEqualTo(usd("10.00"));
        });
        bed().refunds().refund(refund(order, "54.00"), key());
        assertThat(bed().again(order).paymentStatus()).isEqualTo(Order.PaymentStatus.REFUNDED);
    }

    @Test
    void moreThanIsLeftIsDeclinedAndHasNoEffect() {
        Order order = bed().order();
        assertThat(bed().refunds().refund(refund(order, "64.01"), key())).isInstanceOf(Reply.Declined.class);
        Order.Line line = order.lines().get(1);
        Refunds.Refund twice = with(refund(order, "50.00"), List.of(new LineQuantity(line.id(), 2)));
        assertThat(bed().refunds().refund(twice, key())).isInstanceOf(Reply.Declined.class);
        assertThat(refunded(order)).isEqualTo("0.00");
    }

    @Test
    void anOrderOrMethodThatIsNotThereIsDeclined() {
        Order order = bed().order();
        Refunds.Refund known = refund(order, "10.00");
        assertThat(bed().refunds().refund(at(new OrderId("none-such"), known, known.methodId()), key()))
                .isInstanceOf(Reply.Declined.class);
        String strangers = bed().order().payments().getFirst().method().id();
        assertThat(bed().refunds().refund(at(order.id(), known, strangers), key()))
                .isInstanceOf(Reply.Declined.class);
        assertThat(refunded(order)).isEqualTo("0.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"USD", "JPY", "KWD"})
    void unitsQuotedAndRefundedOneByOneComeToTheWholeLine(String currency) {
        Order order = bed().order(
                        currency,
                        0,
                        List.of(new ShopBed.Line(3, 1000, 100, 0)),
                        List.of(new ShopBed.Paid("credit_card", 2900)));
        String line = order.lines().getFirst().id();
        Money sum = Money.zero(Money.currency(currency));
        for (int n = 0; n < 3; n++) {
            Refunds.Quote quote = bed().refunds()
                    .quote(bed().again(order), new Wanted(List.of(new LineQuantity(line, 1)), null, null));
            assertThat(quote.total()).isEqualTo(quote.lines().getFirst().amount());
            sum = sum.plus(quote.total());
            Refunds.Refund refund = new Refunds.Refund(
                    order.id(),
                    order.payments().getFirst().id(),
                    order.payments().getFirst().method().id(),
                    quote.total(),
                    List.of(new LineQuantity(line, 1)),
                    null,
                    List.of(),
                    "damaged",
                    null,
                    false);
            assertThat(bed().refunds().refund(refund, key())).isInstanceOf(Reply.Accepted.class);
        }
        assertThat(sum).isEqualTo(order.lines().getFirst().amount());
        assertThat(bed().again(order).totals().refundable().isZero()).isTrue();
    }

    @Test
    void afterARefundByAmountTheRestIsQuoted() {
        Order order = bed().order();
        assertThat(bed().refunds().refund(refund(order, "10.00"), key())).isInstanceOf(Reply.Accepted.class);
        Order after = bed().again(order);
        assertThat(bed().refunds()
                        .quote(after, new Wanted(List.of(), null, null))
                        .total())
                .isEqualTo(usd("54.00"));
        assertThat(bed().refunds()
                        .quote(after, new Wanted(List.of(), null, usd("5.00")))
                        .maximum())
                .isEqualTo(usd("54.00"));
    }

    @Test
    void aQuoteAddsUpAndChangesNothing() {
        Order order = bed().order();
        List<LineQuantity> two =
                List.of(new LineQuantity(order.lines().getFirst().id(), 2));
        Refunds.Quote parts = bed().refunds().quote(order, new Wanted(two, usd("9.00"), null));
        assertThat(parts.total()).isEqualTo(usd("29.00"));
        assertThat(parts.shipping()).isEqualTo(usd("9.00"));
        assertThat(parts.maximum()).isEqualTo(usd("64.00"));
        assertThat(parts.maximumShipping()).isEqualTo(usd("9.00"));
        Refunds.Quote all = bed().refunds().quote(order, new Wanted(List.of(), null, null));
        assertThat(all.total()).isEqualTo(usd("64.00"));
        assertThat(all.lines()).hasSize(2);
        Refunds.Quote amount = bed().refunds().quote(order, new Wanted(List.of(), null, usd("5.00")));
        assertThat(amount.total()).isEqualTo(usd("5.00"));
        assertThat(bed().again(order)).isEqualTo(order);
    }

    protected static Refunds.Refund refund(Order order, String amount) {
        return new Refunds.Refund(
                order.id(),
                order.payments().getFirst().id(),
                order.payments().getFirst().method().id(),
                usd(amount),
                List.of(),
                null,
                List.of(),
                "damaged",
                null,
                false);
    }

    protected static Refunds.Refund with(Refunds.Refund refund, List<LineQuantity> lines) {
        return new Refunds.Refund(
                refund.order(),
                refund.paymentId(),
                refund.methodId(),
                refund.amount(),
                lines,
                null,
                List.of(),
                "damaged",
                null,
                false);
    }

    protected static Refunds.Refund at(OrderId order, Refunds.Refund refund, String method) {
        return new Refunds.Refund(
                order, refund.paymentId(), method, refund.amount(), List.of(), null, List.of(), "damaged", null, false);
    }

    protected String refunded(Order order) {
        return bed().again(order).totals().refunded().amount();
    }

    protected static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }

    static StepKey key() {
        return new StepKey("act_" + UUID.randomUUID() + "/1");
    }
}
