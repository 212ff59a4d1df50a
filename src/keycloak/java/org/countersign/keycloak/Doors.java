package org.countersign.keycloak;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.lessThan;

import io.restassured.response.ValidatableResponse;

/** The doors of the server of this test, each asked with a bearer token. */
final class Doors {

    static final String ROLES = "/api/admin/shops/main/roles";

    static ValidatableResponse tools(String token) {
        return mcp(token, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
    }

    /** @param arguments JSON */
    static ValidatableResponse call(String token, String tool, String arguments) {
        return mcp(
                token,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                        .formatted(tool, arguments));
    }

    private static ValidatableResponse mcp(String token, String message) {
        return given().header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(message)
                .post("/mcp")
                .then();
    }

    static ValidatableResponse roles(String token) {
        return given().header("Authorization", "Bearer " + token).get(ROLES).then();
    }

    /** @param role JSON */
    static void makeRole(String token, String name, String role) {
        given().header("Authorization", "Bearer " + token)
                .header("If-None-Match", "*")
                .contentType("application/json")
                .body(role)
                .put(ROLES + "/" + name)
                .then()
                .statusCode(lessThan(300));
    }

    static ValidatableResponse sweep(String token) {
        return given().header("Authorization", "Bearer " + token)
                .post("/api/admin/sweep")
                .then();
    }

    static ValidatableResponse switchOff(String token) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"enabled\": false, \"reason\": \"a scheduler has no say in this\"}")
                .put("/api/admin/writes")
                .then();
    }

    private Doors() {}
}
