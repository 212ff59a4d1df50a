package org.countersign.dev.idp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenEndpointTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T12:00:00Z"));
    private final DevelopmentIdentityProvider provider = DevelopmentIdentityProvider.start(
            IdentityProviderSettings.of(0, Visitor.MCP, Visitor.ADMIN).at(clock()));
    private final Visitor visitor = new Visitor(provider);
    private final String client = visitor.registered();

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({
        "code_verifier, another-verifier-of-enough-characters-0123456789, 400 invalid_grant",
        "code_verifier, '', 400 invalid_request",
        "code, nonsense, 400 invalid_grant",
        "redirect_uri, http://localhost:7778/callback, 400 invalid_grant",
        "redirect_uri, '', 400 invalid_request",
        "client_id, nobody, 401 invalid_client",
        "client_id, '', 400 invalid_request",
        "client_secret, guessed, 401 invalid_client",
        "resource, http://localhost:8080/api/admin, 400 invalid_target",
        "resource, http://elsewhere.example/, 400 invalid_target",
        "grant_type, password, 400 unsupported_grant_type",
        "grant_type, client_credentials, 400 unauthorized_client",
        "grant_type, '', 400 invalid_request"
    })
    void aCodeGivesNothingWhenOneThingIsWrong(String name, String value, String error) {
        Map<String, String> form = visitor.redeeming(client, visitor.code(visitor.asking(client), "ada"));
        form.put(name, value);
        HttpResponse<String> response = visitor.token(form);
        assertThat(Visitor.error(response)).isEqualTo(error);
        assertThat(Visitor.json(response).path("error_description").asText()).isNotEmpty();
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void aCodeUsedTwiceIsRefusedAndRevokesWhatTheFirstUseGave() {
        Map<String, String> form = visitor.redeeming(client, visitor.code(visitor.asking(client), "ada"));
        String refresh = refreshToken(visitor.token(form));
        String next = refreshToken(visitor.token(visitor.refreshing(client, refresh)));
        assertThat(Visitor.error(visitor.token(form))).isEqualTo("400 invalid_grant");
        assertThat(Visitor.error(visitor.token(visitor.refreshing(client, next))))
                .isEqualTo("400 invalid_grant");
    }

    @Test
    void aCodeIsGoodForAMinute() {
        Map<String, String> inTime = visitor.redeeming(client, visitor.code(visitor.asking(client), "ada"));
        pass(Duration.ofSeconds(59));
        assertThat(visitor.token(inTime).statusCode()).isEqualTo(200);
        Map<String, String> late = visitor.redeeming(client, visitor.code(visitor.asking(client), "ada"));
        pass(Duration.ofSeconds(60));
        assertThat(Visitor.error(visitor.token(late))).isEqualTo("400 invalid_grant");
    }

    @Test
    void aCodeOfOneClientIsNothingToAnother() {
        String code = visitor.code(visitor.asking(client), "ada");
        assertThat(Visitor.error(visitor.token(visitor.redeeming(visitor.registered(), code))))
                .isEqualTo("400 invalid_grant");
    }

    @Test
    void aRefreshTokenIsGoodOnceAndOneThatComesBackEndsTheSignIn() {
        String first = refreshToken(visitor.signedIn(client, visitor.asking(client), "ada"));
        HttpResponse<String> refreshed = visitor.token(visitor.refreshing(client, first));
        JsonNode claims =
                Visitor.claims(Visitor.json(refreshed).path("access_token").asText());
        assertThat(claims.path("aud").asText()).isEqualTo(Visitor.MCP.toString());
        String second = refreshToken(refreshed);
        assertThat(second).isNotEqualTo(first);

        assertThat(Visitor.error(visitor.token(visitor.refreshing(client, first))))
                .isEqualTo("400 invalid_grant");
        assertThat(Visitor.error(visitor.token(visitor.refreshing(client, second))))
                .isEqualTo("400 invalid_grant");
    }

    @Test
    void aRefreshMayNarrowTheScopeForOneTokenAndNeverWidenIt() {
        Map<String, String> asking = visitor.asking(client);
        String refresh = refreshToken(visitor.signedIn(client, asking, "ada"));
        Map<String, String> narrower = visitor.refreshing(client, refresh);
        narrower.put("scope", "commerce:read");
        JsonNode narrowed = Visitor.json(visitor.token(narrower));
        assertThat(narrowed.path("scope").asText()).isEqualTo("commerce:read");

        Map<String, String> wider = visitor.refreshing(client, refreshToken(narrowed));
        wider.put("scope", "commerce:read countersign:admin");
        assertThat(Visitor.error(visitor.token(wider))).isEqualTo("400 invalid_scope");
        wider.put("scope", "commerce:read commerce:write");
        assertThat(Visitor.json(visitor.token(wider)).path("scope").asText()).isEqualTo("commerce:read commerce:write");
    }

    @Test
    void aRefreshKeepsTheResourceTheClientAndTheTimeOfTheSignIn() {
        JsonNode body = visitor.signedIn(client, visitor.asking(client), "ada");
        Map<String, String> other = visitor.refreshing(client, refreshToken(body));
        other.put("resource", Visitor.ADMIN.toString());
        assertThat(Visitor.error(visitor.token(other))).isEqualTo("400 invalid_target");
        String stranger = visitor.registered();
        assertThat(Visitor.error(visitor.token(visitor.refreshing(stranger, refreshToken(body)))))
                .isEqualTo("400 invalid_grant");

        pass(Duration.ofHours(1));
        JsonNode later = Visitor.json(visitor.token(visitor.refreshing(client, refreshToken(body))));
        JsonNode claims = Visitor.claims(later.path("access_token").asText());
        assertThat(claims.path("iat").asLong() - claims.path("auth_time").asLong())
                .isEqualTo(3600);
    }

    @Test
    void aRefreshTokenEndsAfterThirtyDays() {
        String refresh = refreshToken(visitor.signedIn(client, visitor.asking(client), "ada"));
        pass(Duration.ofDays(30));
        assertThat(visitor.token(visitor.refreshing(client, refresh)).statusCode())
                .isNotEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"true, sweeper-secret, 200", "false, sweeper-secret, 200", "true, wrong, 401", "false, wrong, 401"})
    void aServiceAccountProvesItselfByHeaderOrForm(boolean header, String secret, int status) {
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type", "client_credentials",
                "resource", Visitor.ADMIN.toString(),
                "scope", "countersign:admin openid"));
        if (!header) {
            form.putAll(Map.of("client_id", "sweeper", "client_secret", secret));
        }
        HttpResponse<String> response =
                header ? visitor.post("/token", form, "Authorization", basic("sweeper", secret)) : visitor.token(form);
        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 401) {
            assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic");
            return;
        }
        JsonNode claims =
                Visitor.claims(Visitor.json(response).path("access_token").asText());
        assertThat(claims.path("sub").asText()).isEqualTo("sweeper");
        assertThat(claims.path("client_id").asText()).isEqualTo("sweeper");
        assertThat(claims.path("scope").asText()).isEqualTo("countersign:admin");
        assertThat(claims.has("preferred_username") || claims.has("name") || claims.has("auth_time"))
                .isFalse();
        assertThat(Visitor.json(response).has("refresh_token")).isFalse();
    }

    @Test
    void theConsoleSignsPeopleInWithItsSecretAndWithPkce() {
        Map<String, String> asking = visitor.asking("countersign-console");
        asking.put("redirect_uri", "http://localhost:8080/console/callback");
        asking.put("scope", "openid profile");
        asking.remove("resource");
        Map<String, String> form = visitor.redeeming("countersign-console", visitor.code(asking, "sam"));
        form.put("redirect_uri", "http://localhost:8080/console/callback");
        assertThat(Visitor.error(visitor.token(form))).isEqualTo("401 invalid_client");
        form.remove("client_id");
        HttpResponse<String> response =
                visitor.post("/token", form, "Authorization", basic("countersign-console", "console-secret"));
        String id = Visitor.json(response).path("id_token").asText();
        assertThat(Visitor.claims(id).path("aud").asText()).isEqualTo("countersign-console");
    }

    @ParameterizedTest
    @CsvSource({"grant_type=%zz, percent encoding", "code=a&code=b&grant_type=authorization_code, more than once"})
    void aFormThatCannotBeReadOneWayOnlyIsRefused(String form, String says) {
        String whole = form + "&client_id=" + client + "&redirect_uri=x&code_verifier=y";
        HttpResponse<String> response = visitor.post("/token", "application/x-www-form-urlencoded", whole);
        assertThat(Visitor.error(response)).isEqualTo("400 invalid_request");
        assertThat(response.body()).contains(says);
    }

    @Test
    void aClientThatAuthenticatesTwiceIsTold() {
        Map<String, String> form = Map.of("grant_type", "client_credentials", "client_secret", "sweeper-secret");
        assertThat(Visitor.error(visitor.post("/token", form, "Authorization", basic("sweeper", "sweeper-secret"))))
                .isEqualTo("400 invalid_request");
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private Clock clock() {
        InstantSource source = () -> now.get();
        return source.withZone(ZoneOffset.UTC);
    }

    private static String refreshToken(HttpResponse<String> response) {
        return refreshToken(Visitor.json(response));
    }

    private static String refreshToken(JsonNode body) {
        assertThat(body.path("refresh_token").asText()).as(body.toString()).isNotEmpty();
        return body.path("refresh_token").asText();
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
