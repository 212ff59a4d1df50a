package org.countersign.medusa;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** A test's own line to a Medusa, past the server. Whatever is not a success is thrown, with Medusa's words. */
public final class MedusaApi {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI url;
    private final String header;
    private final String value;

    private MedusaApi(URI url, String header, String value) {
        this.url = url;
        this.header = header;
        this.value = value;
    }

    static MedusaApi open(URI url) {
        return new MedusaApi(url, "Accept", "application/json");
    }

    /** A person of the shop's staff, as they signed in. */
    static MedusaApi person(URI url, String token) {
        return new MedusaApi(url, "Authorization", "Bearer " + token);
    }

    static MedusaApi admin(URI url, String secretKey) {
        String basic = Base64.getEncoder().encodeToString((secretKey + ":").getBytes(StandardCharsets.UTF_8));
        return new MedusaApi(url, "Authorization", "Basic " + basic);
    }

    static MedusaApi store(URI url, String publishableKey) {
        return new MedusaApi(url, "x-publishable-api-key", publishableKey);
    }

    public JsonNode get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return send("POST", path, BodyPublishers.ofString(JSON.valueToTree(body).toString()));
    }

    private JsonNode send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(header, value)
                .method(method, body)
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        method + " " + path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
