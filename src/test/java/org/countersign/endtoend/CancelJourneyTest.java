package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** cancel_order over MCP: what was paid goes back, then the order is cancelled; both are seen in the shop. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class CancelJourneyTest extends WholeServer {

    private final Agent ada = Agent.as("ada");

    private Agent.Said cancel(ObjectNode arguments) {
        return ada.call(Cancelling.TOOL, arguments);
    }

    private Agent.Said cancel(ShopFixture shop) {
        return cancel(Cancelling.of(ada.order(shop.order)));
    }

    private String state(ShopFixture shop) {
        return sql.text(
                "select status || ' ' || payment_status || ' ' || coalesce(cancel_reason, '-') || ' '"
                        + " || (cancelled_at is not null) from shop.orders where id = ?",
                shop.order);
    }

    private long stock(ShopFixture shop, int line) {
        return sql.number("select stock from shop.variants where id = ?", "variant-" + shop.line(line));
    }

    @Test
    void whatADryRunShowsIsWhatIsDone() {
        ShopFixture shop = usd();
        ObjectNode call = Cancelling.of(ada.order("#" + shop.order));
        Agent.Said planned = cancel(call.deepCopy().put("dry_run", true));
        assertThat(planned.status()).isEqualTo("planned");
        assertThat(planned.content().path("summary").asText())
                .startsWith("PLANNED, NOT DONE: this would refund 64.00 USD");
        assertThat(state(shop)).isEqualTo("open paid - false");

        Agent.Said done = cancel(call);
        assertThat(done.status()).as("%s", done.content()).isEqualTo("done");
        assertThat(done.content().path("verification").asText()).isEqualTo("verified");
        assertThat(done.content().path("summary").asText())
                .startsWith("DONE: refunded 64.00 USD (64.00 USD to credit card")
                .contains("and cancelled order #" + shop.order);
        JsonNode effect = done.content().path("effect");
        assertThat(effect.path("planned")).isEqualTo(planned.content().at("/effect/planned"));
        assertThat(effect.path("observed")).isEqualTo(effect.path("planned"));
        assertThat(effect.path("steps").findValuesAsText("kind")).containsExactly("refund", "cancel");
        assertThat(state(shop)).isEqualTo("cancelled refunded ordered_by_mistake true");
        assertThat(shop.refunded()).isEqualTo(6400);
        assertThat(stock(shop, 1)).isEqualTo(13);
        assertThat(stock(shop, 2)).isEqualTo(11);

        JsonNode after = ada.order(shop.order);
        assertThat(after.path("version").asText()).isEqualTo(done.version());
        assertThat(after.path("cancel_reason").asText()).isEqualTo("ordered_by_mistake");
        assertThat(after.at("/totals/refundable/amount").asText()).isEqualTo("0.00");

        Agent.Said again = cancel(call);
        assertThat(again.replayed()).isTrue();
        assertThat(again.action()).isEqualTo(done.action());
        assertThat(shop.refunds()).isEqualTo(1);
        assertThat(stock(shop, 1)).isEqualTo(13);
    }

    @Test
    void aCancelledOrderStaysCancelledAndSaysSo() {
        ShopFixture shop = usd();
        Agent.Said first = cancel(shop);
        Agent.Said second = cancel(Cancelling.of(shop.order, first.version()).put("reason", "out_of_stock"));
        assertThat(second.status()).as("%s", second.content()).isEqualTo("done");
        assertThat(second.content().path("changed").asBoolean()).isFalse();
        assertThat(second.content().path("verification").asText()).isEqualTo("not_applicable");
        assertThat(second.content().path("summary").asText()).contains("nothing had to change", "ordered_by_mistake");
        assertThat(state(shop)).isEqualTo("cancelled refunded ordered_by_mistake true");
        assertThat(sql.number("select count(*) from shop.cancellations where order_id = ?", shop.order))
                .isEqualTo(1);
    }

    @Test
    void everyPaymentGetsItsOwnBack() {
        ShopFixture shop = new ShopFixture(sql, "USD", 900)
                .line(2, 1500)
                .payment("credit_card", 2400)
                .payment("gift_card", 500)
                .payment("paypal", 1000);
        Agent.Said said = cancel(shop);
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        assertThat(said.content().at("/effect/steps").findValuesAsText("state"))
                .containsExactly("done", "done", "done", "done");
        assertThat(sql.texts("select refunded from shop.payments where order_id = ? order by id", shop.order))
                .containsExactly("2400", "500", "1000");
        assertThat(sql.number(
                        "select balance from shop.payment_methods where id = ?", "gift_card-" + shop.order + "-2"))
                .isEqualTo(500);
        assertThat(sql.number("select shipping_refunded from shop.orders where id = ?", shop.order))
                .isEqualTo(900);
        assertThat(state(shop)).isEqualTo("cancelled refunded ordered_by_mistake true");
        assertThat(stock(shop, 1)).isEqualTo(12);
    }

    @Test
    void afterARefundOfALineOnlyTheRestIsPaidAndPutBack() {
        ShopFixture shop = usd();
        Agent.Said line = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(2), 1));
        assertThat(line.status()).isEqualTo("done");
        Agent.Said said = cancel(Cancelling.of(shop.order, line.version()));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        assertThat(said.content().at("/effect/planned/amount/amount").asText()).isEqualTo("39.00");
        assertThat(shop.refunded()).isEqualTo(6400);
        assertThat(stock(shop, 1)).isEqualTo(13);
        assertThat(stock(shop, 2)).isEqualTo(11);
    }

    @Test
    void afterARefundOfASumOnlyTheRestIsPaid() {
        ShopFixture shop = usd();
        Agent.Said sum = ada.call(Refunding.of(ada.order(shop.order)).amount("60.00"));
        Agent.Said said = cancel(Cancelling.of(shop.order, sum.version()));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        assertThat(said.content().at("/effect/planned/amount/amount").asText()).isEqualTo("4.00");
        assertThat(shop.refunded()).isEqualTo(6400);
        assertThat(stock(shop, 1)).isEqualTo(13);
    }

    @Test
    void withoutRefundTheMoneyStaysAndCanBeRefundedNoMoreByCancelling() {
        ShopFixture shop = usd();
        Agent.Said said = cancel(Cancelling.of(ada.order(shop.order)).put("refund", false));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        assertThat(shop.refunds()).isZero();
        assertThat(state(shop)).isEqualTo("cancelled paid ordered_by_mistake true");
        assertThat(stock(shop, 1)).isEqualTo(13);
        Agent.Said more = cancel(Cancelling.of(shop.order, said.version()));
        assertThat(more.rule()).isEqualTo("order_not_open");
        assertThat(more.content().at("/error/fix").asText()).contains("refund_order");
    }

    @Test
    void nothingGoesBackIntoStockIfItShallNot() {
        ShopFixture shop = usd();
        assertThat(cancel(Cancelling.of(ada.order(shop.order)).put("restock", false))
                        .status())
                .isEqualTo("done");
        assertThat(stock(shop, 1)).isEqualTo(10);
        assertThat(shop.refunded()).isEqualTo(6400);
    }

    @Test
    void anAuthorizedOrderIsVoided() {
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(1, 1000);
        sql.execute("update shop.orders set payment_status = 'authorized' where id = ?", shop.order);
        Agent.Said said = cancel(shop);
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        assertThat(said.content().at("/effect/steps").findValuesAsText("kind")).containsExactly("cancel");
        assertThat(state(shop)).isEqualTo("cancelled voided ordered_by_mistake true");
    }

    @Test
    void whatWaitsForAPersonIsNotCancelledBesideThem() {
        ShopFixture shop = usd();
        sql.execute("update shop.orders set risk_level = 'high' where id = ?", shop.order);
        Agent.Said waits = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(2), 1));
        assertThat(waits.status()).as("%s", waits.content()).isEqualTo("escalated");
        Agent.Said said = Agent.as("ben")
                .call(Cancelling.TOOL, Cancelling.of(Agent.as("ben").order(shop.order)));
        assertThat(said.error()).as("%s", said.content()).isEqualTo("possible_duplicate");
        assertThat(said.content().at("/error/action_id").asText()).isEqualTo(waits.action());
        assertThat(state(shop)).startsWith("open paid");
    }

    @Test
    void anOrderOnHoldIsCancelled() {
        ShopFixture shop = usd();
        sql.execute(
                "insert into shop.holds (order_id, id, reason, at) values (?, 'h1', 'suspected_fraud', now())",
                shop.order);
        assertThat(cancel(shop).status()).isEqualTo("done");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "update shop.orders set status = 'closed' where id = ?                          | order_not_open",
                "update shop.orders set fulfillment_status = 'busy' where id = ?                | already_fulfilled",
                "update shop.lines set fulfilled_quantity = 1 where position = 1 and order_id = ? | already_fulfilled",
                "insert into shop.returns (order_id, id, status) values (?, 'r1', 'requested')  | return_open",
                "insert into shop.exchanges (order_id, id, status) values (?, 'x1', 'received') | return_open",
            })
    void whatMayNotBeCancelledIsNot(String state, String rule) {
        ShopFixture shop = usd();
        sql.execute(state, shop.order);
        Agent.Said said = cancel(shop);
        assertThat(said.status()).isEqualTo("refused");
        assertThat(said.error()).isEqualTo("shop_rule");
        assertThat(said.rule()).isEqualTo(rule);
        assertThat(shop.refunds()).isZero();
        assertThat(state(shop)).endsWith("paid - false");
        assertThat(stock(shop, 1)).isEqualTo(10);
    }

    @Test
    void otherNeedsANote() {
        ShopFixture shop = usd();
        ObjectNode call = Cancelling.of(ada.order(shop.order)).put("reason", "other");
        assertThat(cancel(call).error()).isEqualTo("invalid_arguments");
        assertThat(cancel(call.put("note", "The customer moved.")).status()).isEqualTo("done");
        assertThat(sql.text("select note from shop.cancellations where order_id = ?", shop.order))
                .isEqualTo("The customer moved.");
    }

    @Test
    void theGrantLimitsTheMoneyOfACancellationToo() {
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(1, 50_001).payment("credit_card", 50_001);
        Agent.Said said = cancel(shop);
        assertThat(said.error()).isEqualTo("limit_exceeded");
        assertThat(state(shop)).isEqualTo("open paid - false");
        Agent lea = Agent.as("lea");
        assertThat(lea.call(Cancelling.TOOL, Cancelling.of(lea.order(shop.order)))
                        .status())
                .isEqualTo("done");
        Agent wim = Agent.as("wim");
        assertThat(wim.call(Cancelling.TOOL, Cancelling.of(wim.order(shop.order)))
                        .rpcError())
                .isEqualTo(-32602);
    }

    /** While the money goes back the warehouse begins to pack: the shop refuses the second step, and the answer says so. */
    @Test
    void aShopThatRefusesTheSecondStepLeavesItPartlyDone() {
        ShopFixture shop = usd();
        sql.execute("""
                create or replace function shop.packing() returns trigger language plpgsql as
                'begin update shop.orders set fulfillment_status = ''busy'' where id = new.order_id; return null; end'""");
        sql.execute("create trigger packing after insert on shop.refunds for each row when (new.order_id = '"
                + shop.order + "') execute function shop.packing()");
        Agent.Said said;
        try {
            said = cancel(shop);
        } finally {
            sql.execute("drop trigger packing on shop.refunds");
        }
        assertThat(said.status()).as("%s", said.content()).isEqualTo("partly_done");
        assertThat(said.isError()).isTrue();
        assertThat(said.content().path("summary").asText()).startsWith("PARTLY DONE:");
        assertThat(said.content().at("/effect/steps").findValuesAsText("state")).containsExactly("done", "not_done");
        assertThat(said.content().path("changed").asBoolean()).isTrue();
        assertThat(shop.refunded()).isEqualTo(6400);
        assertThat(state(shop)).isEqualTo("open refunded - false");
        Agent.Said other = ada.call(Refunding.of(ada.order(shop.order)).amount("1.00"));
        assertThat(other.error()).as("it waits for a person").isEqualTo("unresolved");
    }
}
