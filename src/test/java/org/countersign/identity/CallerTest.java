package org.countersign.identity;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.countersign.dev.idp.TokenDraft;
import org.countersign.mcp.EdgeProfile;
import org.countersign.mcp.EdgeTestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a token says about who asks. */
@QuarkusTest
@TestProfile(EdgeProfile.class)
class CallerTest extends EdgeTestBase {

    private static final String ARGUMENTS = "{\"order_id\":\"x\"}";
    private static final String SAW = "result.structuredContent.";

    @Test
    void rolesAreReadFromTheFirstUsualClaimThatIsThere() {
        call(person("agent", "other").sign(), "probe_read", ARGUMENTS).body(SAW + "roles", contains("agent", "other"));
        call(
                        person().without("realm_access")
                                .claim("groups", List.of("agent"))
                                .claim("roles", List.of("x"))
                                .sign(),
                        "probe_read",
                        ARGUMENTS)
                .body(SAW + "roles", contains("agent"));
        call(person().without("realm_access").claim("roles", "agent reader").sign(), "probe_read", ARGUMENTS)
                .body(SAW + "roles", contains("agent", "reader"));
    }

    @Test
    void anEmptyClaimIsNotReplacedByALaterOne() {
        list(person().claim("groups", List.of("agent")).sign()).body("result.tools", empty());
    }

    @Test
    void malformedRolesAreNone() {
        list(person().claim("realm_access", "agent").sign()).body("result.tools", empty());
        list(person().claim("realm_access", Map.of("roles", Map.of("agent", true)))
                        .sign())
                .body("result.tools", empty());
        list(person().claim("realm_access", Map.of("roles", List.of(1, Map.of(), List.of("agent"))))
                        .sign())
                .body("result.tools", empty());
    }

    @Test
    void scopesAreReadFromScopeThenScp() {
        call(
                        person("agent")
                                .without("scope")
                                .claim("scp", "commerce:read commerce:write")
                                .sign(),
                        "probe_write",
                        ARGUMENTS)
                .statusCode(200);
        call(
                        person("agent")
                                .without("scope")
                                .claim("scp", List.of("commerce:write"))
                                .sign(),
                        "probe_write",
                        ARGUMENTS)
                .statusCode(200);
        call(person("agent").scope("openid").claim("scp", "commerce:write").sign(), "probe_write", ARGUMENTS)
                .statusCode(403);
    }

    @Test
    void writeImpliesReadAndNotTheOtherWayRound() {
        call(person("agent").scope("commerce:write").sign(), "probe_read", ARGUMENTS)
                .statusCode(200);
        call(person("agent").scope("commerce:read").sign(), "probe_write", ARGUMENTS)
                .statusCode(403);
        call(person("agent").without("scope").sign(), "probe_read", ARGUMENTS).statusCode(403);
        call(person("agent").scope("commerce:reader xcommerce:write").sign(), "probe_read", ARGUMENTS)
                .statusCode(403);
    }

    static Stream<Arguments> serviceTokens() {
        return Stream.<Map.Entry<String, UnaryOperator<TokenDraft>>>of(
                        Map.entry(
                                "subject is the client",
                                t -> t.claim("sub", "bot").client("bot")),
                        Map.entry(
                                "subject is azp",
                                t -> t.without("client_id").claim("sub", "bot").claim("azp", "bot")),
                        Map.entry(
                                "Okta",
                                t -> t.without("client_id")
                                        .claim("sub", "0oabot")
                                        .claim("cid", "0oabot")),
                        Map.entry("Keycloak", t -> t.claim("preferred_username", "service-account-bot")),
                        Map.entry("Keycloak, by the grant", t -> t.claim("jti", "trrtcc:0e9d1f1c-9d0b-4b8e-a1a7-4d2c")),
                        Map.entry("Keycloak, by its host", t -> t.claim("clientHost", "10.0.0.7")),
                        Map.entry("Keycloak, by its address", t -> t.claim("clientAddress", "10.0.0.7")),
                        Map.entry("Auth0", t -> t.claim("gty", "client-credentials")),
                        Map.entry("Auth0, new", t -> t.claim("gty", List.of("client-credentials"))),
                        Map.entry("Auth0 by subject", t -> t.claim("sub", "bot@clients")),
                        Map.entry("Entra", t -> t.claim("idtyp", "app")))
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("serviceTokens")
    void aServiceAccountWorksOnlyWhereAGrantSaysSo(String name, UnaryOperator<TokenDraft> service) {
        String withAgent = service.apply(person("agent")).sign();
        list(withAgent).body("result.tools", empty());
        call(withAgent, "probe_read", ARGUMENTS).body("error.code", equalTo(-32602));
        String withRobot = service.apply(person("agent", "robot")).sign();
        list(withRobot).body("result.tools.name", contains("probe_read"));
        call(withRobot, "probe_read", ARGUMENTS).body(SAW + "person", equalTo(false));
        call(withRobot, "probe_write", ARGUMENTS).body("error.code", equalTo(-32602));
    }

    @Test
    void aPersonIsAPerson() {
        call(agent(), "probe_read", ARGUMENTS)
                .body(SAW + "person", equalTo(true))
                .body(SAW + "subject", equalTo("u-ada"));
        call(person("agent").claim("jti", "onrtac:0e9d1f1c-9d0b-4b8e-a1a7-4d2c").sign(), "probe_read", ARGUMENTS)
                .body(SAW + "person", equalTo(true));
        String service = provider.serviceDraft("bot", URI.create(publicUrl() + "/mcp"))
                .roles("robot")
                .scope("commerce:read")
                .sign();
        call(service, "probe_read", ARGUMENTS).body(SAW + "person", equalTo(false));
    }
}
