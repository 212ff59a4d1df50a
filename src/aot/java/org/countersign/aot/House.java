package org.countersign.aot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.countersign.dev.DevelopmentDatabase;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Sql;
import org.countersign.process.ServerProcess;
import org.countersign.process.TestServices;

/** One server, started as the image starts it and told its settings by its environment, with a database and an identity provider. */
final class House implements AutoCloseable {

    private static final long PATIENCE = 120_000_000_000L;
    private static final DevelopmentDatabase DATABASES = DevelopmentDatabase.start(
            Path.of(".data", "programs"), ImageFolder.here().folder.resolveSibling("database"));

    final URI url = URI.create("http://localhost:" + ServerProcess.freePort());
    final Sql sql;
    private final DevelopmentIdentityProvider provider =
            DevelopmentIdentityProvider.start(0, url.resolve("/mcp"), url.resolve("/api/admin"));
    private final Path log = Files.createTempFile("countersign-image-", ".log");
    final Process process;

    House(EntryPoint start) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "quarkus.datasource.jdbc.url",
                DATABASES.create("image_" + UUID.randomUUID().toString().replace("-", "")));
        settings.put("quarkus.datasource.username", DATABASES.username());
        settings.put("quarkus.datasource.password", DATABASES.password());
        settings.putAll(TestServices.console());
        settings.put("countersign.issuer", provider.issuer().toString());
        settings.put("countersign.public-url", url.toString());
        settings.put("countersign.sample-shop", "true");
        settings.put("countersign.calls-per-minute", "1000000");
        settings.put("countersign.writes-per-case", "1000000");
        settings.put("quarkus.http.port", String.valueOf(url.getPort()));
        sql = Sql.of(settings);
        ProcessBuilder builder = new ProcessBuilder(start.words());
        builder.environment().clear();
        settings.forEach((name, value) -> builder.environment().put(variable(name), value));
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Whether it is ready, or has ended before. */
    boolean ready() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (process.isAlive() && System.nanoTime() - begun < PATIENCE) {
            try {
                if (get("/q/health/ready", "") == 200) {
                    return true;
                }
            } catch (IOException notListening) {
                // soon
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    /** @return the status */
    int get(String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(60));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** As it is in development and tests (contract, section 10): every tool, no limits, no asks. */
    void grantEverything() {
        sql.execute(
                "insert into countersign.role (shop, name, permissions) values ('main', 'benchmark', '{see_personal_data}')");
        sql.execute("insert into countersign.role_grant (shop, role, tool, enabled)"
                + " select distinct 'main', 'benchmark', tool, true from countersign.role_grant");
    }

    Agent agent() {
        return new Agent(url, token("bench", "/mcp", "commerce:read commerce:write"));
    }

    String token(String user, String resource, String scope) {
        return provider.draft(user, url.resolve(resource))
                .scope(scope)
                .lasting(Duration.ofHours(1))
                .sign();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** SIGTERM, and waits for the end. */
    int stop() throws InterruptedException {
        process.destroy();
        return ended();
    }

    int ended() throws InterruptedException {
        if (!process.waitFor(PATIENCE, TimeUnit.NANOSECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("it does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        provider.close();
    }
}
