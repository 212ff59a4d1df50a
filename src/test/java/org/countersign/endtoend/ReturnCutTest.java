package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.concurrent.CompletableFuture;
import org.countersign.endtoend.TappedServices.Taps;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shop that is gone between the steps of a receipt: stock and money move once each, and the repeated call goes on. */
@QuarkusTest
@TestProfile(TappedProfile.class)
@Timeout(120)
class ReturnCutTest {

    Taps taps;

    private final String direct = ConfigProvider.getConfig().getValue(TappedServices.DIRECT, String.class);
    private final Sql sql = new Sql(direct, "countersign");
    private final Agent lea = Agent.as("lea");

    @AfterEach
    void mend() {
        taps.shop().mend();
    }

    private Agent.Said cutWhile(ObjectNode call, Holdup at) {
        try (Holdup holdup = at) {
            CompletableFuture<Agent.Said> answer =
                    CompletableFuture.supplyAsync(() -> lea.call(Returning.RECEIVE, call));
            holdup.awaitRefund();
            taps.shop().cut();
            holdup.letGo();
            return answer.join();
        } finally {
            taps.shop().mend();
        }
    }

    /** After the last try must be over, the look decides. */
    private Agent.Said partly(ObjectNode call, Holdup at) {
        Agent.Said unknown = cutWhile(call, at);
        assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo("outcome_unknown");
        sql.execute(
                "update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", unknown.action());
        Agent.Said said = lea.call("get_action", "action_id", unknown.action());
        for (int n = 0; n < 60 && !said.body().toString().contains("partly_done"); n++) {
            said = lea.call("get_action", "action_id", unknown.action());
        }
        assertThat(said.content().at("/effect/steps").findValuesAsText("state"))
                .as("%s", said.body())
                .containsExactly("done", "not_done");
        return unknown;
    }

    private void goesOn(ObjectNode call, Agent.Said before) {
        Agent.Said done = lea.call(Returning.RECEIVE, call);
        for (int n = 0; n < 60 && done.status().equals("outcome_unknown"); n++) {
            done = lea.call(Returning.RECEIVE, call);
        }
        assertThat(done.status()).as("%s", done.body()).isEqualTo("done");
        assertThat(done.action()).isEqualTo(before.action());
    }

    private void requested(String tool, ObjectNode call) {
        Agent.Said said = lea.call(tool, call);
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
    }

    @Test
    void whatCameInIsPaidOnceThoughTheRefundDidNotArrive() {
        ShopFixture shop = new ShopFixture(sql, "USD", 0)
                .line(2, 3200)
                .payment("gift_card", 6400)
                .delivered(1);
        String gift = "gift_card-" + shop.order + "-1";
        requested(Returning.REQUEST, Returning.line(Returning.request(lea.order(shop.order), gift), shop.line(1), 2));
        ObjectNode call = Returning.receive(lea.order(shop.order));
        Agent.Said unknown = partly(call, Holdup.inTheMiddle(sql, direct, "shop.refunds"));
        assertThat(shop.stock(1)).isEqualTo(12);
        assertThat(shop.refunded()).isZero();
        goesOn(call, unknown);
        assertThat(shop.stock(1)).isEqualTo(12);
        assertThat(shop.refunds()).isEqualTo(1);
        assertThat(shop.balance(gift)).isEqualTo(6400);
        assertThat(sql.number("select count(*) from shop.receipts where order_id = ?", shop.order))
                .isEqualTo(1);
    }

    @Test
    void anExchangeThatDidNotArriveChargedNothingAndARepeatChargesOnce() {
        ShopFixture shop = new ShopFixture(sql, "USD", 0)
                .line(2, 1000)
                .payment("credit_card", 2000)
                .delivered(1);
        String dearer = shop.variant(1, 1500, 2);
        String gift = shop.giftCard(1000);
        ObjectNode exchange = Writing.of(lea.order(shop.order)).put("payment_method_id", gift);
        exchange.putArray("changes").addObject().put("line_id", shop.line(1)).put("variant_id", dearer);
        requested("exchange_items", exchange);
        JsonNode order = lea.order(shop.order);
        ObjectNode call =
                Writing.of(order).put("exchange_id", order.at("/exchanges/0/id").asText());
        Agent.Said unknown = cutWhile(call, Holdup.inTheMiddle(sql, direct, "shop.payments"));
        assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo("outcome_unknown");
        assertThat(shop.balance(gift)).isEqualTo(1000);
        assertThat(shop.stock(dearer)).isEqualTo(2);
        sql.execute(
                "update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", unknown.action());
        settled(call);
        assertThat(shop.balance(gift)).isZero();
        assertThat(shop.stock(dearer)).isZero();
        assertThat(shop.stock(1)).isEqualTo(12);
        assertThat(sql.number("select count(*) from shop.payments where order_id = ?", shop.order))
                .isEqualTo(2);
    }

    /** Once it is sure that nothing happened, the same call runs as a new action. */
    private void settled(ObjectNode call) {
        Agent.Said said = lea.call(Returning.RECEIVE, call);
        for (int n = 0; n < 60 && !said.status().equals("done"); n++) {
            said = lea.call(Returning.RECEIVE, call);
        }
        assertThat(said.status()).as("%s", said.body()).isEqualTo("done");
    }
}
