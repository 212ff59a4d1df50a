package org.countersign.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.countersign.policy.FreshPolicy;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A ledger whose database was restored or failed over sends nothing until it was compared with the shop. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ReconcileTest extends WholeServer {

    @Inject
    FreshPolicy policy;

    @AfterEach
    void home() {
        reconcile("sam").statusCode(200);
    }

    @Test
    void anotherTimelineTurnsWritesOffUntilSomebodyHasCompared() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding refund = Refunding.of(ada.order(shop.order)).amount("1.00");
        another("timeline = 'FFFFFFFF'");
        Agent.Said stopped = ada.call(refund);
        assertThat(stopped.error()).isEqualTo("writes_disabled");
        assertThat(stopped.content().path("summary").asText()).contains("/api/admin/reconcile");
        assertThat(shop.refunds()).isZero();
        assertThat(ada.call("get_order", "order_id", shop.order).isError()).isFalse();

        reconcile("sam").statusCode(200).body("database_had_changed", equalTo(true));
        assertThat(ada.call(refund).status()).isEqualTo("done");
        reconcile("sam").statusCode(200).body("database_had_changed", equalTo(false));
    }

    /** As pg_restore leaves it, into the same PostgreSQL: all rows are there, and the tables are new. */
    @Test
    void aDumpThatWentBackIntoTheSameDatabaseIsNoticed() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding refund = Refunding.of(ada.order(shop.order)).amount("1.00");
        sql.execute("alter table countersign.ledger_home rename to dumped");
        sql.execute("create table countersign.ledger_home (like countersign.dumped including all)");
        sql.execute("insert into countersign.ledger_home select * from countersign.dumped");
        sql.execute("grant select, insert, update on countersign.ledger_home to countersign_server");
        sql.execute("drop table countersign.dumped");
        policy.readAgain();
        assertThat(ada.call(refund).error()).isEqualTo("writes_disabled");
        assertThat(shop.refunds()).isZero();
        reconcile("sam").statusCode(200).body("database_had_changed", equalTo(true));
        assertThat(ada.call(refund).status()).isEqualTo("done");
    }

    @Test
    void anotherDatabaseIsNoticedInTheTransactionThatSends() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding refund = Refunding.of(ada.order(shop.order)).amount("1.00");
        assertThat(ada.call(refund.but().with("dry_run", true)).status()).isEqualTo("planned");
        // no list has noticed yet
        sql.execute("update countersign.ledger_home set system_id = '1'");
        assertThat(ada.call(refund).error()).isEqualTo("writes_disabled");
        assertThat(shop.refunds()).isZero();
    }

    @Test
    void whatTheLedgerLostIsListedAndHandedToAPerson() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Agent.Said done = ada.call(Refunding.of(ada.order(shop.order)).amount("1.00"));
        ShopFixture other = usd();
        Agent.Said kept = ada.call(Refunding.of(ada.order(other.order)).amount("1.00"));
        // as after a restore to a moment before
        sql.execute("delete from countersign.step where action_id = ?", done.action());
        another("system_id = '1'");
        reconcile("sam")
                .statusCode(200)
                .body("lacking.mark", hasItem(done.action() + "/1"))
                .body("lacking.mark", not(hasItem(kept.action() + "/1")));
        as("lea")
                .get("/api/admin/shops/main/escalations")
                .then()
                .statusCode(200)
                .body("escalations.data.mark", hasItem(done.action() + "/1"));
    }

    /** Reconciling lets writes go on; what it listed is still only in the shop. */
    @Test
    void whatTheLedgerLostIsNotDoneASecondTime() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Agent.Said done = ada.call(Refunding.of(ada.order(shop.order)).amount("1.00"));
        ShopFixture other = usd();
        Agent.Said known = ada.call(Refunding.of(ada.order(other.order)).amount("2.00"));
        for (Agent.Said each : new Agent.Said[] {done, known}) {
            sql.execute(
                    "update countersign.action set requested_at = now() - interval '30 days' where id = ?",
                    each.action());
        }
        sql.execute("delete from countersign.step where action_id = ?", done.action());
        another("system_id = '1'");
        reconcile("sam").statusCode(200).body("lacking.mark", hasItem(done.action() + "/1"));

        Agent.Said again = ada.call(Refunding.of(ada.order(shop.order)).amount("1.00"));
        assertThat(again.error()).as("%s", again.content()).isEqualTo("possible_duplicate");
        assertThat(again.content().path("summary").asText()).contains("its ledger lacks");
        assertThat(ada.call(Refunding.of(ada.order(other.order)).amount("2.00")).status())
                .as("what the ledger has is judged by when it was asked for")
                .isEqualTo("done");
        assertThat(shop.refunded()).isEqualTo(100);
    }

    @Test
    void anOpenActionIsNotCalledUnsentByALedgerThatMayHaveLostItsEnd() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Agent.Said done = ada.call(Refunding.of(ada.order(shop.order)).amount("1.00"));
        // as after a restore to the moment of its claim
        sql.execute("delete from countersign.step where action_id = ?", done.action());
        sql.execute(
                "update countersign.action set status = 'RUNNING', touched_at = now() - interval '1 h' where id = ?",
                done.action());
        sql.execute(
                "update countersign.object_lease set holder = ?, held_until = now() - interval '1 h' where object = ?",
                done.action(),
                "builtin/order:" + shop.order);
        another("timeline = 'FFFFFFFF'");
        as("sam").post("/api/admin/sweep").then().statusCode(200);
        assertThat(sql.text("select status from countersign.action where id = ?", done.action()))
                .isEqualTo("RUNNING");
    }

    @Test
    void onlyWhoMayTurnsWritesOnAgain() {
        reconcile("ada").statusCode(403);
        reconcile("aud").statusCode(403);
        as("sam").body("{}").post("/api/admin/reconcile").then().statusCode(400);
    }

    private void another(String database) {
        sql.execute("update countersign.ledger_home set " + database);
        policy.readAgain();
    }

    private static ValidatableResponse reconcile(String user) {
        return as(user).body("{\"reason\": \"restored\"}")
                .post("/api/admin/reconcile")
                .then();
    }

    private static RequestSpecification as(String user) {
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        return given().header("Authorization", "Bearer " + Agent.token(issuer, user, "admin"))
                .contentType("application/json");
    }
}
