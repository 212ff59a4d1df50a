package org.countersign.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import org.countersign.mcp.EdgeProfile;
import org.countersign.mcp.EdgeTestBase;
import org.junit.jupiter.api.Test;

/** Which tokens open /api/admin: a model's never do. */
@QuarkusTest
@TestProfile(EdgeProfile.class)
class AdminTokenTest extends EdgeTestBase {

    private static ValidatableResponse get(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/admin/probe")
                .then();
    }

    @Test
    void aTokenForItWithItsScopeDoes() {
        get(admin("shop_admin").sign()).statusCode(200).body(equalTo("u-sam"));
    }

    @Test
    void aTokenForMcpIsA401WhateverItsScopes() {
        get(agent()).statusCode(401).contentType("application/problem+json").body("status", equalTo(401));
        get(person("shop_admin").scope("commerce:write countersign:admin").sign())
                .statusCode(401);
        get(person("shop_admin")
                        .scope("countersign:admin")
                        .audience(URI.create(publicUrl() + "/mcp"), URI.create(publicUrl() + "/api/admin"))
                        .sign())
                .statusCode(401);
    }

    @Test
    void aTokenThatMcpHasJustSeenIsNoOtherHere() {
        String token = agent();
        for (int i = 0; i < 2; i++) {
            list(token).statusCode(200);
            get(token).statusCode(401);
        }
        String admins = admin("shop_admin").sign();
        for (int i = 0; i < 2; i++) {
            get(admins).statusCode(200);
            list(admins).statusCode(401);
        }
    }

    @Test
    void withoutItsScopeItIsA403ThatNamesIt() {
        get(admin("shop_admin").scope("commerce:read commerce:write").sign())
                .statusCode(403)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("error=\"insufficient_scope\", scope=\"countersign:admin\""))
                .body("title", equalTo("insufficient_scope"));
    }

    @Test
    void noTokenAndBadTokensAreA401() {
        given().get("/api/admin/probe")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("/.well-known/oauth-protected-resource/api/admin"));
        get(admin("shop_admin").expired().sign()).statusCode(401);
        get(admin("shop_admin").signByAnotherKey()).statusCode(401);
        get(admin("shop_admin").unsigned()).statusCode(401);
        get(admin("shop_admin").asIdToken().sign()).statusCode(401);
        given().cookie("q_session_admin", admin("shop_admin").sign())
                .get("/api/admin/probe")
                .then()
                .statusCode(401);
        given().get("/api/admin/nothing-here").then().statusCode(401);
        given().get("/api/other").then().statusCode(401);
    }
}
