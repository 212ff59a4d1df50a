package org.countersign;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;
import org.countersign.identity.ConsoleSettings;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the server; without what it needs it says so in one line and exits 1. An export is checked without. */
@QuarkusMain
public final class Main {

    public static void main(String... args) {
        if (args.length > 0 && args[0].equals(AuditCommands.VERIFY_EXPORT)) {
            System.exit(AuditCommands.verifyExport(Typed.of(args)));
        }
        if (args.length > 0 && args[0].equals(SweepCommand.NAME)) {
            System.exit(SweepCommand.run(Typed.of(args), ConfigProvider.getConfig()));
        }
        if (args.length > 0 && args[0].equals(MigrateCommand.NAME)) {
            MigrateCommand.prepare(Typed.of(args), ConfigProvider.getConfig());
        }
        missingSetting().ifPresent(missing -> {
            System.err.println(missing);
            System.exit(1);
        });
        if (Commands.isCommand(args)) {
            System.setProperty("quarkus.http.host-enabled", "false");
            // standard output is for results; what is due is the servers' to do
            System.setProperty("quarkus.log.console.stderr", "true");
            System.setProperty("quarkus.scheduler.enabled", "false");
        }
        Quarkus.run(Commands.class, args);
    }

    private static Optional<String> missingSetting() {
        if (!configured("quarkus.datasource.jdbc.url")) {
            return Optional.of(
                    "countersign: no database: set QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://host:5432/name"
                            + " (for a development server with everything in it: ./mvnw -Pdev)");
        }
        if (!configured("countersign.issuer")) {
            return Optional.of("countersign: no identity provider: set COUNTERSIGN_ISSUER=https://… to its issuer URL"
                    + " (for a development server with everything in it: ./mvnw -Pdev)");
        }
        return ConsoleSettings.objection(value("countersign.console.client-id"), value("countersign.console.secret"));
    }

    private static boolean configured(String name) {
        return value(name).isPresent();
    }

    private static Optional<String> value(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, String.class).filter(value -> !value.isBlank());
    }

    private Main() {}
}
