package org.countersign.backend.medusa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.countersign.backend.Fields;
import org.countersign.gate.Json;
import org.countersign.refund.Refunds;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundRulesTest {

    /** Medusa itself pays one cent more than is left; what it took it keeps finer than a provider moves it. */
    @ParameterizedTest
    @CsvSource({
        "usd, 84.97, 0, 84.97, true",
        "usd, 84.97, 0, 84.98, false",
        "usd, 84.97, 80, 4.97, true",
        "usd, 84.97, 80, 4.98, false",
        "usd, 97.94395, 0, 97.94, true",
        "usd, 97.94395, 0, 97.95, false",
        "usd, 97.946, 0, 97.95, true",
        "usd, 97.94395, 97.94, 0.01, false",
        "jpy, 6500, 6000, 500, true",
        "jpy, 6500, 6000, 501, false",
        "kwd, 19.875, 1.125, 18.75, true",
        "kwd, 19.875, 1.125, 18.751, false"
    })
    void noMoreGoesThanIsLeftOfThePayment(String currency, String taken, String back, String amount, boolean goes) {
        assertThat(RefundRules.refusal(refund("pay_1", amount, currency, List.of()), order(currency, taken, back))
                        .isEmpty())
                .isEqualTo(goes);
    }

    @Test
    void whatMedusaCannotDoIsNotSent() {
        Fields order = order("usd", "84.97", "0");
        List<Refunds.LineQuantity> units = List.of(new Refunds.LineQuantity("ordli_1", 1));
        assertThat(RefundRules.refusal(refund("pay_2", "1.00", "usd", List.of()), order))
                .isPresent();
        assertThat(RefundRules.refusal(refund("card_1", "1.00", "usd", List.of()), order))
                .isPresent();
        assertThat(RefundRules.refusal(refund("pay_1", "1.00", "eur", List.of()), order))
                .isPresent();
        assertThat(RefundRules.refusal(refund("pay_1", "1.00", "usd", units), order))
                .isPresent();
        assertThat(RefundRules.refusal(refund("pay_1", "0.00", "usd", List.of()), order))
                .isPresent();
        assertThat(RefundRules.refusal(refund("pay_1", "1.00", "usd", List.of()), order))
                .isEmpty();
    }

    /** Without the refunds it would look as if nothing had gone back. */
    @Test
    void anIncompleteAnswerIsNoAnswer() {
        Fields order = new Fields(
                Json.parse(
                        "{\"currency_code\": \"usd\", \"payment_collections\": [{\"payments\": [{\"id\": \"pay_1\", \"captures\": []}]}]}"));
        assertThatThrownBy(() -> RefundRules.refusal(refund("pay_1", "1.00", "usd", List.of()), order))
                .isInstanceOf(Fields.Unreadable.class);
        assertThatThrownBy(() -> Paid.of(new Fields(Json.object()))).isInstanceOf(Fields.Unreadable.class);
    }

    /** It would go back by itself, under nobody's mark. */
    @ParameterizedTest
    @CsvSource({"84.97, 0, false", "84.97, 84.96, false", "84.97, 84.97, true", "97.94395, 97.94, true", "0, 0, true"})
    void anOrderIsCancelledOnceNothingIsLeftToBePaidBack(String taken, String back, boolean goes) {
        assertThat(CancelRules.refusal(order("usd", taken, back)).isEmpty()).isEqualTo(goes);
    }

    private static Fields order(String currency, String taken, String back) {
        return new Fields(Json.parse("""
                {"currency_code": "%s", "status": "pending", "fulfillments": [{"canceled_at": "2026-01-01T00:00:00Z"}],
                 "payment_collections": [{"payments": []}, {"payments": [
                  {"id": "pay_1", "captures": [{"raw_amount": {"value": "%s"}}],
                   "refunds": [{"id": "ref_1", "note": null, "created_at": "2026-01-01T00:00:00Z",
                                "raw_amount": {"value": "%s"}}]}]}]}""".formatted(currency, taken, back)));
    }

    private static Refunds.Refund refund(
            String payment, String amount, String currency, List<Refunds.LineQuantity> restock) {
        return new Refunds.Refund(
                new OrderId("order_1"),
                payment.equals("card_1") ? "pay_1" : payment,
                payment,
                Money.parse(amount, currency.toUpperCase(java.util.Locale.ROOT)),
                List.of(),
                null,
                restock,
                "other",
                null,
                false);
    }
}
