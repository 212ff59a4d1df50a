package org.countersign.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.countersign.mcp.EdgeProfile;
import org.countersign.mcp.EdgeTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(EdgeProfile.class)
class ResourceMetadataTest extends EdgeTestBase {

    @ParameterizedTest
    @ValueSource(strings = {"", "/mcp"})
    void isPublicAndTheSameForEveryHost(String suffix) {
        given().header("Host", "evil.example")
                .header("Origin", "https://anything.example")
                .get("/.well-known/oauth-protected-resource" + suffix)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Access-Control-Allow-Origin", "*")
                .body("resource", equalTo(publicUrl() + "/mcp"))
                .body("authorization_servers", contains(provider.issuer().toString()))
                .body("scopes_supported", contains("commerce:read", "commerce:write"))
                .body("bearer_methods_supported", contains("header"))
                .body("resource_name", equalTo("Countersign"));
    }

    @Test
    void aPageMayAskFirst() {
        given().header("Origin", "https://anything.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "mcp-protocol-version")
                .options("/.well-known/oauth-protected-resource/mcp")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Headers", "*");
    }

    @Test
    void theAdminApiHasItsOwn() {
        given().get("/.well-known/oauth-protected-resource/api/admin")
                .then()
                .body("resource", equalTo(publicUrl() + "/api/admin"))
                .body("scopes_supported", contains("countersign:admin"));
    }

    @Test
    void itsAddressIsTheOneThatA401Names() {
        String challenge = given().post("/mcp").header("WWW-Authenticate");
        String address = challenge.replaceFirst(".*resource_metadata=\"([^\"]+)\".*", "$1");
        given().get(address).then().statusCode(200).body("resource", equalTo(publicUrl() + "/mcp"));
    }
}
