package org.countersign.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.countersign.dev.idp.TokenDraft;
import org.countersign.mcp.EdgeProfile;
import org.countersign.mcp.EdgeTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens open /mcp. */
@QuarkusTest
@TestProfile(EdgeProfile.class)
class BearerTokenTest extends EdgeTestBase {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}";

    private static Arguments bad(String name, Function<TokenDraft, String> token) {
        return Arguments.of(name, token);
    }

    static Stream<Arguments> badTokens() {
        return Stream.of(
                bad("expired", t -> t.expired().sign()),
                bad(
                        "expired a second ago",
                        t -> t.lasting(Duration.ofSeconds(-1)).sign()),
                bad("without an expiry", t -> t.without("exp").sign()),
                bad("signed by a stranger", TokenDraft::signByAnotherKey),
                bad("unsigned", TokenDraft::unsigned),
                bad("signed with the public key as a secret", TokenDraft::signWithPublicKeyAsSecret),
                bad(
                        "of another issuer",
                        t -> t.issuer(URI.create("https://id.example")).sign()),
                bad("without an issuer", t -> t.without("iss").sign()),
                bad(
                        "for another resource",
                        t -> t.audience(URI.create("https://other.example/mcp")).sign()),
                bad(
                        "for this host, another path",
                        t -> t.audience(URI.create(publicUrl())).sign()),
                bad(
                        "for a longer path",
                        t -> t.audience(URI.create(publicUrl() + "/mcp/")).sign()),
                bad(
                        "for /api/admin",
                        t -> t.audience(URI.create(publicUrl() + "/api/admin")).sign()),
                bad(
                        "for both resources",
                        t -> t.audience(URI.create(publicUrl() + "/mcp"), URI.create(publicUrl() + "/api/admin"))
                                .sign()),
                bad("without an audience", t -> t.without("aud").sign()),
                bad("without a subject", t -> t.without("sub").sign()),
                bad(
                        "not valid yet",
                        t -> t.claim("nbf", System.currentTimeMillis() / 1000 + 600)
                                .sign()),
                bad("an ID token", t -> t.asIdToken().sign()),
                bad(
                        "an ID token whose client is the resource",
                        t -> t.asIdToken().claim("aud", publicUrl() + "/mcp").sign()),
                bad("Keycloak's ID token", t -> t.claim("typ", "ID").sign()),
                bad("Keycloak's refresh token", t -> t.claim("typ", "Refresh").sign()),
                bad("Cognito's ID token", t -> t.claim("token_use", "id").sign()),
                bad("with a nonce", t -> t.claim("nonce", "n").sign()),
                bad("with an at_hash", t -> t.claim("at_hash", "h").sign()),
                bad("a logout token", t -> t.header("typ", "logout+jwt").sign()),
                bad("a security event", t -> t.claim("events", Map.of()).sign()),
                bad("bound to a key", t -> t.claim("cnf", Map.of("jkt", "x")).sign()),
                bad("a DPoP proof", t -> t.header("typ", "dpop+jwt").sign()),
                bad("cut", t -> t.sign().substring(0, 200)),
                bad("changed", t -> t.sign().replaceFirst("\\.[A-Za-z0-9]{4}", ".AAAA")),
                bad("opaque", t -> "dGhpcyBpcyBubyBKV1Q"),
                bad("garbage", t -> "...."),
                bad("enormous", t -> "a".repeat(6000)));
    }

    @ParameterizedTest(name = "a token {0}")
    @MethodSource("badTokens")
    void isA401(String name, Function<TokenDraft, String> token) {
        send(token.apply(person("agent")), PING.formatted("\"a\""))
                .statusCode(401)
                .header(
                        "WWW-Authenticate",
                        equalTo("Bearer resource_metadata=\"" + publicUrl()
                                + "/.well-known/oauth-protected-resource/mcp\", scope=\"commerce:read commerce:write\""
                                + ", error=\"invalid_token\""))
                .contentType("application/json")
                .body("error", equalTo("invalid_token"))
                .body("error_description", not(containsString("Exception")));
    }

    @Test
    void theSameTokenUnspoiledIsFine() {
        send(agent(), PING.formatted("1")).statusCode(200).body("id", equalTo(1));
        send(person("agent").without("iat").sign(), PING.formatted("1")).statusCode(200);
        send(person("agent").header("typ", "JWT").sign(), PING.formatted("1")).statusCode(200);
        send(person("agent").claim("typ", "Bearer").sign(), PING.formatted("1")).statusCode(200);
        send(person("agent").claim("token_use", "access").sign(), PING.formatted("1"))
                .statusCode(200);
        send(
                        person("agent")
                                .claim("aud", List.of("account", publicUrl() + "/mcp"))
                                .sign(),
                        PING.formatted("1"))
                .statusCode(200);
    }

    @Test
    void noTokenIsA401ThatSaysWhereToSignIn() {
        given().contentType("application/json")
                .body(PING.formatted("\"a\""))
                .post("/mcp")
                .then()
                .statusCode(401)
                .header(
                        "WWW-Authenticate",
                        equalTo(
                                "Bearer resource_metadata=\"" + publicUrl()
                                        + "/.well-known/oauth-protected-resource/mcp\", scope=\"commerce:read commerce:write\""))
                .body("error", equalTo("unauthorized"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "1", "null", "{}", "[1]", "1.5", "99999999999999999999", "\"\\ud800\""})
    void anInvalidTokenIsAnsweredWhateverTheRequestId(String id) {
        send("x.y.z", PING.formatted(id)).statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "HEAD"})
    void everyMethodNeedsAToken(String method) {
        given().request(method, "/mcp").then().statusCode(401);
        given().header("Authorization", "Bearer x.y.z")
                .request(method, "/mcp")
                .then()
                .statusCode(401);
    }

    @Test
    void aTokenElsewhereThanInTheHeaderCountsForNothing() {
        given().contentType("application/json")
                .body(PING.formatted("1"))
                .queryParam("access_token", agent())
                .post("/mcp")
                .then()
                .statusCode(401);
        given().contentType("application/json")
                .cookie("q_session_mcp", agent())
                .cookie("q_session", agent())
                .body(PING.formatted("1"))
                .post("/mcp")
                .then()
                .statusCode(401);
        given().header("Authorization", "Basic " + agent())
                .body(PING)
                .post("/mcp")
                .then()
                .statusCode(401);
    }

    @Test
    void aCookieOfAnotherTenantDoesNotChooseWhoChecksTheToken() {
        with(admin("shop_admin").sign())
                .cookie("q_session_admin", "x")
                .body(PING.formatted("1"))
                .post("/mcp")
                .then()
                .statusCode(401);
        with(agent())
                .cookie("q_session_admin", "x")
                .body(PING.formatted("1"))
                .post("/mcp")
                .then()
                .statusCode(200);
    }

    @Test
    void theHostHeaderDecidesNothing() {
        given().header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .post("/mcp")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString(publicUrl()));
    }
}
