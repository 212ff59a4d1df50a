package org.countersign.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged server as a process of its own: for what only real processes show (two of them on one database, a kill in the
 * middle, a restart). For tests that run after {@code package}: their names end in IT.
 */
public final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<String> program;
    private final Map<String, String> settings;
    private final int port;
    private final Path log;
    private Process process;

    private ServerProcess(List<String> program, int port, Map<String, String> settings) throws IOException {
        this.program = program;
        this.port = port;
        this.settings = settings;
        this.log = Files.createTempFile("countersign-", ".log");
    }

    /** How a process that ended by itself ended. */
    public record End(int code, String out, String err) {}

    /** Runs the package with these settings (as system properties) until it ends by itself. */
    public static End toItsEnd(Map<String, String> settings, String... words) {
        try {
            Path out = Files.createTempFile("countersign-", ".out");
            Path err = Files.createTempFile("countersign-", ".err");
            ProcessBuilder command = command(Built.program(), settings);
            command.command().addAll(List.of(words));
            Process process = command.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it still runs, and said: " + Files.readString(out) + Files.readString(err));
            }
            return new End(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A port for a server that is to be started later, so that others can be told its address before. */
    public static int freePort() {
        return TestServices.freePort();
    }

    /** Starts a server on a port and waits until it is ready. */
    public static ServerProcess start(int port, Map<String, String> settings) {
        return start(Built.program(), port, settings);
    }

    /** The same of another package. */
    public static ServerProcess start(Path jar, int port, Map<String, String> settings) {
        return start(Built.jar(jar), port, settings);
    }

    /** The same of any program that takes system properties behind its first word. */
    public static ServerProcess start(List<String> program, int port, Map<String, String> settings) {
        try {
            ServerProcess server = new ServerProcess(program, port, new HashMap<>(settings));
            server.launch();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one on a free port, with that port as its public URL. */
    public static ServerProcess start(Map<String, String> settings) {
        return start(freePort(), settings);
    }

    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** All it has printed since its first start. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an operator stops it (SIGTERM); waits for the end. */
    public void stop() {
        process.destroy();
        ended();
    }

    /** As a power cut ends it (SIGKILL); waits for the end. */
    public void kill() {
        process.destroyForcibly();
        ended();
    }

    /** The same port, the same settings, a new process; waits until it is ready. */
    public void restart() {
        if (process.isAlive()) {
            stop();
        }
        launch();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    private void launch() {
        Map<String, String> all = new HashMap<>(settings);
        all.put("quarkus.http.port", String.valueOf(port));
        all.putIfAbsent("countersign.public-url", url().toString());
        // what tests and benchmarks do in a minute is more than a person's model does
        all.putIfAbsent("countersign.calls-per-minute", "10000000");
        all.putIfAbsent("countersign.writes-per-case", "10000000");
        try {
            process = command(program, all)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitReady();
    }

    private static ProcessBuilder command(List<String> program, Map<String, String> settings) {
        List<String> command = new ArrayList<>(program);
        settings.forEach((name, value) -> command.add(1, "-D" + name + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("COUNTERSIGN_"));
        return builder;
    }

    private void awaitReady() {
        HttpRequest ready = HttpRequest.newBuilder(url().resolve("/q/health/ready"))
                .timeout(PATIENCE)
                .build();
        long begun = System.nanoTime();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() - begun < PATIENCE.toNanos()) {
                if (!process.isAlive()) {
                    throw new AssertionError("it ended with " + process.exitValue() + ":\n" + log());
                }
                try {
                    if (client.send(ready, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // not listening yet
                }
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
        throw new AssertionError("not ready after " + PATIENCE + ":\n" + log());
    }

    private void ended() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end:\n" + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
