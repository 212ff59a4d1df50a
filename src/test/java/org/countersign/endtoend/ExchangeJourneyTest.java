package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** exchange_items over MCP, and receive_return of an exchange: what was agreed holds, and everything balances. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ExchangeJourneyTest extends WholeServer {

    private static final String REQUEST = "exchange_items";

    private final Agent lea = Agent.as("lea");

    private static ObjectNode with(ObjectNode call, String line, String variant) {
        call.withArray("/changes").addObject().put("line_id", line).put("variant_id", variant);
        return call;
    }

    private static ObjectNode with(ObjectNode call, String line, String variant, int quantity) {
        with(call, line, variant);
        ((ObjectNode) call.path("changes").path(call.path("changes").size() - 1)).put("quantity", quantity);
        return call;
    }

    private ObjectNode call(ShopFixture shop, String method) {
        return Writing.of(lea.order(shop.order)).put("payment_method_id", method);
    }

    private static String card(ShopFixture shop) {
        return "credit_card-" + shop.order + "-1";
    }

    private static String own(ShopFixture shop, int line) {
        return "variant-" + shop.line(line);
    }

    private ObjectNode receive(ShopFixture shop) {
        JsonNode order = lea.order(shop.order);
        JsonNode exchanges = order.path("exchanges");
        return Writing.of(order)
                .put(
                        "exchange_id",
                        exchanges.path(exchanges.size() - 1).path("id").asText());
    }

    private Agent.Said done(String tool, ObjectNode call) {
        Agent.Said said = lea.call(tool, call);
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        return said;
    }

    private void refused(Agent.Said said, String rule) {
        assertThat(said.rule()).as("%s", said.content()).isEqualTo(rule);
    }

    @Test
    void aDearerVariantIsChargedToTheGiftCardWhenItIsReceivedAndNotBefore() {
        ShopFixture shop = usd().delivered(2);
        String dearer = shop.variant(1, 1500, 5);
        String gift = shop.giftCard(2000);
        long units = shop.units();
        long money = shop.paidAndOnCards();
        PlanIsEffect.of(lea, REQUEST, with(call(shop, gift), shop.line(1), dearer));
        assertThat(shop.balance(gift)).as("checked, not charged").isEqualTo(2000);
        assertThat(shop.stock(dearer)).as("not reserved").isEqualTo(5);
        JsonNode asked = lea.order(shop.order).at("/exchanges/0");
        assertThat(asked.path("status").asText()).isEqualTo("requested");
        assertThat(asked.at("/price_difference/direction").asText()).isEqualTo("charge");
        assertThat(asked.at("/price_difference/amount").asText()).isEqualTo("15.00");
        sql.execute("update shop.variants set price = 9900 where id = ?", dearer);

        Agent.Said received = PlanIsEffect.of(lea, Returning.RECEIVE, receive(shop));
        assertThat(received.content().at("/effect/steps").findValuesAsText("kind"))
                .containsExactly("exchange_receipt");
        assertThat(shop.balance(gift)).as("what was agreed holds").isEqualTo(500);
        assertThat(shop.units()).isEqualTo(units);
        assertThat(shop.paidAndOnCards()).isEqualTo(money);
        assertThat(shop.stock(dearer)).isEqualTo(2);
        JsonNode order = lea.order(shop.order);
        assertThat(order.at("/lines/0/id").asText()).isEqualTo(shop.line(1));
        assertThat(order.at("/lines/0/variant_id").asText()).isEqualTo(dearer);
        assertThat(order.at("/lines/0/unit_price/amount").asText()).isEqualTo("15.00");
        assertThat(order.at("/lines/0/fulfilled_quantity").asInt())
                .as("to be sent again")
                .isZero();
        assertThat(order.at("/totals/total/amount").asText()).isEqualTo("79.00");
        assertThat(order.path("payment_status").asText()).isEqualTo("paid");
        assertThat(order.path("fulfillment_status").asText()).isEqualTo("partially_delivered");
        assertThat(order.at("/exchanges/0/status").asText()).isEqualTo("settled");

        Agent.Said again = done(Returning.RECEIVE, receive(shop));
        assertThat(again.content().path("changed").asBoolean()).isFalse();
        assertThat(shop.balance(gift)).isEqualTo(500);
    }

    @Test
    void aCheaperVariantIsRefundedToTheNamedMethodWhenItIsReceived() {
        ShopFixture shop = usd().delivered(2);
        String cheaper = shop.variant(2, 1000, 1);
        String gift = shop.giftCard(0);
        PlanIsEffect.of(lea, REQUEST, with(call(shop, gift), shop.line(2), cheaper));
        assertThat(shop.refunded()).isZero();
        Agent.Said received = PlanIsEffect.of(lea, Returning.RECEIVE, receive(shop));
        assertThat(received.content().at("/effect/steps").findValuesAsText("kind"))
                .containsExactly("exchange_receipt", "refund");
        assertThat(shop.balance(gift)).isEqualTo(1500);
        assertThat(shop.refunded()).isEqualTo(1500);
        assertThat(shop.stock(2)).isEqualTo(11);
        assertThat(lea.order(shop.order).path("payment_status").asText()).isEqualTo("paid");
    }

    @Test
    void theSameVariantAnewMovesNoMoneyAndBrokenUnitsAreNotSoldAgain() {
        ShopFixture shop = usd().delivered(2);
        PlanIsEffect.of(lea, REQUEST, with(call(shop, card(shop)), shop.line(2), own(shop, 2)));
        ObjectNode came = Returning.came(receive(shop), shop.line(2), 1, false);
        Agent.Said received = PlanIsEffect.of(lea, Returning.RECEIVE, came);
        assertThat(received.content().at("/effect/steps").findValuesAsText("kind"))
                .containsExactly("exchange_receipt");
        assertThat(shop.stock(2))
                .as("one goes out, the broken one is thrown away")
                .isEqualTo(9);
        assertThat(shop.refunded()).isZero();
        assertThat(lea.order(shop.order).at("/lines/1/quantity").asInt()).isEqualTo(1);
    }

    @Test
    void theUnitsOfALineMayGoTwoWaysAlsoWhenTwoLinesAreTheSameVariant() {
        ShopFixture shop = usd().delivered(2);
        sql.execute(
                "update shop.lines set product_id = ?, variant_id = ?, unit_price = 1000 where order_id = ? and id = ?",
                "product-" + shop.line(1),
                own(shop, 1),
                shop.order,
                shop.line(2));
        String large = shop.variant(1, 1200, 9);
        String small = shop.variant(1, 900, 9);
        long units = shop.units();
        ObjectNode call = call(shop, card(shop));
        with(call, shop.line(1), large, 1);
        with(call, shop.line(1), small, 1);
        with(call, shop.line(2), large);
        PlanIsEffect.of(lea, REQUEST, call);
        assertThat(lea.order(shop.order)
                        .at("/exchanges/0/price_difference/amount")
                        .asText())
                .isEqualTo("3.00");
        PlanIsEffect.of(lea, Returning.RECEIVE, receive(shop));
        assertThat(sql.texts(
                        "select id || ' ' || quantity || ' ' || variant_id || ' ' || fulfilled_quantity from shop.lines"
                                + " where order_id = ? order by id",
                        shop.order))
                .containsExactlyInAnyOrder(
                        shop.line(1) + " 1 " + own(shop, 1) + " 1",
                        shop.line(1) + ".2 1 " + large + " 0",
                        shop.line(1) + ".3 1 " + small + " 0",
                        shop.line(2) + " 1 " + large + " 0");
        assertThat(shop.stock(large)).isEqualTo(7);
        assertThat(shop.stock(small)).isEqualTo(8);
        assertThat(shop.stock(1)).isEqualTo(13);
        assertThat(shop.units()).isEqualTo(units);
        assertThat(sql.number("select sum(amount - refunded) from shop.payments where order_id = ?", shop.order))
                .isEqualTo(6700);
    }

    @Test
    void onlyAvailableVariantsOfTheSameProductAreExchanged() {
        ShopFixture shop = usd();
        String scarce = shop.variant(1, 1000, 2);
        refused(lea.call(REQUEST, with(call(shop, card(shop)), shop.line(1), scarce, 1)), "not_delivered");
        refused(lea.call(REQUEST, with(call(shop.delivered(31), card(shop)), shop.line(1), scarce, 1)), "window_over");
        shop.delivered(2);
        refused(lea.call(REQUEST, with(call(shop, card(shop)), shop.line(1), own(shop, 2))), "other_product");
        refused(lea.call(REQUEST, with(call(shop, card(shop)), shop.line(1), scarce)), "variant_unavailable");
        refused(lea.call(REQUEST, with(call(shop, card(shop)), "somebody-elses", scarce)), "line_not_in_order");
        refused(lea.call(REQUEST, with(call(shop, card(shop)), shop.line(1), scarce, 4)), "quantity_too_high");
        refused(
                lea.call(REQUEST, with(with(call(shop, card(shop)), shop.line(1), scarce, 2), shop.line(1), scarce, 2)),
                "quantity_too_high");
        ObjectNode empty = call(shop, card(shop));
        empty.putArray("changes");
        assertThat(lea.call(REQUEST, empty).error()).isEqualTo("invalid_arguments");
        done(REQUEST, with(call(shop, card(shop)), shop.line(1), scarce, 2));
        refused(lea.call(REQUEST, with(call(shop, card(shop)), shop.line(2), own(shop, 2))), "return_open");
    }

    @Test
    void theDifferenceNeedsAMethodThatCanPayItOrTakeIt() {
        ShopFixture shop = usd().delivered(2);
        String dearer = shop.variant(1, 1500, 5);
        String cheaper = shop.variant(1, 500, 5);
        String gift = shop.giftCard(1499);
        refused(lea.call(REQUEST, with(call(shop, "gift_card_0"), shop.line(1), dearer)), "method_not_of_customer");
        Agent.Said low = lea.call(REQUEST, with(call(shop, gift), shop.line(1), dearer));
        refused(low, "gift_card_too_low");
        assertThat(low.content().at("/error/balance/amount").asText()).isEqualTo("14.99");
        assertThat(low.content().at("/error/needed/amount").asText()).isEqualTo("15.00");
        shop.method("other");
        refused(
                lea.call(REQUEST, with(call(shop, "other-" + shop.order + "-0"), shop.line(1), cheaper)),
                "method_not_creditable");
        assertThat(lea.call(Refunding.of(lea.order(shop.order)).amount("60.00")).status())
                .isEqualTo("done");
        assertThat(lea.call(REQUEST, with(call(shop, gift), shop.line(1), cheaper))
                        .error())
                .isEqualTo("exceeds_refundable");
        assertThat(sql.number("select count(*) from shop.exchanges where order_id = ?", shop.order))
                .isZero();
    }

    @Test
    void whatCannotBeDoneAnyMoreWhenItArrivesIsRefusedAndNothingMoves() {
        ShopFixture shop = usd().delivered(2);
        String dearer = shop.variant(1, 1500, 3);
        String gift = shop.giftCard(1500);
        done(REQUEST, with(call(shop, gift), shop.line(1), dearer));
        sql.execute("update shop.variants set stock = 2 where id = ?", dearer);
        refused(lea.call(Returning.RECEIVE, receive(shop)), "variant_unavailable");
        sql.execute("update shop.variants set stock = 3 where id = ?", dearer);
        sql.execute("update shop.payment_methods set balance = 1499 where id = ?", gift);
        refused(lea.call(Returning.RECEIVE, receive(shop)), "gift_card_too_low");
        sql.execute("update shop.payment_methods set balance = 1500 where id = ?", gift);
        assertThat(lea.call(Returning.RECEIVE, Returning.came(receive(shop), shop.line(1), 2, true))
                        .error())
                .as("an exchange is received whole")
                .isEqualTo("invalid_arguments");
        refused(lea.call(Returning.RECEIVE, Returning.came(receive(shop), shop.line(1), 4, true)), "quantity_too_high");
        refused(lea.call(Returning.RECEIVE, Returning.came(receive(shop), shop.line(2), 1, true)), "line_not_in_order");
        assertThat(lea.call(Returning.RECEIVE, receive(shop).put("exchange_id", "ex_0"))
                        .error())
                .isEqualTo("not_found");
        assertThat(lea.call(Returning.RECEIVE, receive(shop).put("return_id", "rt_0"))
                        .error())
                .as("a return or an exchange")
                .isEqualTo("invalid_arguments");
        assertThat(lea.call(Returning.RECEIVE, Writing.of(lea.order(shop.order)))
                        .error())
                .isEqualTo("invalid_arguments");
        assertThat(shop.balance(gift)).isEqualTo(1500);
        assertThat(shop.stock(1)).isEqualTo(10);
        done(Returning.RECEIVE, receive(shop));
        assertThat(shop.balance(gift)).isZero();
        assertThat(shop.stock(dearer)).isZero();

        ShopFixture cancelled = usd().delivered(2);
        done(REQUEST, with(call(cancelled, card(cancelled)), cancelled.line(2), own(cancelled, 2)));
        sql.execute("update shop.exchanges set status = 'cancelled' where order_id = ?", cancelled.order);
        refused(lea.call(Returning.RECEIVE, receive(cancelled)), "backend_rule");
    }

    @Test
    void whatWasRefundedMeanwhileIsNotExchangedToo() {
        ShopFixture shop = usd().delivered(2);
        done(REQUEST, with(call(shop, card(shop)), shop.line(2), own(shop, 2)));
        assertThat(lea.call(Refunding.of(lea.order(shop.order)).line(shop.line(2), 1))
                        .status())
                .isEqualTo("done");
        refused(lea.call(Returning.RECEIVE, receive(shop)), "quantity_too_high");
        assertThat(shop.stock(2)).isEqualTo(10);
    }

    @Test
    void anExchangeAndARefundOfTheSameLineAreAPossibleDuplicate() {
        ShopFixture shop = usd().delivered(2);
        done(REQUEST, with(call(shop, card(shop)), shop.line(1), own(shop, 1), 1));
        done(Returning.RECEIVE, receive(shop));
        assertThat(lea.call(Refunding.of(lea.order(shop.order)).line(shop.line(1), 1))
                        .error())
                .isEqualTo("possible_duplicate");
    }

    @Test
    void afterAWholeExchangeNothingIsDeliveredAnyMoreAndACancellationPaysAllBack() {
        ShopFixture shop = new ShopFixture(sql, "USD", 0)
                .line(2, 1000)
                .payment("credit_card", 2000)
                .delivered(2);
        String dearer = shop.variant(1, 1250, 5);
        done(REQUEST, with(call(shop, card(shop)), shop.line(1), dearer));
        done(Returning.RECEIVE, receive(shop));
        JsonNode order = lea.order(shop.order);
        assertThat(order.path("fulfillment_status").asText()).isEqualTo("unfulfilled");
        Agent.Said cancelled = lea.call(Cancelling.TOOL, Cancelling.of(order));
        assertThat(cancelled.status()).as("%s", cancelled.content()).isEqualTo("done");
        assertThat(shop.refunded()).isEqualTo(2500);
        assertThat(shop.stock(dearer)).isEqualTo(5);
        assertThat(shop.stock(1)).isEqualTo(12);
    }
}
