package org.countersign.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.countersign.keycloak.Visitor.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which tokens of a real Keycloak open which door, and for how long. */
@Tag("outer")
@QuarkusTest
@TestProfile(KeycloakProfile.class)
class KeycloakTokensTest {

    private static final String ADMIN_CLIENT = "countersign-admin";
    private static final String ADMIN_REDIRECT = "http://127.0.0.1:4711/callback";
    private static final String READ = "commerce:read";
    private static final String SOME_ORDER = "{\"order_id\": \"x\"}";
    /** Of the keys: one forced look a minute, and what is known is known for a minute. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    private static int people;

    KeycloakServer keycloak;

    private KeycloakAdmin realm;
    private String user;
    private String subject;
    private String client;

    /** Somebody new each time, with a client of their own that an administrator made. */
    @BeforeEach
    void somebody() {
        realm = keycloak.admin();
        user = "person" + ++people;
        subject = realm.person(user, "Some Body", "support_agent");
        client = "client" + people;
        ObjectNode mine = client(client).put("publicClient", true).put("standardFlowEnabled", true);
        mine.putArray("redirectUris").add(KeycloakServices.REDIRECT);
        mine.putArray("optionalClientScopes").add(READ).add("commerce:write");
        realm.client(mine);
    }

    private static ObjectNode client(String id) {
        ObjectNode client = KeycloakAdmin.JSON
                .createObjectNode()
                .put("clientId", id)
                .put("protocol", "openid-connect")
                .put("publicClient", false)
                .put("fullScopeAllowed", false);
        client.putArray("defaultClientScopes").add("basic");
        return client;
    }

    private Tokens signedIn(String scope) {
        return new Visitor(keycloak.issuer(), user).signIn(client, KeycloakServices.REDIRECT, scope);
    }

    private Tokens administers() {
        return new Visitor(keycloak.issuer(), user).signIn(ADMIN_CLIENT, ADMIN_REDIRECT, "openid");
    }

    private String serviceToken(String id, String secret) {
        return Tokens.of(Web.json(Web.send(
                        Web.form(
                                URI.create(keycloak.issuer() + "/protocol/openid-connect/token"),
                                Map.of(
                                        "grant_type", "client_credentials",
                                        "client_id", id,
                                        "client_secret", secret)),
                        200)))
                .access();
    }

    @Test
    void aTokenForOneResourceIsA401AtTheOther() {
        realm.give(subject, "shop_admin");
        String forMcp = signedIn(READ).access();
        String forAdmin = administers().access();
        Doors.tools(forMcp).statusCode(200).body("result.tools.name", hasItem("get_order"));
        Doors.roles(forAdmin).statusCode(200);
        Doors.roles(forMcp).statusCode(401);
        Doors.tools(forAdmin).statusCode(401);
    }

    @Test
    void aTokenWithoutOurScopesAndAnIdTokenOpenNothing() {
        Tokens neither = signedIn("openid");
        assertThat(neither.id()).isNotEmpty();
        Doors.tools(neither.access()).statusCode(401);
        Doors.tools(neither.id()).statusCode(401);
        Doors.roles(administers().id()).statusCode(401);
    }

    @Test
    void readingIsNotWriting() {
        Doors.call(signedIn(READ).access(), "refund_order", SOME_ORDER)
                .statusCode(403)
                .header("WWW-Authenticate", containsString("error=\"insufficient_scope\""))
                .header("WWW-Authenticate", containsString("scope=\"commerce:read commerce:write\""));
        Doors.call(signedIn(READ + " commerce:write").access(), "refund_order", SOME_ORDER)
                .statusCode(200)
                .body("result.structuredContent.error.code", equalTo("invalid_arguments"));
    }

    @Test
    void aClientForModelsGetsNoTokenForAdministration() {
        assertThat(new Visitor(keycloak.issuer(), user)
                        .authorize(client, KeycloakServices.REDIRECT, READ + " countersign:admin"))
                .containsEntry("error", "invalid_scope");
        ObjectNode greedy = client("greedy").put("publicClient", true).put("standardFlowEnabled", true);
        greedy.putArray("redirectUris").add(KeycloakServices.REDIRECT);
        greedy.putArray("optionalClientScopes").add("countersign:admin");
        realm.client(greedy);
        assertThat(new Visitor(keycloak.issuer(), user)
                        .authorize("greedy", KeycloakServices.REDIRECT, "countersign:admin"))
                .containsKey("error")
                .doesNotContainKey("code");
    }

    @Test
    void aServiceAccountIsNoPersonWhateverScopesItsClientHas() {
        for (String without : List.of("profile", "service_account")) {
            String id = "robot-without-" + without;
            ObjectNode robot = client(id).put("secret", "robot-secret").put("serviceAccountsEnabled", true);
            robot.withArray("defaultClientScopes").add(READ);
            realm.give(realm.client(robot), "support_agent");
            realm.withoutScope(id, without);
            String token = serviceToken(id, "robot-secret");
            assertThat(claims(token)).contains("support_agent");
            Doors.tools(token).statusCode(200).body("result.tools", empty());
            Doors.call(token, "get_order", SOME_ORDER).body("error.code", equalTo(-32602));
        }
    }

    @Test
    void theSweepMaySweepAndNothingElse() {
        String token = serviceToken("countersign-sweep", KeycloakServer.SWEEP_SECRET);
        Doors.sweep(token).statusCode(403);
        realm.give(subject, "shop_admin");
        Doors.makeRole(administers().access(), "sweeper", "{\"permissions\": {\"run_sweep\": true}}");
        Doors.sweep(token).statusCode(200);
        Doors.roles(token).statusCode(403);
        Doors.switchOff(token).statusCode(403);
        Doors.tools(token).statusCode(401);
    }

    @Test
    void aRoleThatIsTakenAwayIsGoneWithTheNextToken() {
        realm.give(subject, "support_lead");
        Tokens before = signedIn(READ);
        Doors.tools(before.access()).body("result.tools.name", hasItem("issue_store_credit"));
        realm.takeAway(subject, "support_lead");
        Tokens after = refreshed(before);
        Doors.tools(after.access())
                .body("result.tools.name", hasItem("get_order"))
                .body("result.tools.name", not(hasItem("issue_store_credit")));
        realm.takeAway(subject, "support_agent");
        Doors.tools(refreshed(after).access()).statusCode(200).body("result.tools", empty());
    }

    private Tokens refreshed(Tokens tokens) {
        var answer = new Visitor(keycloak.issuer(), user).refresh(client, tokens.refresh());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Tokens.of(Web.json(answer));
    }

    @Test
    void aRefreshTokenIsGoodOnce() {
        Tokens first = signedIn(READ);
        Doors.tools(refreshed(first).access()).statusCode(200);
        assertThat(new Visitor(keycloak.issuer(), user)
                        .refresh(client, first.refresh())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whoIsDisabledGetsNoOtherToken() {
        Tokens tokens = signedIn(READ);
        realm.disable(subject);
        assertThat(new Visitor(keycloak.issuer(), user)
                        .refresh(client, tokens.refresh())
                        .body())
                .contains("invalid_grant");
        assertThat(lifetime(tokens.access())).isLessThanOrEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void keysChangeWithoutARestart() throws InterruptedException {
        String before = signedIn(READ).access();
        Doors.tools(before).statusCode(200);
        realm.changeKey();
        String after = signedIn(READ).access();
        assertThat(header(after)).isNotEqualTo(header(before));
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (Doors.tools(after).extract().statusCode() != 200 && System.nanoTime() < end) {
            Thread.sleep(1_000);
        }
        Doors.tools(after).statusCode(200).body("result.tools.name", hasItem("get_order"));
        Doors.tools(before).statusCode(200);
    }

    private static Duration lifetime(String token) {
        JsonNode claims = Web.json(claims(token));
        return Duration.ofSeconds(
                claims.path("exp").asLong() - claims.path("iat").asLong());
    }

    private static String header(String token) {
        return part(token, 0);
    }

    private static String claims(String token) {
        return part(token, 1);
    }

    private static String part(String token, int n) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[n]), StandardCharsets.UTF_8);
    }
}
