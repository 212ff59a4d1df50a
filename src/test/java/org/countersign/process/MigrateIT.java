package org.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.endtoend.Sql;
import org.countersign.process.ServerProcess.End;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code migrate} and the server as they work in a cluster: one login owns the tables and migrates, another one serves and
 * may migrate nothing, a third one may nothing; several migrate at once; and the old server stays while a newer one migrates.
 */
class MigrateIT {

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, String> database = TestServices.database();
    private final String url = database.get("quarkus.datasource.jdbc.url");
    private final String name = url.substring(url.lastIndexOf('/') + 1);
    private final Sql superuser = new Sql(url, "postgres");

    @BeforeEach
    void theLoginsThatAnAdministratorMakes() {
        superuser.execute("create role server_" + mark + " nologin");
        superuser.execute("create role app_" + mark + " login in role server_" + mark);
        superuser.execute("create role stranger_" + mark + " login");
        superuser.execute("create role owner_" + mark + " login");
        superuser.execute("alter database " + name + " owner to owner_" + mark);
    }

    @Test
    void severalAtOnceMigrateAnEmptyDatabaseOnce() {
        List<CompletableFuture<End>> ends =
                Stream.generate(this::migrate).limit(4).map(run -> run).toList();

        assertThat(ends).extracting(CompletableFuture::join).allSatisfy(end -> {
            assertThat(end.code()).as(end.err()).isZero();
            assertThat(words(end)).singleElement().asString().startsWith("countersign: migrated: ");
        });
        List<String> scripts = superuser.texts(
                "select script from countersign.flyway_schema_history where type = 'SQL' order by installed_rank");
        assertThat(scripts).doesNotHaveDuplicates().contains("db/ledger/V1__ledger.sql", "db/ledger/V4__audit.sql");
        assertThat(ends.stream().mapToInt(end -> migrated(end.join())).sum())
                .as("each migration was done by one of them")
                .isEqualTo(scripts.size());
        assertThat(superuser.text("select tableowner from pg_tables where tablename = 'event'"))
                .isEqualTo("owner_" + mark);
    }

    @Test
    void aServerThatMayNotMigrateWaitsForTheOneThatMayAndThenServesWithoutOwningAnything() throws Exception {
        End tooEarly = ServerProcess.toItsEnd(as("app", "https://id.example"));
        assertThat(tooEarly.code()).isEqualTo(1);
        assertThat(words(tooEarly)).singleElement().asString().contains("migrate");
        assertThat(superuser.texts("select nspname from pg_namespace where nspname = 'countersign'"))
                .as("it made nothing")
                .isEmpty();

        assertThat(migrate().join().code()).isZero();
        End stranger = ServerProcess.toItsEnd(as("stranger", "https://id.example"));
        assertThat(stranger.code()).as(stranger.err()).isEqualTo(1);
        assertThat(words(stranger)).singleElement().asString().contains("in the role of countersign.database-role");

        olderByOne(() -> {
            End older = ServerProcess.toItsEnd(as("app", "https://id.example"));
            assertThat(older.code()).isEqualTo(1);
            assertThat(words(older)).singleElement().asString().contains("1 migrations are missing");
        });
        int port = ServerProcess.freePort();
        URI server = URI.create("http://localhost:" + port);
        try (DevelopmentIdentityProvider provider =
                        DevelopmentIdentityProvider.start(0, server.resolve("/mcp"), server.resolve("/api/admin"));
                ServerProcess old =
                        ServerProcess.start(port, as("app", provider.issuer().toString()))) {
            assertThat(get(server.resolve("/q/health/ready"))).contains("\"events_protected_by_database\": true");
            assertThat(superuser.number(
                            "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = ?",
                            "app_" + mark))
                    .isZero();
            String admin = provider.draft("sam", server.resolve("/api/admin"))
                    .scope("countersign:admin")
                    .sign();
            assertThat(swept(server, admin)).isEqualTo(200);

            aNewerVersionMigrates();

            assertThat(swept(server, admin)).as("the old version goes on").isEqualTo(200);
            old.restart();
            assertThat(swept(server, admin)).as("and comes back").isEqualTo(200);
        }
        End again = migrate().join();
        assertThat(again.code())
                .as("an old version's job on newer tables: %s", again.err())
                .isZero();
        assertThat(migrated(again)).isZero();
    }

    @Test
    void whatCannotBeMigratedIsSaidInOneLineWithoutThePassword() {
        Map<String, String> settings = new HashMap<>(as("app", ""));
        settings.put("countersign.owner-username", "stranger_" + mark);
        settings.put("countersign.owner-password", "open-sesame");
        End end = ServerProcess.toItsEnd(settings, "migrate");
        assertThat(end.code()).isEqualTo(1);
        assertThat(words(end)).singleElement().asString().startsWith("countersign: not migrated: ");
        assertThat(end.out() + end.err()).contains("permission denied").doesNotContain("open-sesame");

        settings.put(
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:" + ServerProcess.freePort() + "/none");
        End nowhere = ServerProcess.toItsEnd(settings, "migrate");
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(words(nowhere)).singleElement().asString().contains("refused");

        assertThat(ServerProcess.toItsEnd(as("app", ""), "migrate", "--dry-run=true")
                        .code())
                .isEqualTo(2);
        assertThat(words(ServerProcess.toItsEnd(Map.of(), "migrate")))
                .singleElement()
                .asString()
                .contains("QUARKUS_DATASOURCE_JDBC_URL");
    }

    /** As if the newest migration had not run yet. */
    private void olderByOne(Runnable meanwhile) {
        superuser.execute("create table public.kept as select * from countersign.flyway_schema_history where"
                + " installed_rank = (select max(installed_rank) from countersign.flyway_schema_history)");
        superuser.execute("delete from countersign.flyway_schema_history h using public.kept k"
                + " where h.installed_rank = k.installed_rank");
        meanwhile.run();
        superuser.execute("insert into countersign.flyway_schema_history select * from public.kept");
    }

    /** What the next release may do while this one serves: it adds, and takes nothing away. */
    private void aNewerVersionMigrates() {
        superuser.execute("alter table countersign.action add column of_the_next_release text default 'x' not null");
        superuser.execute("create table countersign.next_release (id text primary key)");
        superuser.execute("insert into countersign.flyway_schema_history (installed_rank, version, description, type,"
                + " script, checksum, installed_by, execution_time, success)"
                + " select max(installed_rank) + 1, '999', 'next', 'SQL', 'V999__next.sql', 1, 'owner', 1, true"
                + " from countersign.flyway_schema_history");
    }

    private CompletableFuture<End> migrate() {
        Map<String, String> settings = new HashMap<>(as("app", ""));
        settings.remove("countersign.migrate");
        settings.put("countersign.owner-username", "owner_" + mark);
        settings.put("countersign.owner-password", "any");
        return CompletableFuture.supplyAsync(
                () -> ServerProcess.toItsEnd(settings, "migrate"), Thread::startVirtualThread);
    }

    private Map<String, String> as(String login, String issuer) {
        Map<String, String> settings = new HashMap<>(database);
        settings.put("quarkus.datasource.username", login + "_" + mark);
        settings.put("countersign.database-role", "server_" + mark);
        settings.put("countersign.migrate", "false");
        // a shop of somebody else's: no table of a shop is in this database
        settings.put("countersign.backend", "remote");
        settings.put("countersign.remote.url", "http://localhost:9");
        settings.put("countersign.issuer", issuer);
        return settings;
    }

    private static int migrated(End end) {
        return Integer.parseInt(words(end).getFirst().replaceAll("\\D+(\\d+).*", "$1"));
    }

    private static List<String> words(End end) {
        return (end.out() + end.err())
                .lines()
                .filter(line -> line.startsWith("countersign: "))
                .toList();
    }

    private static int swept(URI server, String token) throws Exception {
        return send(HttpRequest.newBuilder(server.resolve("/api/admin/sweep"))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.noBody()))
                .statusCode();
    }

    private static String get(URI url) throws Exception {
        return send(HttpRequest.newBuilder(url)).body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
