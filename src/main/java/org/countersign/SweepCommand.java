package org.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.countersign.gate.Json;
import org.eclipse.microprofile.config.Config;

/**
 * {@code sweep}: asks a running server to look at what is due, as a client of the identity provider, and ends. For a
 * schedule outside of a server that sleeps at zero: the request wakes it. It starts no server and needs no database.
 */
final class SweepCommand {

    static final String NAME = "sweep";

    /** A server that has to start first, and then up to a thousand looks: the schedule, not this, says how often. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final int LONGEST_REASON = 300;

    private final HttpClient http;
    private final SweepSettings settings;

    private SweepCommand(HttpClient http, SweepSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** @return 0: it was swept; 1: it was not, and one line on standard error says why; 2: wrong words */
    static int run(Typed typed, Config config) {
        if (!typed.isOnly(1)) {
            System.err.println("countersign: " + AuditCommands.USAGE);
            return 2;
        }
        try (HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            System.out.println(new SweepCommand(http, SweepSettings.of(config)).sweep());
            return 0;
        } catch (NotSwept why) {
            System.err.println("countersign: not swept: " + why.getMessage());
            return 1;
        }
    }

    private String sweep() {
        String token = new ClientToken(http, settings).fetch();
        HttpResponse<String> answer = sent(
                http,
                HttpRequest.newBuilder(URI.create(settings.server() + "/api/admin/sweep"))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                "the server");
        JsonNode settled = json(answer).path("settled");
        if (answer.statusCode() != 200 || !settled.isInt()) {
            throw new NotSwept("the server answered " + answer.statusCode() + reason(answer, "detail"));
        }
        return "countersign: swept: " + settled.asInt() + " actions came to an end";
    }

    static HttpResponse<String> sent(HttpClient http, HttpRequest request, String who) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException lost) {
            String why = lost.getMessage() == null ? lost.getClass().getSimpleName() : lost.getMessage();
            throw new NotSwept(who + " does not answer at " + request.uri() + ": " + why);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NotSwept("stopped while waiting for " + who);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.parse(answer.body());
        } catch (RuntimeException noJson) {
            return Json.object();
        }
    }

    /** What the other side says about it, in one line of printable characters. */
    static String reason(HttpResponse<String> answer, String field) {
        String said = json(answer).path(field).asText("").replaceAll("[^\\x20-\\x7e]+", " ");
        return said.isBlank() ? "" : ": " + said.substring(0, Math.min(said.length(), LONGEST_REASON));
    }
}
