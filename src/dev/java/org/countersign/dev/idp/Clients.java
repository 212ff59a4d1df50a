package org.countersign.dev.idp;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The clients known: three from the start, and those that registered themselves. */
final class Clients {
    private static final int MOST = 500;
    private static final Duration KEEP = Duration.ofDays(30);

    private final Map<String, Client> builtIn;
    private final Shelf<Client> registered;

    Clients(URI admin, Clock clock) {
        this.registered = new Shelf<>(clock, KEEP, MOST);
        this.builtIn =
                Stream.of(console(admin), sweeper(), sweep()).collect(Collectors.toMap(Client::id, client -> client));
    }

    Optional<Client> find(String id) {
        return Optional.ofNullable(builtIn.get(id)).or(() -> registered.find(id));
    }

    void add(Client client) {
        registered.put(client.id(), client);
    }

    /** The web console: on the port it usually has, on any other of this machine, and beside the admin API. */
    private static Client console(URI admin) {
        List<RedirectUri> uris = Stream.of(
                        "http://localhost:8080/console/callback",
                        "http://127.0.0.1:8080/console/callback",
                        admin.resolve("/console/callback").toString())
                .distinct()
                .map(RedirectUri::registrable)
                .toList();
        return new Client(
                "countersign-console",
                "Countersign console",
                Optional.of("console-secret"),
                uris,
                Set.of(Client.CODE, Client.REFRESH),
                List.of());
    }

    /** A service account, as a scheduled sweep uses one. */
    private static Client sweeper() {
        return new Client(
                "sweeper",
                "Scheduled sweep",
                Optional.of("sweeper-secret"),
                List.of(),
                Set.of(Client.ITSELF),
                List.of("shop_admin"));
    }

    /** The same with as little as it needs: a role of its own, which has to be made at the server first. */
    private static Client sweep() {
        return new Client(
                "countersign-sweep",
                "Sweep of the cluster",
                Optional.of("sweep-secret"),
                List.of(),
                Set.of(Client.ITSELF),
                List.of("sweeper"));
    }
}
