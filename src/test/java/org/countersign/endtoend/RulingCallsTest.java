package org.countersign.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Persons release and close what keeps an order, by the admin API. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class RulingCallsTest extends WholeServer {

    @Test
    void aLeadReleasesAnOrderThatWasLeftHalfDone() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        String action = halfDone(ada, shop);
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).amount("2.00")).error())
                .isEqualTo("unresolved");
        as("lea")
                .get("/api/admin/shops/main/escalations")
                .then()
                .statusCode(200)
                .body("escalations.action_id", hasItem(action));

        as("ada")
                .body("{\"reason\": \"x\"}")
                .post("/api/admin/shops/main/actions/" + action + "/release")
                .then()
                .statusCode(403);
        as("lea")
                .body("{}")
                .post("/api/admin/shops/main/actions/" + action + "/release")
                .then()
                .statusCode(400);
        as("lea")
                .body("{\"reason\": \"x\"}")
                .post("/api/admin/shops/other/actions/" + action + "/release")
                .then()
                .statusCode(404);
        as("lea")
                .body("{\"reason\": \"the rest was paid by hand\"}")
                .post("/api/admin/shops/main/actions/" + action + "/release")
                .then()
                .statusCode(200)
                .body("status", equalTo("partly_done"));
        as("lea")
                .body("{\"reason\": \"once more\"}")
                .post("/api/admin/shops/main/actions/" + action + "/release")
                .then()
                .statusCode(409)
                .body("title", equalTo("wrong_state"));
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).amount("2.00")).status())
                .isEqualTo("done");
    }

    @Test
    void whatIsDoneIsNotClosed() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        String action =
                ada.call(Refunding.of(ada.order(shop.order)).amount("1.00")).action();
        as("lea")
                .body("{\"had_effect\": false, \"reason\": \"x\"}")
                .post("/api/admin/shops/main/actions/" + action + "/close")
                .then()
                .statusCode(409);
        as("lea")
                .body("{\"had_effect\": \"no\", \"reason\": \"x\"}")
                .post("/api/admin/shops/main/actions/" + action + "/close")
                .then()
                .statusCode(400);
    }

    /** As a refund that stopped after its first step. */
    private String halfDone(Agent ada, ShopFixture shop) {
        String action =
                ada.call(Refunding.of(ada.order(shop.order)).amount("1.00")).action();
        sql.execute("update countersign.action set status = 'PARTLY_DONE' where id = ?", action);
        sql.execute(
                "update countersign.object_lease set unresolved = ? where object = ?",
                action,
                "builtin/order:" + shop.order);
        sql.execute(
                "insert into countersign.escalation (id, shop, action_id, kind) values ('esc_of_a_test', 'main', ?, 'partly_done')",
                action);
        return action;
    }

    private static RequestSpecification as(String user) {
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        return given().header("Authorization", "Bearer " + Agent.token(issuer, user, "admin"))
                .contentType("application/json");
    }
}
