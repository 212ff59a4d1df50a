package org.countersign.backend.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.countersign.backend.Answer;
import org.countersign.gate.Json;
import org.countersign.gate.Reply;
import org.countersign.refund.Refunds;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal that is believed releases the money for a second try: only those are that come before any effect. */
class RefusedTest {

    private static final String ORDER = "order_1";

    /** What Medusa answers after it has paid: to a refund, to a cancellation, to anything that meets an open order change. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Order (order_1) already has an existing active order change",
                "Quantity to fulfill exceeds the reserved quantity for the item: ordli_1",
                "No stock reservation found for item ordli_1 - Shirt (S)",
                "Order with id order_2 has been canceled.",
                "Order id not found: order_1",
                "Something nobody has seen before",
                ""
            })
    void whatMayComeAfterAnEffectIsNeverADecline(String message) {
        for (Predicate<Refused> before : all()) {
            assertThat(reply(400, "invalid_data", message, before)).isInstanceOf(Reply.Unknown.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|invalid_data|You are not allowed to refund more than the captured amount",
                "400|invalid_data|You cannot refund more than what is captured on the payment.",
                "400|invalid_data|Invalid request: Expected type: 'number' for field 'amount'",
                "404|not_found|Payment id not found: pay_1"
            })
    void aRefundIsDeclinedByWhatIsCheckedBeforeItIsMade(int status, String type, String message) {
        assertThat(reply(status, type, message, refused -> RefundRules.beforeEffects(refused, refund())))
                .isEqualTo(new Reply.Declined(message));
    }

    @Test
    void aRefundOfAnotherPaymentIsNotTheOneThatWasAskedFor() {
        assertThat(reply(
                        404,
                        "not_found",
                        "Payment id not found: pay_2",
                        refused -> RefundRules.beforeEffects(refused, refund())))
                .isInstanceOf(Reply.Unknown.class);
        assertThat(reply(
                        404,
                        "not_found",
                        "Payment id not found: pay_1",
                        refused -> CancelRules.beforeEffects(refused, ORDER)))
                .isInstanceOf(Reply.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|not_allowed|All fulfillments must be canceled before canceling an order",
                "400|not_allowed|Cannot cancel a completed order. Please use the return process to handle refunds.",
                "400|invalid_data|Order with id order_1 has been canceled.",
                "404|not_found|Order id not found: order_1"
            })
    void aCancellationIsDeclinedByWhatIsCheckedBeforeAnythingIsPaidBack(int status, String type, String message) {
        assertThat(reply(status, type, message, refused -> CancelRules.beforeEffects(refused, ORDER)))
                .isEqualTo(new Reply.Declined(message));
    }

    /** Our own key was refused by the door; a provider's from within may have come after anything. */
    @Test
    void onlyTheDoorsRefusalOfOurKeyIsNothingSent() {
        assertThat(reply(new Answer(401, null, "{\"message\": \"Unauthorized\"}"), refused -> false))
                .isInstanceOf(Reply.NotSent.class);
        assertThat(reply(401, "unauthorized", "the provider's key has expired", refused -> true))
                .isInstanceOf(Reply.Unknown.class);
        assertThat(reply(500, "unknown_error", "An unknown error occurred.", refused -> true))
                .isInstanceOf(Reply.Unknown.class);
    }

    private static List<Predicate<Refused>> all() {
        return List.of(
                refused -> RefundRules.beforeEffects(refused, refund()),
                refused -> CancelRules.beforeEffects(refused, ORDER),
                refused -> FulfillmentEdit.beforeEffects(refused, ORDER));
    }

    private static Reply reply(int status, String type, String message, Predicate<Refused> before) {
        String body = Json.text(Json.object().put("type", type).put("message", message));
        return reply(new Answer(status, null, body), before);
    }

    private static Reply reply(Answer answer, Predicate<Refused> before) {
        return new Replies(Clock.systemUTC()).of(answer, json -> "", before);
    }

    private static Refunds.Refund refund() {
        return new Refunds.Refund(
                new OrderId(ORDER),
                "pay_1",
                "pay_1",
                Money.parse("5.00", "USD"),
                List.of(),
                null,
                List.of(),
                "other",
                null,
                false);
    }
}
