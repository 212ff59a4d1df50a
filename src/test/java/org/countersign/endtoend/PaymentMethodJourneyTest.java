package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** change_payment_method over MCP: the new method is charged, then the old one refunded, and it is no refund of the order. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class PaymentMethodJourneyTest extends WholeServer {

    static final String TOOL = "change_payment_method";

    private final Agent lea = Agent.as("lea");

    private ObjectNode call(ShopFixture shop, String method) {
        return Writing.of(lea.order(shop.order)).put("payment_method_id", method);
    }

    private static String total(JsonNode order, String which) {
        return order.at("/totals/" + which + "/amount").asText();
    }

    @Test
    void theNewMethodPaysTheOldOneIsRefundedAndACancellationPaysBackOnce() {
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(2, 3200).payment("gift_card", 6400);
        String gift = "gift_card-" + shop.order + "-1";
        String rich = shop.giftCard(7000);
        long money = shop.paidAndOnCards();

        PlanIsEffect.of(lea, TOOL, call(shop, rich));

        JsonNode order = lea.order(shop.order);
        assertThat(order.path("payment_status").asText()).isEqualTo("paid");
        assertThat(total(order, "total")).isEqualTo("64.00");
        assertThat(total(order, "refunded")).as("money that moved is no refund").isEqualTo("0.00");
        assertThat(total(order, "refundable")).isEqualTo("64.00");
        assertThat(shop.balance(gift)).isEqualTo(6400);
        assertThat(shop.balance(rich)).isEqualTo(600);
        assertThat(shop.paidAndOnCards()).isEqualTo(money);

        cancelled(shop);
        assertThat(shop.balance(rich)).as("what was really paid goes back").isEqualTo(7000);
        assertThat(shop.balance(gift)).as("and not to the first one again").isEqualTo(6400);
        order = lea.order(shop.order);
        assertThat(order.path("payment_status").asText()).isEqualTo("refunded");
        assertThat(total(order, "refunded")).isEqualTo("64.00");
        assertThat(total(order, "refundable")).isEqualTo("0.00");
    }

    @Test
    void onlyWhatIsLeftMovesAndLaterRefundsGoToTheNewMethod() {
        ShopFixture shop = usd().method("paypal");
        String paypal = "paypal-" + shop.order + "-0";
        refund(shop, "4.00");
        PlanIsEffect.of(lea, TOOL, call(shop, paypal));
        JsonNode order = lea.order(shop.order);
        assertThat(order.path("payments"))
                .filteredOn(payment -> payment.at("/method/id").asText().equals(paypal))
                .singleElement()
                .satisfies(payment ->
                        assertThat(payment.at("/amount/amount").asText()).isEqualTo("60.00"));
        assertThat(total(order, "refunded")).isEqualTo("4.00");
        assertThat(order.path("payment_status").asText()).isEqualTo("partially_refunded");

        refund(shop, "5.00");
        assertThat(sql.text("select method_id from shop.refunds where order_id = ? and amount = 500", shop.order))
                .isEqualTo(paypal);
        assertThat(total(lea.order(shop.order), "refunded")).isEqualTo("9.00");
        assertThat(total(lea.order(shop.order), "refundable")).isEqualTo("55.00");
    }

    @Test
    void backAndForthIsNoDuplicateAndMakesNoThirdRefund() {
        ShopFixture shop = usd().method("paypal");
        String card = "credit_card-" + shop.order + "-1";
        String paypal = "paypal-" + shop.order + "-0";
        for (String method : List.of(paypal, card, paypal)) {
            PlanIsEffect.of(lea, TOOL, call(shop, method));
        }
        refund(shop, "5.00");
        assertThat(total(lea.order(shop.order), "refundable")).isEqualTo("59.00");
    }

    @Test
    void theSameMethodAgainIsDoneAndChangesNothing() {
        ShopFixture shop = usd();
        Agent.Said said = lea.call(TOOL, call(shop, "credit_card-" + shop.order + "-1"));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        assertThat(said.content().path("changed").asBoolean()).isFalse();
        assertThat(sql.number("select count(*) from shop.payments where order_id = ?", shop.order))
                .isEqualTo(1);
    }

    @Test
    void whatCannotPayIsRefusedAndNothingMoves() {
        ShopFixture shop = usd().method("paypal");
        ShopFixture other = usd().method("paypal");
        String poor = shop.giftCard(6399);
        JsonNode before = PlanIsEffect.state(lea.order(shop.order));
        Agent.Said low = refused("gift_card_too_low", call(shop, poor));
        assertThat(low.content().at("/error/needed/amount").asText()).isEqualTo("64.00");
        refused("method_not_of_customer", call(shop, "paypal-" + other.order + "-0"));
        sql.execute("update shop.payment_methods set can_charge = false where id = ?", "paypal-" + shop.order + "-0");
        refused("backend_rule", call(shop, "paypal-" + shop.order + "-0"));
        assertThat(PlanIsEffect.state(lea.order(shop.order))).isEqualTo(before);
        assertThat(shop.balance(poor)).isEqualTo(6399);
    }

    @Test
    void anOrderThatIsNotCarriedByOnePaymentOrNotInTheHouseIsRefused() {
        ShopFixture two = new ShopFixture(sql, "USD", 0)
                .line(1, 3000)
                .payment("credit_card", 1000)
                .payment("paypal", 2000)
                .method("paypal");
        refused("same_method", call(two, "paypal-" + two.order + "-2"));
        refused("backend_rule", call(two, "paypal-" + two.order + "-0"));
        for (List<String> state : List.of(
                List.of("order_not_open", "update shop.orders set status = 'closed' where id = ?"),
                List.of("already_fulfilled", "update shop.orders set fulfillment_status = 'busy' where id = ?"),
                List.of("nothing_to_refund", "update shop.payments set refunded = amount where order_id = ?"))) {
            ShopFixture shop = usd().method("paypal");
            sql.execute(state.getLast(), shop.order);
            refused(state.getFirst(), call(shop, "paypal-" + shop.order + "-0"));
        }
    }

    private void refund(ShopFixture shop, String amount) {
        ObjectNode refund = Writing.of(lea.order(shop.order)).put("reason", "goodwill");
        refund.putObject("amount").put("amount", amount).put("currency", "USD");
        Agent.Said said = lea.call("refund_order", refund);
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
    }

    private void cancelled(ShopFixture shop) {
        Agent.Said said = lea.call(Cancelling.TOOL, Cancelling.of(lea.order(shop.order)));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
    }

    private Agent.Said refused(String rule, ObjectNode call) {
        Agent.Said said = lea.call(TOOL, call);
        assertThat(said.rule()).as("%s", said.content()).isEqualTo(rule);
        return said;
    }
}
