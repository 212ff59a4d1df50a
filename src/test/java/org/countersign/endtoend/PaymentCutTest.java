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

/** A shop that is gone while money moves in and out of an order: each step has one effect or none, and repeating goes on. */
@QuarkusTest
@TestProfile(TappedProfile.class)
@Timeout(180)
class PaymentCutTest {

    Taps taps;

    private final String direct = ConfigProvider.getConfig().getValue(TappedServices.DIRECT, String.class);
    private final Sql sql = new Sql(direct, "countersign");
    private final Agent lea = Agent.as("lea");

    @AfterEach
    void mend() {
        taps.shop().mend();
    }

    private ShopFixture usd() {
        return new ShopFixture(sql, "USD", 0).line(2, 3200).payment("credit_card", 6400);
    }

    private Agent.Said cut(String tool, ObjectNode call, Holdup at) {
        try (Holdup holdup = at) {
            CompletableFuture<Agent.Said> answer = CompletableFuture.supplyAsync(() -> lea.call(tool, call));
            holdup.awaitRefund();
            taps.shop().cut();
            holdup.letGo();
            return answer.join();
        }
    }

    private Agent.Said settled(String tool, ObjectNode call) {
        Agent.Said said = lea.call(tool, call);
        for (int n = 0; n < 60 && said.status().equals("outcome_unknown"); n++) {
            said = lea.call(tool, call);
        }
        return said;
    }

    /** Once no try can arrive any more. */
    private Agent.Said looked(String action) {
        sql.execute("update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", action);
        Agent.Said said = lea.call("get_action", "action_id", action);
        for (int n = 0; n < 60 && !said.body().toString().contains("not_done"); n++) {
            said = lea.call("get_action", "action_id", action);
        }
        return said;
    }

    @Test
    void aPaymentThatWasChargedAndNotRefundedIsPartlyDoneAndGoesOnWithTheRefundOnly() {
        ShopFixture shop = usd();
        String gift = shop.giftCard(10_000);
        ObjectNode call = Writing.of(lea.order(shop.order)).put("payment_method_id", gift);
        Agent.Said unknown = cut(PaymentMethodJourneyTest.TOOL, call, Holdup.inTheMiddle(sql, direct));
        assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo("outcome_unknown");
        taps.shop().mend();
        assertThat(looked(unknown.action()).content().at("/effect/steps").findValuesAsText("state"))
                .containsExactly("done", "not_done");
        assertThat(shop.balance(gift)).isEqualTo(3_600);
        assertThat(shop.refunded()).isZero();

        Agent.Said done = settled(PaymentMethodJourneyTest.TOOL, call);
        assertThat(done.status()).as("%s", done.body()).isEqualTo("done");
        assertThat(done.action()).isEqualTo(unknown.action());
        assertThat(shop.balance(gift)).as("charged once").isEqualTo(3_600);
        assertThat(shop.refunded()).as("refunded once").isEqualTo(6_400);
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void aChargeWhoseAnswerIsLostIsFoundAndNotTakenTwice() {
        ShopFixture shop = usd();
        String gift = shop.giftCard(10_000);
        ObjectNode call = Writing.of(lea.order(shop.order)).put("payment_method_id", gift);
        Agent.Said unknown = cut(PaymentMethodJourneyTest.TOOL, call, Holdup.inTheCommit(sql, direct, "shop.changes"));
        assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo("outcome_unknown");
        taps.shop().mend();
        Agent.Said done = settled(PaymentMethodJourneyTest.TOOL, call);
        assertThat(done.status()).as("%s", done.body()).isIn("done", "partly_done");
        done = done.status().equals("done") ? done : settled(PaymentMethodJourneyTest.TOOL, call);
        assertThat(done.status()).as("%s", done.body()).isEqualTo("done");
        assertThat(shop.balance(gift)).isEqualTo(3_600);
        assertThat(shop.refunded()).isEqualTo(6_400);
    }

    @Test
    void linesThatChangedWithoutTheirRefundArePartlyDoneAndTheRestGoesOn() {
        ShopFixture shop = usd();
        String gift = shop.giftCard(0);
        String cheaper = shop.variant(1, 3000, 5);
        ObjectNode call = ItemsJourneyTest.to(
                Writing.of(lea.order(shop.order)).put("payment_method_id", gift), shop.line(1), cheaper);
        Agent.Said unknown = cut(ItemsJourneyTest.TOOL, call, Holdup.inTheMiddle(sql, direct));
        assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo("outcome_unknown");
        taps.shop().mend();
        assertThat(looked(unknown.action()).content().at("/effect/steps").findValuesAsText("state"))
                .containsExactly("done", "not_done");
        assertThat(shop.stock(cheaper)).isEqualTo(3);
        assertThat(shop.balance(gift)).isZero();

        Agent.Said done = settled(ItemsJourneyTest.TOOL, call);
        assertThat(done.status()).as("%s", done.body()).isEqualTo("done");
        assertThat(done.action()).isEqualTo(unknown.action());
        assertThat(shop.stock(cheaper)).isEqualTo(3);
        assertThat(shop.balance(gift)).isEqualTo(400);
    }

    @Test
    void aDearerVariantWhoseStepWasCutIsPaidAndChangedOrNeither() {
        ShopFixture shop = usd();
        String gift = shop.giftCard(10_000);
        String dearer = shop.variant(1, 4000, 5);
        ObjectNode call = ItemsJourneyTest.to(
                Writing.of(lea.order(shop.order)).put("payment_method_id", gift), shop.line(1), dearer);
        Agent.Said unknown = cut(ItemsJourneyTest.TOOL, call, Holdup.inTheMiddle(sql, direct, "shop.changes"));
        assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo("outcome_unknown");
        taps.shop().mend();
        looked(unknown.action());
        assertThat(shop.balance(gift)).isEqualTo(10_000);
        assertThat(shop.stock(dearer)).isEqualTo(5);

        Agent.Said done = settled(ItemsJourneyTest.TOOL, call);
        assertThat(done.status())
                .as("a new action: the first had no effect. %s", done.body())
                .isEqualTo("done");
        assertThat(shop.balance(gift)).isEqualTo(8_400);
        assertThat(shop.stock(dearer)).isEqualTo(3);
    }
}
