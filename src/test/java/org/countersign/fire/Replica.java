package org.countersign.fire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.countersign.process.ServerProcess;

/** One server process with a tap in each of its lines. It is killed, paused and cut off, and comes back at the same address. */
final class Replica implements AutoCloseable {

    private static final String LEDGER_URL = "quarkus.datasource.jdbc.url";
    private static final long PATIENCE = 60_000_000_000L;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Program program;
    private final Map<String, String> settings;
    private final int port = ServerProcess.freePort();
    private final PostgresTap ledger;
    private final PostgresTap shop;
    private final ClientTap clients;
    private volatile Process process;
    private volatile boolean up;
    private volatile Trap trap;

    Replica(Program program, Map<String, String> settings) {
        this.program = program;
        String url = settings.get(LEDGER_URL);
        int database = URI.create(url.substring("jdbc:".length())).getPort();
        this.ledger = new PostgresTap(Line.LEDGER, database, this::passes);
        this.shop = new PostgresTap(Line.SHOP, database, this::passes);
        this.clients = new ClientTap(port, this::passes);
        this.settings = new HashMap<>(settings);
        this.settings.put(LEDGER_URL, url.replace(":" + database + "/", ":" + ledger.port() + "/"));
        this.settings.put(
                "quarkus.datasource.shop.jdbc.url", url.replace(":" + database + "/", ":" + shop.port() + "/"));
        this.settings.put("quarkus.http.port", String.valueOf(port));
        Runtime.getRuntime().addShutdownHook(new Thread(this::destroy));
    }

    /** Where clients call it: through the tap. */
    URI url() {
        return URI.create("http://localhost:" + clients.port());
    }

    boolean isUp() {
        return up;
    }

    void set(Trap next) {
        trap = next;
    }

    private void passes(Line line, Moment moment, Passage passage) throws IOException {
        Trap set = trap;
        if (set != null) {
            set.passes(line, moment, passage);
        }
    }

    /** Starts it and waits until it is ready. */
    Replica start() {
        process = program.start(settings);
        awaitReady();
        up = true;
        return this;
    }

    /** Once, before the others: see {@link Program#train}. */
    void train(Runnable work) {
        process = program.train(settings);
        awaitReady();
        work.run();
        program.trained(process);
    }

    /** SIGKILL; returns when it is dead. */
    void kill() {
        up = false;
        destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM, as an orchestrator ends it; what it is doing goes on. */
    void end() {
        up = false;
        process.destroy();
    }

    /** Waits for its end. @return how it ended; absent when it has not within that time */
    OptionalInt ended(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    long pid() {
        return process.pid();
    }

    /** SIGSTOP, and SIGCONT after that time: no thread of it knows how long it was away. */
    void pause(long millis) {
        up = false;
        signal("STOP");
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            signal("CONT");
            up = true;
        }
    }

    void cut(Line line, long millis) {
        switch (line) {
            case LEDGER -> ledger.cut(millis);
            case SHOP -> shop.cut(millis);
            case CLIENT -> clients.cut(millis);
        }
    }

    @Override
    public void close() {
        kill();
        ledger.close();
        shop.close();
        clients.close();
    }

    private void destroy() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    private void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, String.valueOf(process.pid())));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE) {
            if (!process.isAlive()) {
                throw new AssertionError("a server ended with " + process.exitValue() + ": " + program.log());
            }
            try {
                if (HTTP.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
                process.waitFor(20, TimeUnit.MILLISECONDS);
            } catch (IOException notListening) {
                Thread.onSpinWait();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        throw new AssertionError("not ready: " + program.log());
    }
}
