package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** change_order_items over MCP: lines become other variants, the difference moves now, and everything balances. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ItemsJourneyTest extends WholeServer {

    static final String TOOL = "change_order_items";

    private final Agent lea = Agent.as("lea");

    static ObjectNode to(ObjectNode call, String line, String variant) {
        call.withArray("/changes").addObject().put("line_id", line).put("variant_id", variant);
        return call;
    }

    static ObjectNode to(ObjectNode call, String line, String variant, int quantity) {
        ObjectNode row = (ObjectNode) ((ArrayNode) to(call, line, variant).path("changes"))
                .get(call.path("changes").size() - 1);
        row.put("quantity", quantity);
        return call;
    }

    private ObjectNode call(ShopFixture shop, String method) {
        return Writing.of(lea.order(shop.order)).put("payment_method_id", method);
    }

    private static String card(ShopFixture shop) {
        return "credit_card-" + shop.order + "-1";
    }

    private static String usd(JsonNode order, String total) {
        return order.at("/totals/" + total + "/amount").asText();
    }

    @Test
    void aDearerVariantIsPaidWithTheGiftCardAndTheLineKeepsItsId() {
        ShopFixture shop = usd();
        String dearer = shop.variant(1, 1500, 5);
        String gift = shop.giftCard(2000);
        long units = shop.units();
        long money = shop.paidAndOnCards();

        PlanIsEffect.of(lea, TOOL, to(call(shop, gift), shop.line(1), dearer));

        JsonNode order = lea.order(shop.order);
        assertThat(order.at("/lines/0/id").asText()).isEqualTo(shop.line(1));
        assertThat(order.at("/lines/0/variant_id").asText()).isEqualTo(dearer);
        assertThat(order.at("/lines/0/unit_price/amount").asText()).isEqualTo("15.00");
        assertThat(order.path("payment_status").asText()).isEqualTo("paid");
        assertThat(usd(order, "total")).isEqualTo("79.00");
        assertThat(usd(order, "refundable")).isEqualTo("79.00");
        assertThat(usd(order, "refunded")).isEqualTo("0.00");
        assertThat(shop.balance(gift)).isEqualTo(500);
        assertThat(shop.stock(dearer)).isEqualTo(2);
        assertThat(shop.stock("variant-" + shop.line(1))).isEqualTo(13);
        assertThat(shop.units()).isEqualTo(units);
        assertThat(shop.paidAndOnCards()).isEqualTo(money);

        cancelled(shop);
        assertThat(shop.balance(gift)).as("what the card paid goes back to it").isEqualTo(2000);
        assertThat(shop.refunded()).isEqualTo(7900);
        assertThat(shop.stock(dearer)).isEqualTo(5);
    }

    @Test
    void aCheaperVariantIsRefundedToAnyMethodAndACancellationPaysTheRestOnly() {
        ShopFixture shop = usd();
        String cheaper = shop.variant(2, 1000, 1);
        String gift = shop.giftCard(0);
        long units = shop.units();

        PlanIsEffect.of(lea, TOOL, to(call(shop, gift), shop.line(2), cheaper));

        JsonNode order = lea.order(shop.order);
        assertThat(order.path("payment_status").asText()).isEqualTo("paid");
        assertThat(usd(order, "total")).isEqualTo("49.00");
        assertThat(usd(order, "refunded")).isEqualTo("15.00");
        assertThat(usd(order, "refundable")).isEqualTo("49.00");
        assertThat(shop.balance(gift)).isEqualTo(1500);
        assertThat(shop.units()).isEqualTo(units);

        cancelled(shop);
        assertThat(shop.refunded()).isEqualTo(6400);
        assertThat(shop.balance(gift)).isEqualTo(1500);
        assertThat(lea.order(shop.order).path("payment_status").asText()).isEqualTo("refunded");
    }

    @Test
    void severalLinesSwapAtOnceAlsoWhenTwoAreTheSameVariantAndMoneyMovesOnce() {
        ShopFixture shop = new ShopFixture(sql, "USD", 0)
                .line(1, 1000)
                .line(1, 1000)
                .line(1, 3000)
                .payment("credit_card", 5000);
        sql.execute(
                "update shop.lines set product_id = ?, variant_id = ? where order_id = ? and id = ?",
                "product-" + shop.line(1),
                "variant-" + shop.line(1),
                shop.order,
                shop.line(2));
        String large = shop.variant(1, 1200, 2);
        String cheap = shop.variant(3, 2500, 1);
        long units = shop.units();
        ObjectNode call = call(shop, card(shop));
        to(call, shop.line(2), large);
        to(call, shop.line(3), cheap);
        to(call, shop.line(1), large);

        Agent.Said done = PlanIsEffect.of(lea, TOOL, call);

        assertThat(done.content().path("summary").asText()).contains("refunded 1.00 USD");
        JsonNode order = lea.order(shop.order);
        assertThat(order.path("lines").findValuesAsText("variant_id")).containsExactly(large, large, cheap);
        assertThat(order.path("lines").findValuesAsText("id")).contains(shop.line(1), shop.line(2), shop.line(3));
        assertThat(shop.stock(large)).isZero();
        assertThat(shop.refunded()).isEqualTo(100);
        assertThat(shop.units()).isEqualTo(units);
    }

    @Test
    void linesThatTradeTheirVariantsNeedNoStock() {
        ShopFixture shop =
                new ShopFixture(sql, "USD", 0).line(1, 1000).line(1, 1000).payment("credit_card", 2000);
        String large = shop.variant(1, 1000, 0);
        sql.execute(
                "update shop.lines set product_id = ?, variant_id = ? where order_id = ? and id = ?",
                "product-" + shop.line(1),
                large,
                shop.order,
                shop.line(2));
        sql.execute("update shop.variants set stock = 0 where id = ?", "variant-" + shop.line(1));
        ObjectNode call = to(call(shop, card(shop)), shop.line(1), large);

        Agent.Said done = PlanIsEffect.of(lea, TOOL, to(call, shop.line(2), "variant-" + shop.line(1)));

        assertThat(done.content().path("summary").asText()).contains("at the same price");
        assertThat(shop.stock(large)).isZero();
        assertThat(shop.refunds()).isZero();
    }

    @Test
    void someUnitsOfALineBecomeALineOfTheirOwnAndMayBeRefundedLikeAnyOther() {
        ShopFixture shop = usd();
        String dearer = shop.variant(1, 1500, 5);
        PlanIsEffect.of(lea, TOOL, to(call(shop, card(shop)), shop.line(1), dearer, 2));
        JsonNode order = lea.order(shop.order);
        assertThat(order.path("lines")).hasSize(3);
        assertThat(order.at("/lines/0/quantity").asInt()).isEqualTo(1);
        assertThat(order.at("/lines/2/id").asText()).isEqualTo(shop.line(1) + ".2");
        assertThat(order.at("/lines/2/quantity").asInt()).isEqualTo(2);

        ObjectNode refund = Writing.of(order).put("reason", "damaged");
        refund.withArray("/lines")
                .addObject()
                .put("line_id", shop.line(1) + ".2")
                .put("quantity", 1);
        assertThat(lea.call("refund_order", refund).status()).isEqualTo("done");
        assertThat(shop.refunded()).isEqualTo(1500);
        String other = shop.variant(1, 1500, 5);
        PlanIsEffect.of(lea, TOOL, to(call(shop, card(shop)), shop.line(1) + ".2", other));
        assertThat(lea.order(shop.order).path("lines").findValuesAsText("id"))
                .as("the refunded unit keeps what it was")
                .contains(shop.line(1) + ".2.2");
    }

    @Test
    void theSameVariantAgainIsDoneAndMixedWithOthersItIsNamed() {
        ShopFixture shop = usd();
        String dearer = shop.variant(1, 1500, 5);
        lea.call(TOOL, to(call(shop, card(shop)), shop.line(1), dearer));
        long charged = shop.paidAndOnCards();
        Agent.Said again = lea.call(TOOL, to(call(shop, card(shop)), shop.line(1), dearer));
        assertThat(again.status()).as("%s", again.content()).isEqualTo("done");
        assertThat(again.content().path("changed").asBoolean()).isFalse();
        assertThat(shop.paidAndOnCards()).isEqualTo(charged);

        ObjectNode mixed = to(call(shop, card(shop)), shop.line(1), dearer);
        Agent.Said named = lea.call(TOOL, to(mixed, shop.line(2), shop.variant(2, 2500, 1)));
        assertThat(named.rule()).as("%s", named.content()).isEqualTo("same_variant");
        assertThat(named.content().at("/error/message").asText()).contains(shop.line(1));
    }

    @Test
    void whatCannotBeHadIsRefusedAndNothingIsChanged() {
        ShopFixture shop = usd();
        String dearer = shop.variant(1, 1500, 2);
        String poor = shop.giftCard(999);
        ShopFixture other = usd();
        JsonNode before = PlanIsEffect.state(lea.order(shop.order));
        long units = shop.units();

        refused("line_not_in_order", to(call(shop, card(shop)), other.line(1), dearer));
        refused("quantity_too_high", to(call(shop, card(shop)), shop.line(1), dearer, 4));
        refused(
                "quantity_too_high",
                to(to(call(shop, card(shop)), shop.line(1), dearer, 2), shop.line(1), shop.variant(1, 1100, 9), 2));
        refused("other_product", to(call(shop, card(shop)), shop.line(2), dearer));
        refused("other_product", to(call(shop, card(shop)), shop.line(2), "no-such-variant"));
        Agent.Said scarce = refused("variant_unavailable", to(call(shop, card(shop)), shop.line(1), dearer));
        assertThat(scarce.content().at("/error/stock").asInt()).isEqualTo(2);
        refused("method_not_of_customer", to(call(shop, card(other)), shop.line(1), dearer, 1));
        Agent.Said low = refused("gift_card_too_low", to(call(shop, poor), shop.line(1), dearer, 2));
        assertThat(low.content().at("/error/balance/amount").asText()).isEqualTo("9.99");
        assertThat(low.content().at("/error/needed/amount").asText()).isEqualTo("10.00");
        shop.method("other");
        String cash = "other-" + shop.order + "-0";
        refused("method_not_creditable", to(call(shop, cash), shop.line(2), shop.variant(2, 100, 1)));
        sql.execute("update shop.payment_methods set can_charge = false where id = ?", cash);
        refused("backend_rule", to(call(shop, cash), shop.line(1), dearer, 1));
        ObjectNode empty = call(shop, card(shop));
        empty.putArray("changes");
        assertThat(lea.call(TOOL, empty).error()).isEqualTo("invalid_arguments");

        assertThat(PlanIsEffect.state(lea.order(shop.order))).isEqualTo(before);
        assertThat(shop.units()).isEqualTo(units + 9 + 1);
    }

    @Test
    void anOrderInAnotherStateIsRefused() {
        for (List<String> state : List.of(
                List.of("order_not_open", "update shop.orders set status = 'closed' where id = ?"),
                List.of("already_fulfilled", "update shop.orders set fulfillment_status = 'busy' where id = ?"),
                List.of(
                        "return_open",
                        "insert into shop.returns (order_id, id, status) values (?, 'ret1', 'requested')"),
                List.of("backend_rule", "update shop.orders set payment_status = 'authorized' where id = ?"),
                List.of(
                        "backend_rule",
                        "update shop.lines set discount = 2400 where order_id = ? and unit_price = 2500"))) {
            ShopFixture shop = usd();
            sql.execute(state.getLast(), shop.order);
            refused(state.getFirst(), to(call(shop, card(shop)), shop.line(2), shop.variant(2, 1000, 5)));
        }
        ShopFixture held = usd();
        sql.execute(
                "insert into shop.holds (order_id, id, reason, at) values (?, 'h1', 'customer_request', now())",
                held.order);
        PlanIsEffect.of(lea, TOOL, to(call(held, card(held)), held.line(2), held.variant(2, 2500, 5)));
    }

    @Test
    void aDifferenceAboveWhatIsLeftIsRefusedWithTheMaximum() {
        ShopFixture shop = usd();
        ObjectNode goodwill = Writing.of(lea.order(shop.order)).put("reason", "price_adjustment");
        goodwill.putObject("amount").put("amount", "60.00").put("currency", "USD");
        assertThat(lea.call("refund_order", goodwill).status()).isEqualTo("done");
        Agent.Said said = lea.call(TOOL, to(call(shop, card(shop)), shop.line(2), shop.variant(2, 1000, 5)));
        assertThat(said.error()).as("%s", said.content()).isEqualTo("exceeds_refundable");
        assertThat(said.content().at("/error/maximum/amount").asText()).isEqualTo("4.00");
    }

    @Test
    void ofTwoWhoWantTheLastUnitOneGetsItAndTheOtherPaysNothing() {
        for (int round = 0; round < 3; round++) {
            List<ShopFixture> shops = List.of(usd(), usd());
            String last = shops.getFirst().variant(1, 1500, 1);
            ShopFixture second = shops.getLast();
            sql.execute(
                    "update shop.lines set product_id = ? where order_id = ? and id = ?",
                    "product-" + shops.getFirst().line(1),
                    second.order,
                    second.line(1));
            List<ObjectNode> calls = shops.stream()
                    .map(shop -> to(call(shop, card(shop)), shop.line(1), last, 1))
                    .toList();
            List<Agent.Said> said = Together.call(2, n -> lea.call(TOOL, calls.get(n)));

            assertThat(said).extracting(Agent.Said::status).containsOnlyOnce("done");
            Agent.Said loser = said.stream()
                    .filter(one -> !one.status().equals("done"))
                    .findFirst()
                    .orElseThrow();
            assertThat(loser.status()).as("%s", loser.content()).isIn("refused", "failed");
            assertThat(sql.number("select stock from shop.variants where id = ?", last))
                    .isZero();
            for (int n = 0; n < 2; n++) {
                boolean won = said.get(n).status().equals("done");
                assertThat(sql.number("select sum(amount) from shop.payments where order_id = ?", shops.get(n).order))
                        .isEqualTo(won ? 6900 : 6400);
                assertThat(sql.number("select count(*) from shop.lines where order_id = ?", shops.get(n).order))
                        .isEqualTo(won ? 3 : 2);
            }
        }
    }

    private void cancelled(ShopFixture shop) {
        Agent.Said said = lea.call(Cancelling.TOOL, Cancelling.of(lea.order(shop.order)));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
    }

    private Agent.Said refused(String rule, ObjectNode call) {
        Agent.Said said = lea.call(TOOL, call);
        assertThat(said.status()).as("%s", said.content()).isEqualTo("refused");
        assertThat(said.rule()).as("%s", said.content()).isEqualTo(rule);
        return said;
    }
}
