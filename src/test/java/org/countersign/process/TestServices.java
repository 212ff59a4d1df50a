package org.countersign.process;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.countersign.dev.DevelopmentDatabase;
import org.countersign.dev.idp.DevelopmentIdentityProvider;

/**
 * What every test of the whole server stands on: a real PostgreSQL (one for the JVM, an empty database for each start), an
 * identity provider, a free port. {@code @WithTestResource(TestServices.class)}; without Quarkus, {@link #database()}.
 */
public final class TestServices implements QuarkusTestResourceLifecycleManager {

    private static final String SERVER = "countersign.test.postgresql";
    public static final String USER = "countersign";

    private DevelopmentIdentityProvider provider;

    @Override
    public Map<String, String> start() {
        int port = freePort();
        String publicUrl = "http://localhost:" + port;
        provider = DevelopmentIdentityProvider.start(
                0, URI.create(publicUrl + "/mcp"), URI.create(publicUrl + "/api/admin"));
        Map<String, String> settings = new HashMap<>(database());
        settings.put("quarkus.http.test-port", String.valueOf(port));
        settings.put("countersign.public-url", publicUrl);
        settings.put("countersign.issuer", provider.issuer().toString());
        return settings;
    }

    /** Gives the provider to a test's field of its type, to make and spoil tokens. */
    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(provider, new TestInjector.MatchesType(DevelopmentIdentityProvider.class));
    }

    @Override
    public void stop() {
        if (provider != null) {
            provider.close();
        }
    }

    /** The settings of a database of its own, empty, on the PostgreSQL of this JVM; it ends with the JVM. */
    public static Map<String, String> database() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        execute(postgresql(), "create database " + name + " owner " + USER);
        return Map.of(
                "quarkus.datasource.jdbc.url",
                postgresql() + name,
                "quarkus.datasource.username",
                USER,
                "quarkus.datasource.password",
                "any");
    }

    /** The settings of a console whose client the development identity provider knows, for a packaged server. */
    public static Map<String, String> console() {
        return Map.of(
                "countersign.console.client-id",
                "countersign-console",
                "countersign.console.client-secret",
                "console-secret",
                "countersign.console.secret",
                "for tests only, known to everybody who can read",
                "countersign.console.posts-per-minute",
                "1000000",
                "countersign.console.sign-ins-per-minute",
                "1000000");
    }

    /** The JDBC URL up to the name of the database; a system property, since several class loaders come by here. */
    private static String postgresql() {
        synchronized (System.getProperties()) {
            String running = System.getProperty(SERVER);
            if (running != null) {
                return running;
            }
            Path folder = Path.of("target", "test-database");
            delete(folder);
            DevelopmentDatabase database = DevelopmentDatabase.start(Path.of(".data", "programs"), folder);
            String url = database.jdbcUrl().substring(0, database.jdbcUrl().lastIndexOf('/') + 1);
            System.setProperty(SERVER, url);
            return url;
        }
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url + "postgres", "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
