package org.countersign.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.dev.idp.IdentityProviderSettings;
import org.countersign.mcp.EdgeProfile;
import org.countersign.mcp.EdgeTestBase;
import org.junit.jupiter.api.Test;

/** A server that starts before its identity provider: it is up, refuses everybody, and recovers by itself. */
@QuarkusTest
@TestProfile(IssuerDownTest.NoIssuer.class)
class IssuerDownTest extends EdgeTestBase {

    private static final int PORT = 18_999;

    public static class NoIssuer extends EdgeProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("quarkus.oidc.mcp.auth-server-url", "http://localhost:" + PORT);
            settings.put("quarkus.oidc.mcp.token.issuer", "http://localhost:" + PORT);
            settings.put("countersign.mcp.stream", "true");
            settings.put("countersign.mcp.stream-for", "1S");
            return settings;
        }
    }

    @Test
    void refusesWhileItIsDownAndServesOnceItIsUp() throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"ping\"}";
        send(agent(), body)
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("error", equalTo("temporarily_unavailable"));
        given().body(body).post("/mcp").then().statusCode(401);
        given().get("/.well-known/oauth-protected-resource").then().statusCode(200);
        URI mcp = URI.create(publicUrl() + "/mcp");
        try (DevelopmentIdentityProvider late = DevelopmentIdentityProvider.start(
                IdentityProviderSettings.of(PORT, mcp, URI.create(publicUrl() + "/api/admin")))) {
            String good = late.token("ada", mcp, "commerce:read");
            assertThat(late.issuer().getPort()).isEqualTo(PORT);
            send(good, body).statusCode(200);
            send(agent(), body).statusCode(401);
            aStreamThatIsSwitchedOnEndsByItself(good, "{}");
            aStreamThatIsSwitchedOnEndsByItself(good, "{\"elicitation\":{\"url\":{}}}");
        }
    }

    private static void aStreamThatIsSwitchedOnEndsByItself(String token, String capabilities) {
        String session = send(
                        token,
                        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                                + "\"capabilities\":" + capabilities
                                + ",\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}")
                .extract()
                .header("Mcp-Session-Id");
        with(token)
                .header("Mcp-Session-Id", session)
                .get("/mcp")
                .then()
                .statusCode(200)
                .contentType("text/event-stream");
        with(token).get("/mcp").then().statusCode(405);
    }
}
