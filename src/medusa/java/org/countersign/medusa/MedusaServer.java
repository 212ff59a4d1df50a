package org.countersign.medusa;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One running Medusa on the loopback address; it ends with this process, whatever ends that. */
final class MedusaServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final URI url;
    private final Path log;

    private MedusaServer(Process process, URI url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /** Returns when it answers. @param port 0 for a free one */
    static MedusaServer start(MedusaProgram program, String databaseUrl, int port, Path log) {
        int free = free(port);
        Process process = program.start(
                environment(databaseUrl), log, "start", "--host", "127.0.0.1", "--port", String.valueOf(free));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> MedusaProgram.end(process)));
        MedusaServer server = new MedusaServer(process, URI.create("http://127.0.0.1:" + free), log);
        server.awaitHealth();
        return server;
    }

    /** What every command of Medusa needs. Its own secrets are for sessions that nobody has. */
    static Map<String, String> environment(String databaseUrl) {
        return Map.of(
                "DATABASE_URL", databaseUrl,
                "JWT_SECRET", UUID.randomUUID().toString(),
                "COOKIE_SECRET", UUID.randomUUID().toString());
    }

    URI url() {
        return url;
    }

    void awaitEnd() {
        process.onExit().join();
    }

    @Override
    public void close() {
        MedusaProgram.end(process);
        process.onExit().join();
    }

    private static int free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "port " + port + " is taken: choose another with -Dmedusa.port=PORT", taken);
        }
    }

    private void awaitHealth() {
        HttpRequest health = HttpRequest.newBuilder(url.resolve("/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long begun = System.nanoTime();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() - begun < PATIENCE.toNanos()) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("Medusa ended with " + process.exitValue() + "; its log: " + log);
                }
                if (answers(client, health)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IllegalStateException("Medusa does not answer after " + PATIENCE + "; its log: " + log);
    }

    private static boolean answers(HttpClient client, HttpRequest health) throws InterruptedException {
        try {
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
