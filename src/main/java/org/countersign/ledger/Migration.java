package org.countersign.ledger;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Who brings the ledger's tables to this version: the server at its start, or {@code migrate} before it. A server that may
 * not do it itself starts only on tables that are at least its own; newer ones are for its successor and do no harm.
 */
@ApplicationScoped
class Migration {

    private final Flyway flyway;
    private final boolean atStart;
    private final boolean andNothingElse;

    Migration(
            Flyway flyway,
            @ConfigProperty(name = "countersign.migrate", defaultValue = "true") boolean atStart,
            @ConfigProperty(name = "countersign.migrate-only", defaultValue = "false") boolean andNothingElse) {
        this.flyway = flyway;
        this.atStart = atStart;
        this.andNothingElse = andNothingElse;
    }

    /** Before anything else looks at the database. What ends the process here says so in one line. */
    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        if (andNothingElse) {
            migrate();
        }
        if (!atStart) {
            refuseOlder();
        }
    }

    private void migrate() {
        try {
            MigrateResult result = flyway.migrate();
            String version =
                    result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion;
            System.out.println("countersign: migrated: " + result.migrationsExecuted
                    + " migrations now, the ledger is at version " + version);
            end(0);
        } catch (FlywayException failed) {
            refuse("not migrated: " + reason(failed));
        }
    }

    private void refuseOlder() {
        try {
            MigrationInfo[] missing = flyway.info().pending();
            if (missing.length > 0) {
                refuse("the ledger is older than this server: " + missing.length
                        + " migrations are missing, the first is " + missing[0].getScript()
                        + "; run the command migrate as the owner of the tables (docs/kubernetes.md), then start this"
                        + " server again");
            }
        } catch (FlywayException unreadable) {
            refuse("the ledger's version cannot be read: " + reason(unreadable)
                    + "; the server's login has to be in the role of countersign.database-role (docs/kubernetes.md)");
        }
    }

    private static void refuse(String line) {
        System.err.println("countersign: " + line);
        end(1);
    }

    /** Nothing is served yet and nothing was begun: there is nothing to stop, and what would be stopped is only half there. */
    private static void end(int code) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    /** The first line of what is at the bottom of it, and of what failed where that names no address with a password in it. */
    private static String reason(Throwable failed) {
        Throwable bottom = failed;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        String outer = firstLine(failed);
        return failed.getCause() == null || outer.contains("jdbc:")
                ? firstLine(bottom)
                : outer + ": " + firstLine(bottom);
    }

    private static String firstLine(Throwable failed) {
        return String.valueOf(failed.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse(failed.getClass().getSimpleName());
    }
}
