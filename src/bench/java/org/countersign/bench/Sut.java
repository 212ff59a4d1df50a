package org.countersign.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.dev.DevelopmentDatabase;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.process.ServerProcess;

/**
 * What is measured: a packaged server as a process, with a PostgreSQL that writes durably, the sample shop and an identity
 * provider. The database {@code base} is a copy from before the first refund.
 */
final class Sut implements AutoCloseable {

    private static final Path FOLDER = Path.of(System.getProperty("package.directory"), "database");
    private static final Path JAR = Path.of(System.getProperty("package.directory"), "quarkus-app/quarkus-run.jar");
    private static final String FIRST = "countersign";

    private final DevelopmentDatabase database;
    private final DevelopmentIdentityProvider provider;
    private final ServerProcess server;
    private final String admin;
    final String name;
    final String token;

    private Sut(DevelopmentDatabase database, DevelopmentIdentityProvider provider, ServerProcess server, String name) {
        this.database = database;
        this.provider = provider;
        this.server = server;
        this.name = name;
        this.token = token("bench");
        this.admin = signed("sam", "/api/admin", "countersign:admin");
    }

    /** Without limits. */
    static Sut start() throws IOException {
        return start(JAR, "{}");
    }

    /** @param refunds the terms of the role's grant of refund_order */
    static Sut start(Path jar, String refunds) throws IOException {
        return start(Program.jar(jar, "-Xmx512m"), refunds);
    }

    static Sut start(Program program, String refunds) throws IOException {
        delete(FOLDER);
        DevelopmentDatabase database = DevelopmentDatabase.start(Path.of(".data", "programs"), FOLDER);
        int port = ServerProcess.freePort();
        URI url = URI.create("http://localhost:" + port);
        DevelopmentIdentityProvider provider =
                DevelopmentIdentityProvider.start(0, url.resolve("/mcp"), url.resolve("/api/admin"));
        ServerProcess server = ServerProcess.start(program.words(), port, settings(database, provider, FIRST));
        Sut sut = new Sut(database, provider, server, FIRST);
        sut.grantEverything(refunds);
        sut.server.stop();
        sut.copy("base", FIRST);
        sut.server.restart();
        return sut;
    }

    /** One more server, on another database of the same PostgreSQL; the first one's end is its end. */
    Sut beside(Path jar, String name, Map<String, String> more) {
        Map<String, String> settings = settings(database, provider, name);
        settings.putAll(more);
        return new Sut(database, provider, ServerProcess.start(jar, ServerProcess.freePort(), settings), name);
    }

    private static Map<String, String> settings(
            DevelopmentDatabase database, DevelopmentIdentityProvider provider, String name) {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", url(database, name));
        settings.put("quarkus.datasource.username", database.username());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("countersign.issuer", provider.issuer().toString());
        settings.put("countersign.sample-shop", "true");
        // both tools check each token in full: what a known token saves would be saved on one of them only
        settings.put("countersign.verified-tokens-for", System.getProperty("bench.verified-tokens-for", "PT0S"));
        settings.put("quarkus.oidc.mcp.tenant-paths", "/mcp,/trivial");
        settings.put("quarkus.http.auth.permission.trivial.paths", "/trivial");
        settings.put("quarkus.http.auth.permission.trivial.policy", "authenticated");
        return settings;
    }

    /** The same server by another program, in place of the one that was: until its end, or until the next. */
    ProcessHandle startedAs(Program program) throws IOException {
        Map<String, String> settings = settings(database, provider, FIRST);
        settings.put("quarkus.http.port", String.valueOf(server.url().getPort()));
        settings.put("countersign.public-url", server.url().toString());
        return program.start(settings);
    }

    void stopServer() {
        server.stop();
    }

    URI endpoint(String path) {
        return server.url().resolve(path);
    }

    /** As it is in development and tests (contract, section 10): every tool, no asks. */
    private void grantEverything(String refunds) {
        sql(
                name,
                "insert into countersign.role (shop, name, permissions) values ('main', 'benchmark', '{never_escalates}')");
        sql(
                name,
                "insert into countersign.role_grant (shop, role, tool, enabled, terms)"
                        + " select distinct 'main', 'benchmark', tool, true,"
                        + " case tool when 'refund_order' then '" + refunds + "'::jsonb else '{}' end"
                        + " from countersign.role_grant");
    }

    /** The sample shop as it was, so that the next refund of an order is again its first. */
    void reset() throws IOException, InterruptedException {
        HttpRequest reset = HttpRequest.newBuilder(endpoint("/api/admin/shops/main/reset"))
                .header("Authorization", "Bearer " + admin)
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(reset, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the sample shop was not put back: " + answer.body());
            }
        }
    }

    /** Paid ones; of those that were paid with the same gift card only one, since its balance belongs to their version. */
    List<String> refundableOrders() {
        return column("""
                select o.id from shop.orders o join shop.payments p on p.order_id = o.id
                 where o.status <> 'cancelled' and not exists (
                       select from shop.payments a join shop.payments b using (method_id)
                         join shop.payment_methods m on m.id = a.method_id
                        where a.order_id = o.id and b.order_id < o.id and m.kind = 'gift_card')
                 group by o.id having sum(p.amount - p.refunded) > 1000 order by o.id""");
    }

    void copy(String name, String from) {
        sql("postgres", "drop database if exists " + name + " with (force)");
        sql("postgres", "create database " + name + " template " + from + " owner " + database.username());
    }

    /** A large one, by its files. */
    void copyFiles(String name, String from) {
        sql("postgres", "drop database if exists " + name + " with (force)");
        sql(
                "postgres",
                "create database " + name + " template " + from + " strategy file_copy owner " + database.username());
    }

    void sql(String name, String sql) {
        try (Connection connection = superuser(name);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    List<String> column(String sql) {
        return column(name, sql);
    }

    List<String> column(String name, String sql) {
        try (Connection connection = superuser(name);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    Connection superuser(String name) throws SQLException {
        return DriverManager.getConnection(url(name), "postgres", "");
    }

    /** With the schema of the ledger or the shop, as the server connects. Parameters take the type that the statement wants. */
    Connection connect(String name, String schema) throws SQLException {
        return DriverManager.getConnection(
                url(name) + "?currentSchema=" + schema + "&stringtype=unspecified", database.username(), "any");
    }

    String url(String name) {
        return url(database, name);
    }

    private static String url(DevelopmentDatabase database, String name) {
        return database.jdbcUrl().substring(0, database.jdbcUrl().lastIndexOf('/') + 1) + name;
    }

    /** What PostgreSQL logs. */
    Path log() {
        return FOLDER.resolve("postgresql.log");
    }

    Cpu cpu() {
        return Cpu.now(process(), postmaster());
    }

    ProcessHandle process() {
        return ProcessHandle.of(server.pid()).orElseThrow();
    }

    private static long postmaster() {
        try {
            return Long.parseLong(Files.readAllLines(FOLDER.resolve("postgresql/postmaster.pid"))
                    .getFirst());
        } catch (IOException e) {
            return 0;
        }
    }

    /** Of another person than {@link #token}, with the same role. */
    String token(String person) {
        return provider.draft("bench", server.url().resolve("/mcp"))
                .claim("sub", person)
                .scope("commerce:read commerce:write")
                .lasting(Duration.ofHours(2))
                .sign();
    }

    private String signed(String user, String resource, String scope) {
        return provider.draft(user, server.url().resolve(resource))
                .scope(scope)
                .lasting(Duration.ofHours(2))
                .sign();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Override
    public void close() {
        server.close();
        provider.close();
        database.close();
    }
}
