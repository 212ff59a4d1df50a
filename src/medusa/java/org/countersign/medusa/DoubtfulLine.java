package org.countersign.medusa;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Between servers and their shop: passes everything on, but the next refund meets the fate that a test has set for it. */
final class DoubtfulLine implements AutoCloseable {

    private static final List<String> HEADERS = List.of("Authorization", "Content-Type", "Accept");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI shop;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<Fate> next = new AtomicReference<>();
    private volatile boolean dark;

    /** What happens to one refund on its way. */
    enum Fate {
        REQUEST_LOST,
        ANSWER_LOST,
        ANSWER_LOST_AND_DARK,
        NEVER_ANSWERED
    }

    private final CountDownLatch end = new CountDownLatch(1);
    private volatile CountDownLatch met = new CountDownLatch(1);
    private volatile Runnable before = () -> {};

    DoubtfulLine(URI shop) {
        this.shop = shop;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        server.setExecutor(threads);
        server.createContext("/", this::passes);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Of the next refund. */
    void next(Fate fate) {
        met = new CountDownLatch(1);
        next.set(fate);
    }

    /** While the next refund is under way, this happens in the shop before it arrives. */
    void meanwhile(Runnable happens) {
        before = happens;
    }

    /** Returns when a refund has met the fate that was set. */
    void awaitFate() {
        try {
            if (!met.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("no refund came");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything passes again. */
    void light() {
        dark = false;
        next.set(null);
    }

    private void passes(HttpExchange exchange) {
        boolean refund = exchange.getRequestMethod().equals("POST")
                && exchange.getRequestURI().getPath().endsWith("/refund");
        Fate fate = refund ? next.getAndSet(null) : null;
        try (exchange) {
            if (dark || fate == Fate.REQUEST_LOST) {
                return;
            }
            if (refund) {
                Runnable happens = before;
                before = () -> {};
                happens.run();
            }
            HttpResponse<byte[]> answer = asked(exchange);
            if (fate == null) {
                answer(exchange, answer);
                return;
            }
            dark = fate == Fate.ANSWER_LOST_AND_DARK;
            if (fate == Fate.NEVER_ANSWERED) {
                met.countDown();
                end.await();
            }
        } catch (IOException gone) {
            // one of both has gone: the other one finds out
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            if (fate != null) {
                met.countDown();
            }
        }
    }

    private HttpResponse<byte[]> asked(HttpExchange exchange) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(shop.resolve(exchange.getRequestURI()))
                .timeout(PATIENCE)
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        HEADERS.forEach(name -> {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
