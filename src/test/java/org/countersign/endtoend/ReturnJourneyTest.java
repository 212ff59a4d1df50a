package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** create_return and receive_return over MCP: asking moves nothing, receiving moves stock and money, once. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ReturnJourneyTest extends WholeServer {

    private final Agent lea = Agent.as("lea");

    private ShopFixture delivered() {
        return usd().method("gift_card").delivered(2);
    }

    private static String giftCard(ShopFixture shop) {
        return "gift_card-" + shop.order + "-0";
    }

    private static String creditCard(ShopFixture shop) {
        return "credit_card-" + shop.order + "-1";
    }

    private long balance(ShopFixture shop) {
        return sql.number("select balance from shop.payment_methods where id = ?", giftCard(shop));
    }

    private ObjectNode request(ShopFixture shop, int first, int second) {
        ObjectNode call = Returning.request(lea.order(shop.order), giftCard(shop));
        if (first > 0) {
            Returning.line(call, shop.line(1), first);
        }
        return second > 0 ? Returning.line(call, shop.line(2), second) : call;
    }

    private Agent.Said done(String tool, ObjectNode call) {
        Agent.Said said = lea.call(tool, call);
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        return said;
    }

    private ObjectNode receive(ShopFixture shop) {
        return Returning.receive(lea.order(shop.order));
    }

    private void refused(Agent.Said said, String rule) {
        assertThat(said.rule()).as("%s", said.content()).isEqualTo(rule);
    }

    @Test
    void aRequestMovesNothingAndReceivingMovesStockAndMoneyOnce() {
        ShopFixture shop = delivered();
        ObjectNode call = request(shop, 2, 0);
        ((ObjectNode) call.at("/lines/0")).put("reason", "defective");
        Agent.Said requested = PlanIsEffect.of(lea, Returning.REQUEST, call);
        assertThat(requested.content().path("summary").asText()).contains("20.00 USD", "nothing moves now");
        JsonNode open = lea.order(shop.order).at("/returns/0");
        assertThat(open.path("status").asText()).isEqualTo("requested");
        assertThat(open.at("/amount/amount").asText()).isEqualTo("20.00");
        assertThat(open.at("/lines/0/reason").asText()).isEqualTo("defective");
        assertThat(shop.refunded()).isZero();
        assertThat(shop.stock(1)).isEqualTo(10);

        Agent.Said received = PlanIsEffect.of(lea, Returning.RECEIVE, receive(shop));
        assertThat(received.content().at("/effect/steps").findValuesAsText("kind"))
                .containsExactly("return_receipt", "refund");
        assertThat(shop.refunded()).isEqualTo(2000);
        assertThat(balance(shop)).isEqualTo(2000);
        assertThat(shop.stock(1)).isEqualTo(12);
        JsonNode after = lea.order(shop.order);
        assertThat(after.at("/lines/0/returned_quantity").asInt()).isEqualTo(2);
        assertThat(after.at("/lines/0/refunded_quantity").asInt()).isEqualTo(2);
        assertThat(after.at("/returns/0/status").asText()).isEqualTo("settled");
        assertThat(after.path("fulfillment_status").asText()).isEqualTo("delivered");

        Agent.Said again = done(Returning.RECEIVE, receive(shop));
        assertThat(again.content().path("changed").asBoolean()).isFalse();
        assertThat(shop.refunded()).isEqualTo(2000);
    }

    @Test
    void aReturnMayComeInPartsAndPaysEachPartItsShareOnly() {
        ShopFixture shop = delivered();
        done(Returning.REQUEST, request(shop, 3, 1));
        PlanIsEffect.of(lea, Returning.RECEIVE, Returning.came(receive(shop), shop.line(1), 1, false));
        assertThat(shop.refunded()).isEqualTo(1000);
        assertThat(shop.stock(1)).as("it cannot be sold again").isEqualTo(10);
        assertThat(lea.order(shop.order).at("/returns/0/status").asText()).isEqualTo("received");

        PlanIsEffect.of(lea, Returning.RECEIVE, receive(shop));
        assertThat(shop.refunded()).isEqualTo(5500);
        assertThat(shop.stock(1)).isEqualTo(12);
        assertThat(shop.stock(2)).isEqualTo(11);
        JsonNode after = lea.order(shop.order);
        assertThat(after.at("/returns/0/status").asText()).isEqualTo("settled");
        assertThat(after.at("/returns/0/receipts")).hasSize(2);
        assertThat(after.path("fulfillment_status").asText()).isEqualTo("returned");
        assertThat(after.path("payment_status").asText()).isEqualTo("partially_refunded");
        refused(lea.call(Returning.REQUEST, request(shop, 1, 0)), "quantity_too_high");
    }

    @Test
    void theSameUnitsReceivedTwiceOrRefundedBesideAreAPossibleDuplicate() {
        ShopFixture shop = delivered();
        done(Returning.REQUEST, request(shop, 2, 0));
        done(Returning.RECEIVE, Returning.came(receive(shop), shop.line(1), 1, true));
        assertThat(lea.call(Returning.RECEIVE, Returning.came(receive(shop), shop.line(1), 1, true))
                        .error())
                .isEqualTo("possible_duplicate");
        assertThat(lea.call(Refunding.of(lea.order(shop.order)).line(shop.line(1), 1))
                        .error())
                .isEqualTo("possible_duplicate");
        done(Returning.RECEIVE, receive(shop));
        assertThat(shop.refunded()).isEqualTo(2000);
    }

    @Test
    void whatWasRefundedMeanwhileComesInAndIsNotPaidAgain() {
        ShopFixture shop = delivered();
        done(Returning.REQUEST, request(shop, 1, 1));
        Agent.Said refund = lea.call(Refunding.of(lea.order(shop.order)).line(shop.line(2), 1));
        assertThat(refund.status()).as("%s", refund.content()).isEqualTo("done");
        assertThat(shop.refunded()).isEqualTo(2500);
        PlanIsEffect.of(lea, Returning.RECEIVE, receive(shop));
        assertThat(shop.refunded()).as("10.00 for the first line only").isEqualTo(3500);
        assertThat(shop.stock(2)).isEqualTo(11);

        ShopFixture other = delivered();
        done(Returning.REQUEST, request(other, 1, 0));
        assertThat(lea.call(Refunding.of(lea.order(other.order)).line(other.line(1), 1))
                        .status())
                .isEqualTo("done");
        assertThat(lea.call(Returning.RECEIVE, receive(other)).error())
                .as("another unit of the line was just refunded")
                .isEqualTo("possible_duplicate");
        assertThat(other.refunded()).isEqualTo(1000);
    }

    @Test
    void aRefundAndAReceiptOfTheSameUnitsAtTheSameMomentPayOnce() {
        ShopFixture shop = delivered();
        done(Returning.REQUEST, request(shop, 0, 1));
        JsonNode order = lea.order(shop.order);
        List<Agent.Said> said = Together.call(
                4,
                n -> n % 2 == 0
                        ? lea.call(Returning.RECEIVE, Returning.receive(order).put("idempotency_key", fresh()))
                        : lea.call(Refunding.of(order).line(shop.line(2), 1).key(fresh())));
        assertThat(said).filteredOn(one -> one.status().equals("done")).hasSize(1);
        assertThat(shop.refunded()).isEqualTo(2500);
        assertThat(shop.refunds()).isEqualTo(1);
        assertThat(shop.stock(2)).isLessThanOrEqualTo(11);
    }

    @Test
    void aReturnNeverPaysMoreThanIsLeftOfTheOrder() {
        ShopFixture shop = delivered();
        assertThat(lea.call(Refunding.of(lea.order(shop.order)).amount("60.00")).status())
                .isEqualTo("done");
        done(Returning.REQUEST, request(shop, 3, 0));
        assertThat(lea.order(shop.order).at("/returns/0/amount/amount").asText())
                .isEqualTo("4.00");
        done(Returning.RECEIVE, receive(shop));
        assertThat(shop.refunded()).isEqualTo(6400);
        assertThat(shop.stock(1)).isEqualTo(13);
        refused(lea.call(Returning.REQUEST, request(shop, 0, 1)), "nothing_to_refund");
    }

    @Test
    void onlyWhatWasDeliveredNotLongAgoComesBack() {
        ShopFixture shop = usd().method("gift_card");
        refused(lea.call(Returning.REQUEST, request(shop, 1, 0)), "not_delivered");
        sql.execute("update shop.orders set fulfillment_status = 'shipped' where id = ?", shop.order);
        refused(lea.call(Returning.REQUEST, request(shop, 1, 0)), "not_delivered");
        refused(lea.call(Returning.REQUEST, request(shop.delivered(31), 1, 0)), "window_over");
        done(Returning.REQUEST, request(shop.delivered(29), 1, 0));
        ShopFixture closed = delivered();
        sql.execute("update shop.orders set status = 'closed' where id = ?", closed.order);
        refused(lea.call(Returning.REQUEST, request(closed, 1, 0)), "order_not_open");
    }

    @Test
    void onlyUnitsThatLeftTheHouseAndWereNotRefundedComeBack() {
        ShopFixture shop = delivered();
        sql.execute(
                "update shop.lines set fulfilled_quantity = 2 where order_id = ? and id = ?", shop.order, shop.line(1));
        refused(lea.call(Returning.REQUEST, request(shop, 3, 0)), "quantity_too_high");
        refused(lea.call(Returning.REQUEST, Returning.line(request(shop, 2, 0), shop.line(1), 1)), "quantity_too_high");
        refused(
                lea.call(Returning.REQUEST, Returning.line(request(shop, 1, 0), "somebody-elses-1", 1)),
                "line_not_in_order");
        assertThat(lea.call(Returning.REQUEST, request(shop, 0, 0)).error()).isEqualTo("invalid_arguments");
        ObjectNode guessed = request(shop, 1, 0);
        ((ObjectNode) guessed.at("/lines/0")).put("reason", "too_ugly");
        assertThat(lea.call(Returning.REQUEST, guessed).error()).isEqualTo("invalid_arguments");
        assertThat(lea.call(Refunding.of(lea.order(shop.order)).line(shop.line(2), 1))
                        .status())
                .isEqualTo("done");
        refused(lea.call(Returning.REQUEST, request(shop, 0, 1)), "quantity_too_high");
        done(Returning.REQUEST, request(shop, 2, 0));
        refused(lea.call(Returning.REQUEST, request(shop, 2, 0)), "return_open");
    }

    @Test
    void moneyGoesToACustomersOwnMethodThatTakesIt() {
        ShopFixture shop = delivered();
        ObjectNode call = request(shop, 1, 0);
        refused(
                lea.call(Returning.REQUEST, call.deepCopy().put("refund_to", "gift_card_0000000")),
                "method_not_of_customer");
        shop.method("other");
        refused(
                lea.call(Returning.REQUEST, request(shop, 1, 0).put("refund_to", "other-" + shop.order + "-0")),
                "method_not_creditable");
        done(Returning.REQUEST, request(shop, 1, 0).put("refund_to", creditCard(shop)));

        ShopFixture cash = new ShopFixture(sql, "USD", 0)
                .line(2, 1000)
                .payment("other", 1500)
                .payment("credit_card", 500)
                .delivered(1);
        String other = "other-" + cash.order + "-1";
        ObjectNode back = Returning.request(lea.order(cash.order), other);
        refused(lea.call(Returning.REQUEST, Returning.line(back.deepCopy(), cash.line(1), 2)), "method_not_creditable");
        done(Returning.REQUEST, Returning.line(back, cash.line(1), 1));
        done(Returning.RECEIVE, receive(cash));
        assertThat(sql.number(
                        "select refunded from shop.payments where order_id = ? and method_id = ?", cash.order, other))
                .as("its own payment takes its own money back")
                .isEqualTo(1000);
    }

    @Test
    void theLabelThatItComesBackWithIsAQuoteThatHolds() {
        ShopFixture shop = delivered();
        ObjectNode question = Writing.JSON.createObjectNode().put("order_id", shop.order);
        JsonNode back = lea.call("quote_shipping_rates", question.deepCopy().put("direction", "return"))
                .content();
        String rate = back.at("/rates/0/id").asText();
        String out = rate.replace(".return.", ".outbound.");
        assertThat(lea.call(Returning.REQUEST, request(shop, 1, 0).put("return_rate_id", out))
                        .error())
                .isEqualTo("invalid_arguments");
        assertThat(lea.call(Returning.REQUEST, request(shop, 1, 0).put("return_rate_id", "cheap"))
                        .error())
                .isEqualTo("invalid_arguments");
        String madeUp = rate.substring(0, rate.length() - 16) + "0123456789abcdef";
        refused(lea.call(Returning.REQUEST, request(shop, 1, 0).put("return_rate_id", madeUp)), "rate_expired");
        PlanIsEffect.of(lea, Returning.REQUEST, request(shop, 1, 0).put("return_rate_id", rate));
        assertThat(lea.order(shop.order).at("/returns/0/return_rate_id").asText())
                .isEqualTo(rate);
        assertThat(sql.number("select count(*) from shop.labels where order_id = ?", shop.order))
                .as("asking buys no label")
                .isZero();
    }

    @Test
    void onlyWhatIsStillToComeIsReceived() {
        ShopFixture shop = delivered();
        ObjectNode unknown = Writing.of(lea.order(shop.order)).put("return_id", "rt_0");
        assertThat(lea.call(Returning.RECEIVE, unknown).error()).isEqualTo("not_found");
        done(Returning.REQUEST, request(shop, 2, 0));
        refused(lea.call(Returning.RECEIVE, Returning.came(receive(shop), shop.line(1), 3, true)), "quantity_too_high");
        refused(lea.call(Returning.RECEIVE, Returning.came(receive(shop), shop.line(2), 1, true)), "line_not_in_order");
        assertThat(lea.call(Returning.RECEIVE, Returning.line(receive(shop), shop.line(1), 1))
                        .error())
                .as("whether it can be sold again has to be said")
                .isEqualTo("invalid_arguments");
        sql.execute("update shop.returns set status = 'cancelled' where order_id = ?", shop.order);
        refused(lea.call(Returning.RECEIVE, receive(shop)), "backend_rule");
        assertThat(shop.refunded()).isZero();
        assertThat(shop.stock(1)).isEqualTo(10);
    }

    @Test
    void unitsThatWentBackIntoStockWithTheirRefundGoThereOnce() {
        ShopFixture shop = delivered();
        done(Returning.REQUEST, request(shop, 0, 1));
        assertThat(lea.call(Refunding.of(lea.order(shop.order))
                                .line(shop.line(2), 1)
                                .with("restock", true))
                        .status())
                .isEqualTo("done");
        assertThat(shop.stock(2)).isEqualTo(11);
        Agent.Said twice = lea.call(Returning.RECEIVE, receive(shop));
        assertThat(twice.error()).as("%s", twice.content()).isEqualTo("backend_refused");
        assertThat(twice.content().at("/error/message").asText()).contains("restock: false");
        done(Returning.RECEIVE, Returning.came(receive(shop), shop.line(2), 1, false));
        assertThat(shop.stock(2)).isEqualTo(11);
    }

    @Test
    void whoeverReceivesPaysWithinTheirOwnLimits() {
        ShopFixture dear = new ShopFixture(sql, "USD", 0)
                .line(1, 600_000)
                .line(1, 60_000)
                .payment("credit_card", 660_000)
                .method("gift_card")
                .delivered(1);
        done(Returning.REQUEST, request(dear, 1, 1));
        Agent wim = Agent.as("wim");
        assertThat(wim.call(Returning.RECEIVE, Returning.receive(wim.order(dear.order)))
                        .error())
                .isEqualTo("limit_exceeded");
        Agent.Said waits = wim.call(
                Returning.RECEIVE, Returning.came(Returning.receive(wim.order(dear.order)), dear.line(2), 1, true));
        assertThat(waits.status()).as("%s", waits.content()).isEqualTo("awaiting_approval");
        assertThat(dear.refunded()).isZero();
        assertThat(Agent.as("ada").call(Returning.RECEIVE, receive(dear)).rpcError())
                .as("an agent asks for returns and does not receive them")
                .isEqualTo(-32602);
    }
}
