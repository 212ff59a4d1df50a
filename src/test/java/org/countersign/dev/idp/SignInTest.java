package org.countersign.dev.idp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignInTest {
    private final DevelopmentIdentityProvider provider =
            DevelopmentIdentityProvider.start(0, Visitor.MCP, Visitor.ADMIN);
    private final Visitor visitor = new Visitor(provider);
    private final String client = visitor.registered();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void howOldASignInMayBeIsANumberAndItsTimeIsInTheIdToken() {
        Map<String, String> asking = visitor.asking(client);
        asking.put("scope", "openid");
        asking.put("max_age", "soon");
        assertThat(Visitor.sentTo(visitor.get("/authorize?" + Visitor.encoded(asking)))
                        .required("error"))
                .isEqualTo("invalid_request");
        asking.put("max_age", "0");
        asking.put("prompt", "login");
        JsonNode claims = Visitor.claims(
                visitor.signedIn(client, asking, "lea").path("id_token").asText());
        assertThat(claims.path("iat").asLong() - claims.path("auth_time").asLong())
                .isBetween(0L, 20L);
        assertThat(claims.path("realm_access").path("roles").path(0).asText()).isEqualTo("support_lead");
    }

    @Test
    void aPersonSignsInOverTheLoginPageAndTheClientGetsATokenForTheResource() {
        Map<String, String> asking = visitor.asking(client);
        HttpResponse<String> page = visitor.get("/authorize?" + Visitor.encoded(asking));
        assertThat(page.statusCode()).isEqualTo(200);

        Parameters answer = Visitor.sentTo(visitor.post(LoginPage.PATH, formOf(page.body(), "lea")));
        assertThat(answer.required("state")).isEqualTo("s & \"t\"");
        assertThat(answer.required("iss")).isEqualTo(provider.issuer().toString());

        HttpResponse<String> tokens = visitor.token(visitor.redeeming(client, answer.required("code")));
        assertThat(tokens.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode body = Visitor.json(tokens);
        assertThat(body.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.path("expires_in").asInt()).isEqualTo(600);
        assertThat(body.path("refresh_token").asText()).isNotEmpty();
        assertThat(body.has("id_token")).isFalse();

        String access = body.path("access_token").asText();
        assertThat(Visitor.header(access).path("typ").asText()).isEqualTo("at+jwt");
        JsonNode claims = Visitor.claims(access);
        assertThat(claims.path("iss").asText()).isEqualTo(provider.issuer().toString());
        assertThat(claims.path("aud").asText()).isEqualTo(Visitor.MCP.toString());
        assertThat(claims.path("sub").asText()).isEqualTo("u-lea");
        assertThat(claims.path("client_id").asText()).isEqualTo(client);
        assertThat(claims.path("scope").asText()).isEqualTo("commerce:read commerce:write");
        assertThat(claims.at("/realm_access/roles/0").asText()).isEqualTo("support_lead");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(600);
        assertThat(claims.path("auth_time").isNumber()).isTrue();
    }

    @Test
    void theLoginPageShowsEveryPersonAndEscapesWhatOthersWrote() {
        Map<String, String> asking = visitor.asking(client);
        asking.put("state", "\"><script>alert(1)</script>{content}");
        HttpResponse<String> page = visitor.get("/authorize?" + Visitor.encoded(asking));
        assertThat(page.body())
                .contains("Ada Agent", "Nora Norole", "A &lt;b&gt;client&lt;/b&gt;")
                .doesNotContain("<script", "<b>", "{content}", "{text}");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .doesNotContain("form-action");
        assertThat(formOf(page.body(), "ada")).containsEntry("state", asking.get("state"));
    }

    @ParameterizedTest
    @CsvSource({
        "code_challenge, '', invalid_request",
        "code_challenge, short, invalid_request",
        "code_challenge_method, '', invalid_request",
        "code_challenge_method, plain, invalid_request",
        "response_type, token, unsupported_response_type",
        "response_mode, fragment, invalid_request",
        "resource, http://localhost:8080/other, invalid_target",
        "resource, http://localhost:8080/mcp/, invalid_target",
        "prompt, none, login_required",
        "request, e30, request_not_supported"
    })
    void whatIsWrongWithARequestGoesBackToTheClient(String name, String value, String error) {
        Map<String, String> asking = visitor.asking(client);
        asking.put(name, value);
        Parameters shown = Visitor.sentTo(visitor.get("/authorize?" + Visitor.encoded(asking)));
        assertThat(shown.required("error")).isEqualTo(error);
        assertThat(shown.required("error_description")).isNotEmpty();
        assertThat(shown.required("state")).isEqualTo(asking.get("state"));
        assertThat(visitor.decided(asking, "ada").required("error")).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, nobody, /register",
        "redirect_uri, http://localhost:7777/other, not registered",
        "redirect_uri, http://127.0.0.1:7777/callback, not registered",
        "redirect_uri, https://evil.example/callback, not registered",
        "redirect_uri, http://localhost:7777/callback?x=1, not registered",
        "redirect_uri, http://x@localhost:7777/callback, not registered",
        "redirect_uri, '', redirect_uri is missing"
    })
    void nobodyIsSentToAPlaceThatIsNotTheClients(String name, String value, String says) {
        Map<String, String> asking = visitor.asking(client);
        asking.put(name, value);
        HttpResponse<String> page = visitor.get("/authorize?" + Visitor.encoded(asking));
        asking.put("user", "ada");
        for (HttpResponse<String> response : Set.of(page, visitor.post(LoginPage.PATH, asking))) {
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.headers().firstValue("Location")).isEmpty();
            assertThat(response.body()).contains(says);
        }
    }

    @Test
    void thePortOfARedirectOnThisMachineIsFree() {
        Map<String, String> asking = visitor.asking(client);
        asking.put("redirect_uri", "http://localhost:50123/callback");
        Map<String, String> redeeming = visitor.redeeming(client, visitor.code(asking, "ada"));
        redeeming.put("redirect_uri", "http://localhost:50123/callback");
        assertThat(visitor.token(redeeming).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownPersonIsNamedTheKnownOnesAndNoCodeIsMade() {
        Map<String, String> form = visitor.asking(client);
        form.put("user", "eve");
        HttpResponse<String> page = visitor.post(LoginPage.PATH, form);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("ada, ben, lea, wim, sam, aud, bench, nora");
    }

    @Test
    void whoSaysNoIsTakenAtTheirWord() {
        Map<String, String> form = visitor.asking(client);
        form.put("deny", "true");
        form.put("user", "ada");
        assertThat(Visitor.sentTo(visitor.post(LoginPage.PATH, form)).required("error"))
                .isEqualTo("access_denied");
    }

    @Test
    void aFormOfAnotherPageSignsNobodyIn() {
        Map<String, String> form = visitor.asking(client);
        form.put("user", "sam");
        assertThat(visitor.post(LoginPage.PATH, form, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.post(
                                LoginPage.PATH,
                                form,
                                "Origin",
                                provider.issuer().toString())
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void anIdTokenIsForTheClientAndNeverLooksLikeAnAccessToken() {
        Map<String, String> asking = visitor.asking(client);
        asking.put("scope", "openid profile commerce:read");
        asking.put("nonce", "n-1");
        JsonNode body = visitor.signedIn(client, asking, "sam");
        String id = body.path("id_token").asText();
        String access = body.path("access_token").asText();
        assertThat(Visitor.header(id).path("typ").asText()).isEqualTo("JWT");
        JsonNode claims = Visitor.claims(id);
        assertThat(claims.path("aud").asText()).isEqualTo(client);
        assertThat(claims.path("nonce").asText()).isEqualTo("n-1");
        assertThat(claims.has("scope")).isFalse();
        assertThat(claims.path("at_hash").asText()).hasSize(22);
        assertThat(claims.path("sub")).isEqualTo(Visitor.claims(access).path("sub"));
        assertThat(Visitor.claims(access).has("nonce")).isFalse();

        HttpResponse<String> info = visitor.send(
                HttpRequest.newBuilder(visitor.at("/userinfo")).header("Authorization", "Bearer " + access));
        assertThat(Visitor.json(info).path("name").asText()).isEqualTo("Sam Admin");
        assertThat(Visitor.json(info).has("email")).isFalse();
        HttpResponse<String> refused =
                visitor.send(HttpRequest.newBuilder(visitor.at("/userinfo")).header("Authorization", "Bearer " + id));
        assertThat(Visitor.error(refused)).isEqualTo("401 invalid_token");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/mcp, countersign:admin commerce:read, commerce:read",
        "http://localhost:8080/mcp, '', commerce:read",
        "http://localhost:8080/mcp, nonsense, ''",
        "http://localhost:8080/api/admin, countersign:admin commerce:write, countersign:admin",
        "'', commerce:write countersign:admin, ''"
    })
    void aTokenHasOnlyTheScopesThatBelongToItsResource(String resource, String asked, String got) {
        Map<String, String> asking = visitor.asking(client);
        asking.put("resource", resource);
        asking.put("scope", asked);
        JsonNode body = visitor.signedIn(client, asking, "sam");
        JsonNode claims = Visitor.claims(body.path("access_token").asText());
        assertThat(body.path("scope").asText()).isEqualTo(got);
        assertThat(claims.path("scope").asText()).isEqualTo(got);
        assertThat(claims.path("aud").asText())
                .isEqualTo(resource.isEmpty() ? provider.issuer().toString() : resource);
    }

    /** The inputs of the form for this person, as a browser would send them. */
    private static Map<String, String> formOf(String page, String user) {
        Pattern input = Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
        for (String form : page.split("<form ")) {
            Map<String, String> values = new LinkedHashMap<>();
            input.matcher(form).results().forEach(found -> values.put(plain(found.group(1)), plain(found.group(2))));
            if (user.equals(values.get("user"))) {
                assertThat(form).startsWith("method=\"post\" action=\"" + LoginPage.PATH + "\"");
                return values;
            }
        }
        throw new AssertionError("no form for " + user);
    }

    private static String plain(String html) {
        return html.replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&#123;", "{")
                .replace("&amp;", "&");
    }
}
