package org.countersign.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kill switch and the sweep as administrators call them. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class AdminCallsTest extends WholeServer {

    @Test
    void anAdministratorStopsWritesAndLetsThemGoOnAndBothAreInTheLedger() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding refund = Refunding.of(ada.order(shop.order)).amount("1.00");

        as("sam")
                .body("{\"enabled\": false, \"reason\": \"stock-taking\"}")
                .put("/api/admin/writes")
                .then()
                .statusCode(200)
                .body("switches.scope", hasItem("all"));
        Agent.Said stopped = ada.call(refund);
        assertThat(stopped.error()).isEqualTo("writes_disabled");
        assertThat(stopped.content().path("summary").asText()).contains("stock-taking");
        assertThat(shop.refunds()).isZero();

        as("sam")
                .body("{\"enabled\": true, \"reason\": \"counted\"}")
                .put("/api/admin/writes")
                .then()
                .statusCode(200);
        assertThat(ada.call(refund).status()).isEqualTo("done");
        assertThat(sql.number("select count(*) from countersign.event where kind = 'switched' and subject = 'u-sam'"))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void oneToolIsStoppedAndReadingGoesOn() {
        as("sam")
                .body("{\"enabled\": false, \"tool\": \"refund_order\", \"reason\": \"audit\"}")
                .put("/api/admin/writes")
                .then()
                .statusCode(200);

        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).amount("1.00")).error())
                .isEqualTo("writes_disabled");
        as("sam").get("/api/admin/writes").then().statusCode(200).body("switches.reason", hasItem("audit"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"enabled\": \"no\", \"reason\": \"x\"}",
                "{\"enabled\": false}",
                "{\"enabled\": false, \"reason\": \" \"}",
                "{\"enabled\": false, \"reason\": \"x\", \"tool\": \"refund_ordr\"}",
                "{\"enabled\": false, \"reason\": \"x\", \"tool\": \"refund_order\", \"backend\": \"builtin\"}",
                "{\"enabled\": false, \"reason\": \"x\", \"scope\": \"all\"}"
            })
    void whatIsNotMeantForTheSwitchTurnsNothing(String body) {
        as("sam")
                .body(body)
                .put("/api/admin/writes")
                .then()
                .statusCode(400)
                .contentType(containsString("application/problem+json"));
        assertThat(sql.number("select count(*) from countersign.switch")).isZero();
    }

    @Test
    void onlyWhoMayTurnsTheSwitchOrRunsTheSweep() {
        for (String user : new String[] {"ada", "lea", "wim", "aud", "nora"}) {
            as(user).body("{\"enabled\": false, \"reason\": \"x\"}")
                    .put("/api/admin/writes")
                    .then()
                    .statusCode(403)
                    .body("title", equalTo("not_permitted"));
            as(user).post("/api/admin/sweep").then().statusCode(403);
        }
        assertThat(sql.number("select count(*) from countersign.switch")).isZero();
        as("sam").post("/api/admin/sweep").then().statusCode(200).body("settled", greaterThanOrEqualTo(0));
    }

    private static RequestSpecification as(String user) {
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        return given().header("Authorization", "Bearer " + Agent.token(issuer, user, "admin"))
                .contentType("application/json");
    }
}
