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
import java.util.concurrent.ThreadLocalRandom;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Sql;
import org.countersign.process.ServerProcess;
import org.countersign.process.TestServices;

/** Real servers on one database, and everybody who has to do with them. Nothing here goes past a tap but {@link #sql}. */
final class Stage implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Sql sql;
    final Orders orders;
    final List<Replica> replicas = new ArrayList<>();
    private final Map<String, String> tokens = new java.util.concurrent.ConcurrentHashMap<>();
    private final DevelopmentIdentityProvider provider;
    private final URI publicUrl = URI.create("http://localhost:" + ServerProcess.freePort());

    Stage(int size, Map<String, String> more) {
        provider = DevelopmentIdentityProvider.start(0, publicUrl.resolve("/mcp"), publicUrl.resolve("/api/admin"));
        Map<String, String> settings = new HashMap<>(TestServices.database());
        settings.put("countersign.issuer", provider.issuer().toString());
        settings.put("countersign.public-url", publicUrl.toString());
        settings.put("countersign.sweep-every", "off");
        settings.putAll(more);
        sql = Sql.of(settings);
        Program program = new Program();
        for (int n = 0; n < size; n++) {
            replicas.add(new Replica(program, settings));
        }
        Replica first = replicas.getFirst();
        List<Orders> made = new ArrayList<>();
        first.train(() -> {
            grantEverything();
            made.add(new Orders(sql));
            Intent intent = new Intent("training", made.getFirst().next(), Kind.TO_GIFT_CARD);
            intent.read(agent("bench", first));
            intent.call(agent("bench", first));
            sweep(first);
        });
        orders = made.getFirst();
        replicas.parallelStream().forEach(Replica::start);
    }

    /** As it is in development and tests (contract, section 10): every tool, no limits, no asks. */
    private void grantEverything() {
        sql.execute("insert into countersign.role (shop, name, permissions) values ('main', 'benchmark', '{}')");
        sql.execute("insert into countersign.role_grant (shop, role, tool, enabled)"
                + " select distinct 'main', 'benchmark', tool, true from countersign.role_grant");
    }

    Agent agent(String user, Replica replica) {
        return new Agent(replica.url(), token(user, "/mcp", "commerce:read commerce:write"));
    }

    /** One that is up, if there is one. */
    Replica any() {
        List<Replica> up = replicas.stream().filter(Replica::isUp).toList();
        List<Replica> some = up.isEmpty() ? replicas : up;
        return some.get(ThreadLocalRandom.current().nextInt(some.size()));
    }

    /** Whether the sweep answered. */
    boolean sweep(Replica replica) {
        return admin(replica, "/api/admin/sweep", "POST", HttpRequest.BodyPublishers.noBody());
    }

    /** Throws the kill switch for everything. */
    boolean switchWrites(Replica replica, boolean enabled) {
        return admin(
                replica,
                "/api/admin/writes",
                "PUT",
                HttpRequest.BodyPublishers.ofString("{\"enabled\": " + enabled + ", \"reason\": \"a race\"}"));
    }

    private boolean admin(Replica replica, String path, String method, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(replica.url().resolve(path))
                .header("Authorization", "Bearer " + token("sam", "/api/admin", "countersign:admin"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .method(method, body)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(stopped));
        }
    }

    /** What addresses in its answers begin with; nobody listens there. */
    URI publicUrl() {
        return publicUrl;
    }

    String token(String user, String resource, String scope) {
        return tokens.computeIfAbsent(
                user + resource,
                key -> provider.draft(user, publicUrl.resolve(resource))
                        .scope(scope)
                        .lasting(Duration.ofHours(3))
                        .sign());
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        provider.close();
    }
}
