package org.countersign.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.countersign.policy.FreshPolicy;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Persons release and close what keeps an order, by the admin API. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class RulingCallsTest extends WholeServer {

    @Inject
    FreshPolicy policy;

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

    /** To rule is one permission, to see who a customer is another. */
    @Test
    void whoMayNotSeePersonalDataRulesWithoutSeeingAny() {
        Agent lea = Agent.as("lea");
        ShopFixture shop = usd();
        try {
            sql.execute(
                    "update countersign.role_grant set terms = '{\"min_confidence\": 0.9}', version = version + 1 where tool = ?",
                    AddressJourneyTest.TOOL);
            sql.execute("update countersign.role set permissions = '{handle_escalations}' where name = 'warehouse'");
            policy.readAgain();
            Agent.Said asked = lea.call(
                    AddressJourneyTest.TOOL,
                    Writing.of(
                            lea.order(shop.order),
                            call -> call.putObject("address")
                                    .put("line1", "12 Secret Lane")
                                    .put("city", "Denver")
                                    .put("region", "CO")
                                    .put("postal_code", "80202")
                                    .put("country", "US")));
            assertThat(asked.status()).as("%s", asked.content()).isEqualTo("escalated");
            String escalation = sql.text("select id from countersign.escalation where action_id = ?", asked.action());
            String page = "/api/admin/shops/main/escalations/" + escalation;
            assertThat(as("lea").get(page).then().statusCode(200).extract().asString())
                    .contains("12 Secret Lane");
            assertThat(as("wim").get(page).then().statusCode(200).extract().asString())
                    .contains(asked.action())
                    .doesNotContain("Secret Lane");
            assertThat(as("wim")
                            .body("{\"reason\": \"it was a joke\"}")
                            .post(page + "/resolve")
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString())
                    .contains("denied")
                    .doesNotContain("Secret Lane");
        } finally {
            sql.execute(
                    "update countersign.role_grant set terms = '{}', version = version + 1 where tool = ?",
                    AddressJourneyTest.TOOL);
            sql.execute("update countersign.role set permissions = '{}' where name = 'warehouse'");
            policy.readAgain();
        }
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
