package org.countersign.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that nobody has told of a client at the identity provider. */
@QuarkusTest
@TestProfile(ConsoleOffTest.Profile.class)
class ConsoleOffTest {

    public static class Profile extends ShopProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("countersign.console.client-id", "");
            settings.put("countersign.console.client-secret", "");
            settings.put("countersign.console.secret", "");
            return settings;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/console", "/console/", "/console/callback?code=a&state=b", "/console/sign-in", "/console/probe"
            })
    void hasNoConsoleAndSaysSo(String path) {
        given().redirects()
                .follow(false)
                .cookie("q_session_console", "x")
                .get(path)
                .then()
                .statusCode(404)
                .body(containsString("The console is not configured"))
                .header("Content-Security-Policy", containsString("default-src 'none'"));
    }

    @Test
    void servesTheRestAsBefore() {
        given().post("/mcp").then().statusCode(401);
        given().get("/api/admin/probe").then().statusCode(401);
        given().get("/q/health/ready").then().statusCode(200);
    }
}
