package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.concurrent.CompletableFuture;
import org.countersign.endtoend.TappedServices.Taps;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shop that is gone while the second step of a cancellation is under way: each step has one effect or none. */
@QuarkusTest
@TestProfile(TappedProfile.class)
@Timeout(120)
class CancelCutTest {

    Taps taps;

    private final String direct = ConfigProvider.getConfig().getValue(TappedServices.DIRECT, String.class);
    private final Sql sql = new Sql(direct, "countersign");
    private final Agent ada = Agent.as("ada");

    @AfterEach
    void mend() {
        taps.shop().mend();
    }

    private ShopFixture usd() {
        return new ShopFixture(sql, "USD", 0).line(2, 3200).payment("gift_card", 6400);
    }

    private Agent.Said cutWhileCancelling(ObjectNode call, Holdup at) {
        try (Holdup holdup = at) {
            CompletableFuture<Agent.Said> answer = CompletableFuture.supplyAsync(() -> ada.call(Cancelling.TOOL, call));
            holdup.awaitRefund();
            taps.shop().cut();
            holdup.letGo();
            return answer.join();
        }
    }

    /** Repeats the identical call, as the answer says, until it is settled. */
    private Agent.Said settled(ObjectNode call) {
        Agent.Said said = ada.call(Cancelling.TOOL, call);
        for (int n = 0; n < 60 && said.status().equals("outcome_unknown"); n++) {
            said = ada.call(Cancelling.TOOL, call);
        }
        return said;
    }

    @Test
    void aCancellationWhoseAnswerIsLostIsFoundAndNothingIsDoneTwice() {
        ShopFixture shop = usd();
        ObjectNode call = Cancelling.of(ada.order(shop.order));
        Agent.Said unknown = cutWhileCancelling(call, Holdup.inTheCommit(sql, direct, "shop.cancellations"));
        assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo("outcome_unknown");
        taps.shop().mend();
        Agent.Said done = settled(call);
        assertThat(done.status()).as("%s", done.body()).isEqualTo("done");
        assertThat(done.content().path("verification").asText()).isEqualTo("verified");
        assertThat(done.action()).isEqualTo(unknown.action());
        onceEach(shop);
        assertThat(status(shop)).isEqualTo("cancelled");
    }

    @Test
    void aCancellationThatDidNotArriveIsPartlyDoneOnceThatIsSure() {
        ShopFixture shop = usd();
        ObjectNode call = Cancelling.of(ada.order(shop.order));
        Agent.Said unknown = cutWhileCancelling(call, Holdup.inTheMiddle(sql, direct, "shop.cancellations"));
        assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo("outcome_unknown");
        taps.shop().mend();
        sql.execute(
                "update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", unknown.action());
        Agent.Said partly = looked(unknown.action());
        assertThat(partly.content().at("/effect/steps").findValuesAsText("state"))
                .as("%s", partly.body())
                .containsExactly("done", "not_done");
        onceEach(shop);
        assertThat(status(shop)).isEqualTo("open");
        assertThat(sql.number("select count(*) from shop.closed_keys where step_key = ?", unknown.action() + "/2"))
                .as("a late sender comes too late")
                .isEqualTo(1);

        Agent.Said done = settled(call);
        assertThat(done.status()).as("the repeated call goes on").isEqualTo("done");
        assertThat(done.action()).isEqualTo(unknown.action());
        onceEach(shop);
        assertThat(status(shop)).isEqualTo("cancelled");
    }

    /** As get_action shows it, once a look found the shop again. */
    private Agent.Said looked(String action) {
        Agent.Said said = ada.call("get_action", "action_id", action);
        for (int n = 0; n < 60 && !said.body().toString().contains("partly_done"); n++) {
            said = ada.call("get_action", "action_id", action);
        }
        return said;
    }

    private void onceEach(ShopFixture shop) {
        assertThat(shop.refunds()).isEqualTo(1);
        assertThat(shop.refunded()).isEqualTo(6400);
        assertThat(sql.number("select stock from shop.variants where id = ?", "variant-" + shop.line(1)))
                .isEqualTo(12);
        assertThat(sql.number(
                        "select balance from shop.payment_methods where id = ?", "gift_card-" + shop.order + "-1"))
                .isEqualTo(6400);
    }

    private String status(ShopFixture shop) {
        return sql.text("select status from shop.orders where id = ?", shop.order);
    }
}
