package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.countersign.endtoend.TappedServices.Taps;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that is gone in the middle: nothing is lost, nothing is done twice, and the answer says what is known. */
@QuarkusTest
@TestProfile(TappedProfile.class)
@Timeout(120)
class DatabaseGoneTest {

    Taps taps;

    private final String direct = ConfigProvider.getConfig().getValue(TappedServices.DIRECT, String.class);
    private final Sql sql = new Sql(direct, "countersign");

    private ShopFixture usd() {
        return new ShopFixture(sql, "USD", 0).line(1, 6400).payment("credit_card", 6400);
    }

    @AfterEach
    void mend() {
        taps.ledger().mend();
        taps.shop().mend();
    }

    /** Repeats a call while connections of before are found to be dead, or something is still waited for. */
    private static Agent.Said until(Supplier<Agent.Said> call, Predicate<Agent.Said> enough) {
        Agent.Said said = call.get();
        for (int n = 0; n < 60 && !enough.test(said); n++) {
            said = call.get();
        }
        return said;
    }

    @Test
    void aLedgerThatIsGoneBeforeTheSendLeavesNothingDone() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding call = Refunding.of(ada.order(shop.order)).amount("10.00");
        ada.tools();
        taps.ledger().cut();
        for (int n = 0; n < 3; n++) {
            Agent.Said said = ada.call(call);
            assertThat(said.error()).isEqualTo("ledger_unavailable");
            assertThat(said.status()).isEqualTo("refused");
            assertThat(said.content().path("error").path("retryable").asBoolean())
                    .isTrue();
            assertThat(shop.refunds()).isZero();
        }
        taps.ledger().mend();
        Agent.Said done = until(() -> ada.call(call), said -> said.status().equals("done"));
        assertThat(done.status()).as("%s", done.body()).isEqualTo("done");
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void aLedgerThatIsGoneAfterTheSendLeavesTheOutcomeUnknownUntilItIsLookedAt() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding call = Refunding.of(ada.order(shop.order)).amount("10.00");
        Agent.Said unknown;
        try (Holdup holdup = Holdup.inTheCommit(sql, direct)) {
            CompletableFuture<Agent.Said> answer = CompletableFuture.supplyAsync(() -> ada.call(call));
            holdup.awaitRefund();
            taps.ledger().cut();
            holdup.letGo();
            unknown = answer.join();
        }
        assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo("outcome_unknown");
        assertThat(unknown.isError()).isFalse();
        assertThat(unknown.content().path("summary").asText())
                .startsWith("UNKNOWN, DO NOT REPEAT WITH OTHER ARGUMENTS:");
        assertThat(shop.refunds()).isEqualTo(1);

        taps.ledger().mend();
        leaseIsOver(unknown.action());
        Agent.Said resolved = until(() -> ada.call(call), said -> said.status().equals("done"));
        assertThat(resolved.status()).as("%s", resolved.body()).isEqualTo("done");
        assertThat(resolved.replayed()).isTrue();
        assertThat(resolved.action()).isEqualTo(unknown.action());
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void aShopThatIsGoneInItsCommitIsUnknownAndFoundLater() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding call = Refunding.of(ada.order(shop.order)).amount("10.00");
        Agent.Said unknown;
        try (Holdup holdup = Holdup.inTheCommit(sql, direct)) {
            CompletableFuture<Agent.Said> answer = CompletableFuture.supplyAsync(() -> ada.call(call));
            holdup.awaitRefund();
            taps.shop().cut();
            holdup.letGo();
            unknown = answer.join();
        }
        assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo("outcome_unknown");
        taps.shop().mend();
        Agent.Said resolved = until(() -> ada.call(call), said -> !said.status().equals("outcome_unknown"));
        assertThat(resolved.status()).as("%s", resolved.body()).isEqualTo("done");
        assertThat(resolved.content().path("verification").asText()).isEqualTo("verified");
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void aShopThatIsGoneBeforeItsCommitIsUnknownAndProvedNotDoneLater() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding call = Refunding.of(ada.order(shop.order)).amount("10.00");
        Agent.Said unknown;
        try (Holdup holdup = Holdup.inTheMiddle(sql, direct)) {
            CompletableFuture<Agent.Said> answer = CompletableFuture.supplyAsync(() -> ada.call(call));
            holdup.awaitRefund();
            taps.shop().cut();
            holdup.letGo();
            unknown = answer.join();
        }
        assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo("outcome_unknown");
        taps.shop().mend();
        until(() -> ada.call("get_order", "order_id", shop.order), said -> !said.isError());
        assertThat(shop.refunds()).isZero();
        assertThat(ada.call(call).status()).as("it could still arrive").isEqualTo("outcome_unknown");
        Agent.Said other = ada.call(Refunding.of(ada.order(shop.order)).amount("11.00"));
        assertThat(other.error()).isEqualTo("unresolved");

        sql.execute(
                "update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", unknown.action());
        Agent.Said failed = until(() -> ada.call(call), said -> !said.status().equals("outcome_unknown"));
        assertThat(failed.status()).isEqualTo("failed");
        Agent.Said done = ada.call(call);
        assertThat(done.status()).as("%s", done.body()).isEqualTo("done");
        assertThat(done.content().path("action").path("retry_of").asText()).isEqualTo(unknown.action());
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void aShopThatIsGoneIsSaidToBeGone() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        ada.tools();
        taps.shop().cut();
        Agent.Said read = ada.call("get_order", "order_id", shop.order);
        assertThat(read.error()).isEqualTo("backend_unavailable");
        Agent.Said write = ada.call(Refunding.of(order).amount("10.00"));
        assertThat(write.error()).isEqualTo("backend_unavailable");
        assertThat(write.status()).isEqualTo("refused");
        taps.shop().mend();
        Agent.Said done = until(
                () -> ada.call(Refunding.of(order).amount("10.00")),
                said -> said.status().equals("done"));
        assertThat(done.status()).isEqualTo("done");
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void theAdminApiAndItsPagesSayThatTheLedgerIsGone() {
        String tag = AdminBed.tag(AdminBed.as("sam"), "support_agent", "refund_order");
        Browser sam = Browser.signedIn("sam");
        sam.get("/console/roles");
        taps.ledger().cut();
        List<Supplier<Response>> calls = List.of(
                () -> AdminBed.as("sam").get(AdminBed.SHOP + "/roles"),
                () -> AdminBed.as("sam")
                        .header("If-Match", tag)
                        .body("{\"enabled\": false}")
                        .put(AdminBed.GRANT, "support_agent", "refund_order"),
                () -> AdminBed.as("sam").get(AdminBed.SHOP + "/history"),
                () -> AdminBed.as("sam").get("/api/admin/access?role=support_agent"),
                () -> AdminBed.as("sam").body("{\"days\": 1, \"grants\": []}").post("/api/admin/simulations"),
                () -> AdminBed.as("sam").get("/api/admin/blocks"));
        for (Supplier<Response> call : calls) {
            call.get()
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .contentType(containsString("application/problem+json"))
                    .body("title", equalTo("ledger_unavailable"));
        }
        Browser.Page page = sam.get("/console/roles");
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.words()).contains("The ledger does not answer");
        taps.ledger().mend();
        for (int n = 0; n < 60 && calls.getFirst().get().statusCode() != 200; n++) {
            // connections of before are found to be dead
        }
        assertThat(AdminBed.tag(AdminBed.as("sam"), "support_agent", "refund_order"))
                .isEqualTo(tag);
    }

    private void leaseIsOver(String action) {
        sql.execute("update countersign.object_lease set held_until = now() - interval '1 s' where holder = ?", action);
    }
}
