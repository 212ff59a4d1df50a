package org.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A token of the identity provider for a program that acts for itself (RFC 6749, section 4.4), for the admin API. */
final class ClientToken {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final SweepSettings settings;

    ClientToken(HttpClient http, SweepSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    String fetch() {
        JsonNode provider = discovered();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(provider.path("token_endpoint").asText()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("scope", settings.scope());
        form.put("resource", settings.resource());
        settings.audience().ifPresent(audience -> form.put("audience", audience));
        prove(request, form, provider);
        HttpResponse<String> answer = SweepCommand.sent(
                http,
                request.POST(HttpRequest.BodyPublishers.ofString(encoded(form))).build(),
                "the identity provider");
        String token = SweepCommand.json(answer).path("access_token").asText("");
        if (answer.statusCode() != 200 || token.isEmpty()) {
            throw new NotSwept("the identity provider gives no token (" + answer.statusCode() + ")"
                    + SweepCommand.reason(answer, "error")
                    + SweepCommand.reason(answer, "error_description"));
        }
        return token;
    }

    /** Its own words about itself; those of another issuer would send the secret to a stranger. */
    private JsonNode discovered() {
        HttpResponse<String> answer = SweepCommand.sent(
                http,
                HttpRequest.newBuilder(URI.create(
                                settings.issuer().replaceAll("/+$", "") + "/.well-known/openid-configuration"))
                        .timeout(PATIENCE)
                        .build(),
                "the identity provider");
        JsonNode provider = SweepCommand.json(answer);
        if (answer.statusCode() != 200 || !provider.path("token_endpoint").isTextual()) {
            throw new NotSwept("the identity provider has no metadata at COUNTERSIGN_ISSUER"
                    + "/.well-known/openid-configuration (" + answer.statusCode() + ")");
        }
        if (!settings.issuer().equals(provider.path("issuer").asText())) {
            throw new NotSwept("COUNTERSIGN_ISSUER is not what the identity provider calls itself: "
                    + provider.path("issuer").asText());
        }
        return provider;
    }

    /** In the header, which every provider must take (RFC 6749, section 2.3.1), unless it says that it takes the form only. */
    private void prove(HttpRequest.Builder request, Map<String, String> form, JsonNode provider) {
        String methods = provider.path("token_endpoint_auth_methods_supported").toString();
        if (methods.contains("\"client_secret_post\"") && !methods.contains("\"client_secret_basic\"")) {
            form.put("client_id", settings.clientId());
            form.put("client_secret", settings.clientSecret());
            return;
        }
        String pair = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret());
        request.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
