package org.countersign.keycloak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One running Keycloak with the realm file that the overlay has, in memory, on the loopback address; it ends with this
 * process. Maven has unpacked it into {@code target/outer/keycloak}.
 */
public final class KeycloakServer implements AutoCloseable {

    static final Path FOLDER = Path.of("target/outer/keycloak").toAbsolutePath();
    static final String CONSOLE_SECRET = "console-secret";
    static final String SWEEP_SECRET = "sweep-secret";
    static final String ADMIN = "admin";

    private static final Path REALM = Path.of("k8s/overlays/keycloak/countersign-realm.json");
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private final Process process;
    private final URI url;
    private final Path log;

    private KeycloakServer(Process process, URI url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /**
     * Returns when it is ready.
     *
     * @param port 0 for a free one
     * @param publicUrl of the server whose tokens it signs
     * @param options of {@code kc.sh start-dev} beside those that every one has
     */
    static KeycloakServer start(int port, URI publicUrl, List<String> options) {
        int web = free(port);
        int management = free(0);
        URI url = URI.create("http://localhost:" + web);
        Path log = FOLDER.resolve("keycloak-" + web + ".log");
        List<String> command = new ArrayList<>(List.of(
                home().resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--hostname=" + url,
                "--http-host=127.0.0.1",
                "--http-port=" + web,
                "--http-management-port=" + management,
                "--health-enabled=true"));
        command.addAll(options);
        KeycloakServer server = new KeycloakServer(launch(command, publicUrl, log), url, log);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server.process)));
        server.awaitHealth(management);
        return server;
    }

    /** Where people and clients find it. */
    public URI url() {
        return url;
    }

    public URI issuer() {
        return url.resolve("/realms/countersign");
    }

    public KeycloakAdmin admin() {
        return new KeycloakAdmin(url);
    }

    void awaitEnd() {
        process.onExit().join();
    }

    @Override
    public void close() {
        end(process);
        process.onExit().join();
    }

    private static Process launch(List<String> command, URI publicUrl, Path log) {
        try {
            Path imports = Files.createDirectories(home().resolve("data/import"));
            Files.copy(REALM, imports.resolve(REALM.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "JAVA_HOME", System.getProperty("java.home"),
                            "JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m",
                            "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                            "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN,
                            "COUNTERSIGN_PUBLIC_URL", publicUrl.toString(),
                            "COUNTERSIGN_CONSOLE_CLIENT_SECRET", CONSOLE_SECRET,
                            "COUNTERSIGN_SWEEP_CLIENT_SECRET", SWEEP_SECRET));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() {
        try (Stream<Path> unpacked = Files.list(FOLDER)) {
            return unpacked.filter(Files::isDirectory).findFirst().orElseThrow();
        } catch (IOException missing) {
            throw new IllegalStateException("Maven has not unpacked Keycloak into " + FOLDER, missing);
        }
    }

    private static int free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "port " + port + " is taken: choose another with -Dkeycloak.port=PORT", taken);
        }
    }

    private void awaitHealth(int management) {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long begun = System.nanoTime();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() - begun < PATIENCE.toNanos()) {
                if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("Keycloak ended with " + process.exitValue() + "; its log: " + log);
                }
                if (answers(client, ready)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IllegalStateException("Keycloak is not ready after " + PATIENCE + "; its log: " + log);
    }

    private static boolean answers(HttpClient client, HttpRequest ready) throws InterruptedException {
        try {
            return client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
