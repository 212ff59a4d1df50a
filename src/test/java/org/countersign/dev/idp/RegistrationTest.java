package org.countersign.dev.idp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistrationTest {
    private final DevelopmentIdentityProvider provider =
            DevelopmentIdentityProvider.start(0, Visitor.MCP, Visitor.ADMIN);
    private final Visitor visitor = new Visitor(provider);

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aClientWithoutASecretGetsNone() {
        HttpResponse<String> response = register("""
                {"redirect_uris": ["http://127.0.0.1/cb"], "token_endpoint_auth_method": "none",
                 "scope": "commerce:read"}""");
        JsonNode body = Visitor.json(response);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(body.path("client_id").asText()).isNotEmpty();
        assertThat(body.has("client_secret")).isFalse();
        assertThat(body.path("token_endpoint_auth_method").asText()).isEqualTo("none");
        assertThat(body.at("/redirect_uris/0").asText()).isEqualTo("http://127.0.0.1/cb");
        assertThat(body.path("scope").asText()).isEqualTo("commerce:read");
    }

    @Test
    void aClientThatNamesNoMethodGetsASecretAndBothGrants() {
        JsonNode body = Visitor.json(register("{\"redirect_uris\": [\"https://app.example/cb\"]}"));
        assertThat(body.path("client_secret").asText()).isNotEmpty();
        assertThat(body.path("client_secret_expires_at").asInt(-1)).isZero();
        assertThat(body.path("token_endpoint_auth_method").asText()).isEqualTo("client_secret_basic");
        assertThat(body.path("grant_types")).hasSize(2);
    }

    @Test
    void aGrantThatIsNotOfferedIsLeftOutAndTheAnswerSaysSo() {
        JsonNode body = Visitor.json(register("""
                {"redirect_uris": ["http://localhost/cb"],
                 "grant_types": ["authorization_code", "urn:ietf:params:oauth:grant-type:device_code"]}"""));
        assertThat(body.path("grant_types")).hasSize(1);
        assertThat(body.at("/grant_types/0").asText()).isEqualTo("authorization_code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/cb",
                "http://localhost:1234/cb",
                "http://127.0.0.1/cb",
                "http://[::1]:9/cb",
                "cursor://some.app/oauth",
                "com.example.app:/cb"
            })
    void aRedirectToHttpsToThisMachineOrToAnAppIsAccepted(String uri) {
        assertThat(register("{\"redirect_uris\": [\"" + uri + "\"]}").statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example/cb",
                "http://localhost.evil.example/cb",
                "https://app.example/cb#part",
                "https://user@app.example/cb",
                "https:///cb",
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "data:text/html,x",
                "/cb",
                "not a uri",
                ""
            })
    void anyOtherRedirectIsRefused(String uri) {
        assertThat(Visitor.error(register("{\"redirect_uris\": [\"" + uri + "\"]}")))
                .isEqualTo("400 invalid_redirect_uri");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | invalid_redirect_uri",
                "{\"redirect_uris\": []} | invalid_redirect_uri",
                "{\"redirect_uris\": \"https://app.example/cb\"} | invalid_client_metadata",
                "{\"redirect_uris\": [7]} | invalid_client_metadata",
                "[] | invalid_client_metadata",
                "nonsense | invalid_client_metadata",
                "{\"redirect_uris\": [\"https://a.b/\"], \"grant_types\": [\"implicit\"]} | invalid_client_metadata",
                "{\"redirect_uris\": [\"https://a.b/\"], \"client_name\": 7} | invalid_client_metadata",
                "{\"redirect_uris\": [\"https://a.b/\"], \"response_types\": [\"token\"]} | invalid_client_metadata",
                "{\"redirect_uris\": [\"https://a.b/\"], \"token_endpoint_auth_method\": \"x\"} | invalid_client_metadata"
            })
    void metadataThatCannotWorkIsRefusedAtOnce(String metadata, String error) {
        assertThat(Visitor.error(register(metadata))).isEqualTo("400 " + error);
    }

    @Test
    void aRegisteredSecretIsAskedFor() {
        JsonNode body = Visitor.json(register("{\"redirect_uris\": [\"" + Visitor.REDIRECT + "\"]}"));
        String id = body.path("client_id").asText();
        var redeeming = visitor.redeeming(id, visitor.code(visitor.asking(id), "ada"));
        assertThat(Visitor.error(visitor.token(redeeming))).isEqualTo("401 invalid_client");
        redeeming.put("client_secret", body.path("client_secret").asText());
        assertThat(visitor.token(redeeming).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> register(String metadata) {
        return visitor.post("/register", "application/json", metadata);
    }
}
