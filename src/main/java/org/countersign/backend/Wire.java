package org.countersign.backend;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TracerProvider;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one shop: HTTP/1.1, no redirects, our own credentials only, an end to every wait and every body. A
 * request is sent once; whether a byte of it has left is known.
 */
public final class Wire {

    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    private final HttpClient client;
    private final URI base;
    private final Map<String, String> headers;
    private final Unsaid unsaid;
    private final Outgoing outgoing;

    /** Leaves no trace. */
    public Wire(URI base, Map<String, String> headers, PassageSettings limits) {
        this(base, headers, limits, TracerProvider.noop());
    }

    /**
     * @param base    without a slash at its end; an operator's setting, never a caller's word
     * @param headers of every request: our credentials
     */
    public Wire(URI base, Map<String, String> headers, PassageSettings limits, TracerProvider tracers) {
        this.outgoing = new Outgoing(tracers, base);
        this.base = base;
        this.headers = Map.copyOf(headers);
        this.unsaid = new Unsaid(headers.values());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connectTimeout())
                .build();
    }

    /** @param parameters those without a value are left out */
    public Answer get(String path, Map<String, @Nullable String> parameters, Duration within) throws Silence {
        String query = parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> parameter.getKey() + "=" + encoded(String.valueOf(parameter.getValue())))
                .sorted()
                .collect(Collectors.joining("&"));
        return send("GET", request(query.isEmpty() ? path : path + "?" + query, within), within);
    }

    /** @param further headers of this request only */
    public Answer post(String path, Map<String, String> further, ObjectNode body, Duration within) throws Silence {
        HttpRequest.Builder request = request(path, within)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        further.forEach(request::header);
        return send("POST", request, within);
    }

    public Answer delete(String path, Duration within) throws Silence {
        return send("DELETE", request(path, within).DELETE(), within);
    }

    private HttpRequest.Builder request(String path, Duration within) {
        if (!path.startsWith("/")) {
            // what else is appended to an address may turn it into another one
            throw new IllegalArgumentException("no path: " + path);
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(within).header("Accept", "application/json");
        headers.forEach(request::header);
        return request;
    }

    private Answer send(String method, HttpRequest.Builder request, Duration within) throws Silence {
        Span call = outgoing.begin(method);
        try {
            Outgoing.traceparent(call).ifPresent(parent -> request.header("traceparent", parent));
            Answer answer = sent(request, within);
            Outgoing.answered(call, answer.status());
            return answer;
        } catch (Silence silence) {
            Outgoing.failed(call, "no_answer");
            throw silence;
        } finally {
            call.end();
        }
    }

    private Answer sent(HttpRequest.Builder request, Duration within) throws Silence {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request.build(), head -> new BoundedBody(LONGEST_ANSWER));
        try {
            HttpResponse<String> whole = answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(
                    whole.statusCode(),
                    whole.headers().firstValue("Retry-After").orElse(null),
                    unsaid.in(whole.body()));
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw new Silence("no answer within " + within.toMillis() + " ms", false, slow);
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Silence("waiting for the answer was interrupted", false, stopped);
        } catch (ExecutionException broken) {
            throw silence(broken.getCause() instanceof IOException io ? io : new IOException(broken));
        }
    }

    private static Silence silence(IOException broken) {
        boolean unconnected = broken instanceof ConnectException || broken instanceof HttpConnectTimeoutException;
        String why = unconnected
                ? "it cannot be connected to"
                : "the connection ended without a whole answer ("
                        + broken.getClass().getSimpleName() + ")";
        return new Silence(why, unconnected, broken);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
