package org.countersign.dev.idp;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A client and the browser it opens, over real HTTP. */
final class Visitor {
    static final URI MCP = URI.create("http://localhost:8080/mcp");
    static final URI ADMIN = URI.create("http://localhost:8080/api/admin");
    static final String REDIRECT = "http://localhost:7777/callback";
    static final String VERIFIER = "a-verifier-of-enough-characters-to-be-allowed-0123";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final DevelopmentIdentityProvider provider;

    Visitor(DevelopmentIdentityProvider provider) {
        this.provider = provider;
    }

    HttpResponse<String> get(String pathAndQuery) {
        return send(HttpRequest.newBuilder(at(pathAndQuery)));
    }

    HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        return post(path, "application/x-www-form-urlencoded", encoded(form), headers);
    }

    HttpResponse<String> post(String path, String type, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI at(String pathAndQuery) {
        return URI.create(provider.issuer() + pathAndQuery);
    }

    /** Registers a public client and gives its id. */
    String registered() {
        String metadata = """
                {"redirect_uris": ["%s"], "token_endpoint_auth_method": "none", "client_name": "A <b>client</b>",
                 "grant_types": ["authorization_code", "refresh_token"]}""".formatted(REDIRECT);
        return json(post("/register", "application/json", metadata))
                .path("client_id")
                .asText();
    }

    /** A complete authorization request, to be changed by tests. */
    Map<String, String> asking(String clientId) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", clientId);
        query.put("redirect_uri", REDIRECT);
        query.put("code_challenge", Codes.challenge(VERIFIER));
        query.put("code_challenge_method", "S256");
        query.put("state", "s & \"t\"");
        query.put("scope", "commerce:read commerce:write");
        query.put("resource", MCP.toString());
        return query;
    }

    /** Chooses a person on the login page; gives where the browser is sent then. */
    Parameters decided(Map<String, String> asking, String user) {
        Map<String, String> form = new LinkedHashMap<>(asking);
        form.put("user", user);
        return sentTo(post(LoginPage.PATH, form));
    }

    String code(Map<String, String> asking, String user) {
        return decided(asking, user).required("code");
    }

    Map<String, String> redeeming(String clientId, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", clientId);
        form.put("code", code);
        form.put("redirect_uri", REDIRECT);
        form.put("code_verifier", VERIFIER);
        return form;
    }

    Map<String, String> refreshing(String clientId, String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("client_id", clientId);
        form.put("refresh_token", refreshToken);
        return form;
    }

    HttpResponse<String> token(Map<String, String> form) {
        return post("/token", form);
    }

    /** The whole way, for tests that begin after it. */
    JsonNode signedIn(String clientId, Map<String, String> asking, String user) {
        return json(token(redeeming(clientId, code(asking, user))));
    }

    static Parameters sentTo(HttpResponse<String> response) {
        String location =
                response.headers().firstValue("Location").orElseThrow(() -> new AssertionError(response.body()));
        return Parameters.parse(
                Optional.ofNullable(URI.create(location).getRawQuery()).orElse(""));
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.object(response.body().getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new AssertionError(response.body()));
    }

    static String error(HttpResponse<String> response) {
        return response.statusCode() + " " + json(response).path("error").asText();
    }

    static JsonNode header(String token) {
        return part(token, 0);
    }

    static JsonNode claims(String token) {
        return part(token, 1);
    }

    private static JsonNode part(String token, int index) {
        return Json.object(Base64.getUrlDecoder().decode(token.strip().split("\\.")[index]))
                .orElseThrow();
    }

    static String encoded(Map<String, String> values) {
        return values.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
