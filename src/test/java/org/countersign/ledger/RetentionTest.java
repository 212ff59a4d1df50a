package org.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.ShopFixture;
import org.countersign.gate.GateSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are kept for 90 days; then their hashes remain and answer key_expired (contract, section 7). */
@QuarkusTest
@TestProfile(AuditProfile.class)
class RetentionTest extends AuditBed {

    @Inject
    Database database;

    @Inject
    GateSettings settings;

    private final ShopFixture shop =
            new ShopFixture(sql, "USD", 900).line(3, 1000).payment("credit_card", 3900);
    private final Agent ada = Agent.as("ada");

    @Test
    void aKeyThatIsTooOldNeverRunsAgain() {
        Refunding refund = refunding(ada, shop).key("an-old-key");
        String action = ada.call(refund).action();
        settledBefore(action, "91 days");
        forget().body("keys", equalTo(1));

        assertThat(sql.texts("select 1 from countersign.action a where a::text like '%an-old-key%'"))
                .isEmpty();
        Refunding now = refunding(ada, shop).key("an-old-key");
        for (Refunding call : new Refunding[] {refund, now, now.but().with("reason", "defective")}) {
            Agent.Said said = ada.call(call);
            assertThat(said.error()).isEqualTo("key_expired");
            assertThat(said.content().path("error").path("retryable").asBoolean())
                    .isFalse();
        }
        assertThat(shop.refunds()).isEqualTo(1);
        assertThat(sql.number("select count(*) from countersign.object_lease where holder is not null"))
                .isZero();
        assertThat(ada.call("get_action", "action_id", action).status())
                .as("the action stays")
                .isEqualTo("done");
        assertThat(verified().findings()).isEmpty();
        forget().body("keys", equalTo(0));
    }

    @Test
    void aYoungerKeyIsKept() {
        Refunding refund = refunding(ada, shop).key("a-young-key");
        settledBefore(ada.call(refund).action(), "89 days");
        forget().body("keys", equalTo(0));
        assertThat(ada.call(refund).replayed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "OUTCOME_UNKNOWN", "AWAITING_APPROVAL", "NEEDS_CONFIRMATION", "ESCALATED"})
    void whatIsOpenInDoubtOrWaitingKeepsItsKeyHoweverOld(String status) {
        String action = ada.call(refunding(ada, shop).key("an-open-key")).action();
        settledBefore(action, "400 days");
        sql.execute("update countersign.action set status = ? where id = ?", status, action);
        forget().body("keys", equalTo(0));
    }

    @Test
    void whatStillKeepsItsObjectKeepsItsKey() {
        String action = ada.call(refunding(ada, shop).key("a-mismatch")).action();
        settledBefore(action, "400 days");
        sql.execute("update countersign.action set status = 'MISMATCH' where id = ?", action);
        sql.execute("update countersign.object_lease set unresolved = ?", action);
        forget().body("keys", equalTo(0));
        sql.execute("update countersign.object_lease set unresolved = null");
        forget().body("keys", equalTo(1));
    }

    @Test
    void aKeyThatWasLeftFreeIsFreeForGood() {
        Refunding tooMuch = refunding(ada, shop).key("a-free-key").line(shop.line(1), 9);
        Agent.Said refused = ada.call(tooMuch);
        assertThat(refused.status()).isEqualTo("refused");
        settledBefore(refused.action(), "91 days");
        forget().body("keys", equalTo(1));
        assertThat(ada.call(refunding(ada, shop).key("a-free-key")).status()).isEqualTo("done");
    }

    @Test
    void wordsOfRefusedCallsGoWithTimeAndVerifyStaysGreen() {
        ada.call("refund_order", "order_id", "Xanthippe's own order, please");
        assertThat(sql.number("select count(*) from countersign.event_text")).isEqualTo(1);
        forget().body("words", equalTo(0));
        sql.execute("truncate countersign.event, countersign.unsealed, countersign.event_text");
        refusedLongAgo();
        forget().body("words", equalTo(1));
        assertThat(verified().findings()).isEmpty();
        assertThat(verified().erasedWords()).isEqualTo(1);
    }

    @Test
    void aRetentionBelowNinetyDaysIsRefused() {
        assertThatThrownBy(() -> new Retention(database, settings, Duration.ofDays(89)))
                .hasMessageContaining("at least 90 days");
        assertThat(new Retention(database, settings, Duration.ofDays(90)).time())
                .isEqualTo(Duration.ofDays(90));
    }

    @Test
    void onlyWhoRunsTheSweepForgets() {
        for (String user : new String[] {"ada", "lea", "wim", "aud", "nora"}) {
            EraseTest.as(user).post("/api/admin/retention").then().statusCode(403);
        }
    }

    private void refusedLongAgo() {
        var event = new org.countersign.gate.Event(
                "refused",
                java.time.Instant.parse("2020-01-01T00:00:00Z"),
                org.countersign.gate.Json.object().put("detail", "Xanthippe"));
        String rows = trail.alone("main", "issuer", "subject", event);
        database.once(connection -> Trail.store(connection, rows));
    }

    private void settledBefore(String action, String age) {
        sql.execute("update countersign.action set settled_at = now() - ?::interval where id = ?", age, action);
    }

    private io.restassured.response.ValidatableResponse forget() {
        return EraseTest.as("sam").post("/api/admin/retention").then().statusCode(200);
    }
}
