package org.countersign.dev.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DevelopmentIdentityProviderTest {
    private final DevelopmentIdentityProvider provider =
            DevelopmentIdentityProvider.start(0, Visitor.MCP, Visitor.ADMIN);
    private final Visitor visitor = new Visitor(provider);

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    void whatAClientReadsFirstIsCompleteAndReadableInABrowser(String path) {
        HttpResponse<String> response = visitor.get(path);
        JsonNode body = Visitor.json(response);
        assertThat(body.path("issuer").asText()).isEqualTo(provider.issuer().toString());
        assertThat(body.fieldNames())
                .toIterable()
                .contains(
                        "authorization_endpoint",
                        "token_endpoint",
                        "jwks_uri",
                        "registration_endpoint",
                        "end_session_endpoint",
                        "userinfo_endpoint",
                        "scopes_supported",
                        "response_types_supported",
                        "grant_types_supported",
                        "code_challenge_methods_supported",
                        "token_endpoint_auth_methods_supported",
                        "id_token_signing_alg_values_supported",
                        "subject_types_supported");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void theSignatureFitsThePublishedKey() throws GeneralSecurityException {
        String token = provider.token("ada", Visitor.MCP, "commerce:read");
        JsonNode key = Visitor.json(visitor.get("/jwks")).at("/keys/0");
        assertThat(key.path("kid")).isEqualTo(Visitor.header(token).path("kid"));
        assertThat(key.has("d")).isFalse();
        String[] parts = token.split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "user=ada&for=mcp, http://localhost:8080/mcp, commerce:read commerce:write, 28800",
        "user=sam&for=admin, http://localhost:8080/api/admin, countersign:admin, 28800",
        "user=ada&for=mcp&scope=commerce:read&seconds=5, http://localhost:8080/mcp, commerce:read, 5",
        "user=ada&for=mcp&scope=, http://localhost:8080/mcp, '', 28800"
    })
    void oneCommandGivesAToken(String query, String audience, String scope, long seconds) {
        HttpResponse<String> response = visitor.get("/token-for?" + query);
        assertThat(response.body()).endsWith("\n");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        JsonNode claims = Visitor.claims(response.body());
        assertThat(claims.path("aud").asText()).isEqualTo(audience);
        assertThat(claims.path("scope").asText()).isEqualTo(scope);
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({
        "user=eve&for=mcp, 'ada, ben, lea'",
        "for=mcp, 'ada, ben, lea'",
        "user=ada, for=admin",
        "user=ada&for=mcp&scope=countersign:admin, commerce:read commerce:write",
        "user=ada&for=mcp&seconds=x, whole number",
        "user=ada&for=mcp&seconds=99999999, whole number"
    })
    void aTokenThatCannotBeMadeIsExplained(String query, String says) {
        HttpResponse<String> response = visitor.get("/token-for?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(says);
    }

    @Test
    void aTokenMayBeOverAlready() {
        JsonNode claims = Visitor.claims(
                visitor.get("/token-for?user=ada&for=mcp&seconds=-60").body());
        assertThat(claims.path("exp").asLong()).isLessThan(Instant.now().getEpochSecond());
        assertThat(claims.path("iat").asLong()).isLessThan(claims.path("exp").asLong());
    }

    @Test
    void aForeignNameForThisMachineIsNotAnswered() throws IOException {
        assertThat(raw("GET /token-for?user=sam&for=admin HTTP/1.1", "evil.example"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("eyJ");
        assertThat(raw("GET /jwks HTTP/1.1", "127.0.0.1:1")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aBrowserMayAskBeforeItCalls() {
        HttpResponse<String> response = visitor.send(
                HttpRequest.newBuilder(visitor.at("/token")).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("Authorization", "Content-Type", "MCP-Protocol-Version");
    }

    @Test
    void tooMuchIsRefused() {
        assertThat(visitor.post("/register", "application/json", "x".repeat(65 * 1024))
                        .statusCode())
                .isEqualTo(413);
        assertThat(visitor.get("/authorize?state=" + "x".repeat(17 * 1024)).statusCode())
                .isEqualTo(414);
    }

    @Test
    void whatIsNotThereSaysWhereToLook() {
        assertThat(visitor.get("/nothing").body()).contains("/.well-known/openid-configuration");
        HttpResponse<String> wrongMethod = visitor.get("/token");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST");
        assertThat(visitor.post("/token", "application/json", "{}").body()).contains("x-www-form-urlencoded");
    }

    @Test
    void aSignOutGoesBackToThisMachineOnly() {
        HttpResponse<String> back =
                visitor.get("/end-session?post_logout_redirect_uri=http://localhost:8080/console&state=1");
        assertThat(back.headers().firstValue("Location")).contains("http://localhost:8080/console?state=1");
        HttpResponse<String> elsewhere = visitor.get("/end-session?post_logout_redirect_uri=https://evil.example/");
        assertThat(elsewhere.statusCode()).isEqualTo(400);
        assertThat(elsewhere.headers().firstValue("Location")).isEmpty();
        assertThat(visitor.get("/end-session").statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyInAFileOutlivesARestartAndOneInMemoryDoesNot(@TempDir Path folder) {
        IdentityProviderSettings kept = IdentityProviderSettings.of(0, Visitor.MCP, Visitor.ADMIN)
                .keyIn(folder.resolve("sub").resolve("key"));
        assertThat(keyId(kept)).isEqualTo(keyId(kept));
        IdentityProviderSettings fresh = IdentityProviderSettings.of(0, Visitor.MCP, Visitor.ADMIN);
        assertThat(keyId(fresh)).isNotEqualTo(keyId(fresh));
    }

    @Test
    void aBrokenKeyFileSaysWhatToDo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "nonsense");
        assertThatThrownBy(() -> keyId(IdentityProviderSettings.of(0, Visitor.MCP, Visitor.ADMIN)
                        .keyIn(file)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Delete the file");
    }

    @Test
    void aTakenPortSaysWhatToDo() {
        assertThatThrownBy(() ->
                        DevelopmentIdentityProvider.start(provider.issuer().getPort(), Visitor.MCP, Visitor.ADMIN))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("choose another port");
    }

    @Test
    void aDraftCanBeSpoiledInEveryWayAServerMustNotice() {
        TokenDraft draft = provider.draft("ada", Visitor.MCP).scope("commerce:read");
        String good = draft.sign();
        assertThat(draft.signByAnotherKey()).isNotEqualTo(good).startsWith(upToSignature(good));
        assertThat(draft.unsigned()).endsWith(".");
        assertThat(Visitor.header(draft.unsigned()).path("alg").asText()).isEqualTo("none");
        assertThat(Visitor.header(draft.signWithPublicKeyAsSecret()).path("alg").asText())
                .isEqualTo("HS256");
        JsonNode spoiled = Visitor.claims(provider.draft("ada", Visitor.MCP)
                .expired()
                .audience(Visitor.ADMIN, Visitor.MCP)
                .roles("auditor")
                .without("sub")
                .claim("x", Map.of("y", 1))
                .signedInBefore(Duration.ofDays(1))
                .sign());
        assertThat(spoiled.path("exp").asLong()).isLessThan(Instant.now().getEpochSecond());
        assertThat(spoiled.path("aud")).hasSize(2);
        assertThat(spoiled.at("/realm_access/roles/0").asText()).isEqualTo("auditor");
        assertThat(spoiled.has("sub")).isFalse();
        assertThat(spoiled.at("/x/y").asInt()).isEqualTo(1);
        String id = provider.draft("ada", Visitor.MCP).client("c").asIdToken().sign();
        assertThat(Visitor.header(id).path("typ").asText()).isEqualTo("JWT");
        assertThat(Visitor.claims(id).path("aud").asText()).isEqualTo("c");
        JsonNode service = Visitor.claims(provider.serviceDraft("robot", Visitor.MCP)
                .roles("support_agent")
                .sign());
        assertThat(service.path("sub")).isEqualTo(service.path("client_id"));
    }

    private static String keyId(IdentityProviderSettings settings) {
        try (DevelopmentIdentityProvider other = DevelopmentIdentityProvider.start(settings)) {
            return Visitor.header(other.token("ada", Visitor.MCP, "commerce:read"))
                    .path("kid")
                    .asText();
        }
    }

    private static String upToSignature(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    private static BigInteger number(JsonNode key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(name).asText()));
    }

    /** What java.net.http does not let through: a foreign host name. */
    private String raw(String requestLine, String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), provider.issuer().getPort())) {
            String request = requestLine + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            reader.lines().forEach(line -> answer.append(line).append('\n'));
            return answer.toString();
        }
    }
}
