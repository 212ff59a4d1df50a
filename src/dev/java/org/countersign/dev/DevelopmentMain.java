package org.countersign.dev;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.countersign.Commands;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.dev.idp.IdentityProviderSettings;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Starts the server with what it needs: a database unless a JDBC URL is set, an identity provider unless an issuer is set.
 * Live reload runs this again in a new class loader: the database, a process, goes on; the provider is started anew.
 */
@QuarkusMain(name = "development")
public final class DevelopmentMain {

    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    private static final String ISSUER = "countersign.issuer";
    private static final String ISSUER_PORT = "countersign.development.issuer-port";
    private static final String OWN_ISSUER = "countersign.development.issuer";

    public static void main(String... args) throws InterruptedException {
        Config config = ConfigProvider.getConfig();
        if (configured(config, JDBC_URL).isEmpty()) {
            startDatabase(config);
        }
        try (Provider provider = startProvider(config)) {
            Quarkus.run(Commands.class, args);
        }
    }

    private static void startDatabase(Config config) {
        Path folder = dataFolder(config);
        DevelopmentDatabase database = DevelopmentDatabase.start(folder.resolve("programs"), folder);
        System.setProperty(JDBC_URL, database.jdbcUrl());
        System.setProperty("quarkus.datasource.username", database.username());
        System.setProperty("quarkus.datasource.password", database.password());
    }

    private static Provider startProvider(Config config) throws InterruptedException {
        Optional<String> issuer = configured(config, ISSUER);
        if (issuer.isPresent() && !issuer.get().equals(System.getProperty(OWN_ISSUER))) {
            return () -> {};
        }
        int port = config.getOptionalValue(ISSUER_PORT, Integer.class).orElse(8180);
        String publicUrl = config.getValue("countersign.public-url", String.class);
        DevelopmentIdentityProvider provider = start(
                IdentityProviderSettings.of(port, URI.create(publicUrl + "/mcp"), URI.create(publicUrl + "/api/admin"))
                        .keyIn(dataFolder(config).resolve("identity-provider.key")));
        System.setProperty(ISSUER, provider.issuer().toString());
        System.setProperty(OWN_ISSUER, provider.issuer().toString());
        return provider::close;
    }

    /** The class loader before this one may be about to free the port. */
    private static DevelopmentIdentityProvider start(IdentityProviderSettings settings) throws InterruptedException {
        for (int tries = 50; ; tries--) {
            try {
                return DevelopmentIdentityProvider.start(settings);
            } catch (UncheckedIOException e) {
                if (!portTaken(e)) {
                    throw e;
                }
                if (tries == 0) {
                    throw new IllegalStateException("port " + settings.port()
                            + " of the identity provider is taken: choose another with -D" + ISSUER_PORT + "=PORT");
                }
                Thread.sleep(100);
            }
        }
    }

    private static boolean portTaken(@Nullable Throwable thrown) {
        return thrown != null && (thrown instanceof BindException || portTaken(thrown.getCause()));
    }

    private static Optional<String> configured(Config config, String name) {
        return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
    }

    private static Path dataFolder(Config config) {
        return configured(config, "countersign.development.data")
                .map(Path::of)
                .orElseGet(() -> projectFolder().resolve(".data"));
    }

    private static Path projectFolder() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("pom.xml"))) {
                return folder;
            }
        }
        return here;
    }

    private interface Provider extends AutoCloseable {
        @Override
        void close();
    }

    private DevelopmentMain() {}
}
