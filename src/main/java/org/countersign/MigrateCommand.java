package org.countersign;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * {@code migrate}: brings the ledger's tables to this version and ends. It works as the owner of the tables and needs
 * nothing but the database: neither the server's password, nor the identity provider, nor the shop.
 *
 * <p>What it does is done in the start of the server, before anything is served: org.countersign.ledger.Migration.
 */
final class MigrateCommand {

    static final String NAME = "migrate";

    /** Sets what the rest of the start reads; wrong words end the process. */
    static void prepare(Typed typed, Config config) {
        if (!typed.isOnly(1)) {
            System.err.println("countersign: " + AuditCommands.USAGE);
            System.exit(2);
        }
        // who gets the rights of a server: the login it will have, whose password is not needed for that
        String server = value(config, "quarkus.datasource.username").orElse("none");
        value(config, "countersign.owner-username").ifPresent(owner -> {
            System.setProperty("quarkus.flyway.placeholders.server_login", server);
            System.setProperty("quarkus.datasource.username", owner);
            System.setProperty(
                    "quarkus.datasource.password",
                    value(config, "countersign.owner-password").orElse(""));
        });
        System.setProperty("countersign.migrate", "false");
        System.setProperty("countersign.migrate-only", "true");
        System.setProperty("quarkus.flyway.shop.migrate-at-start", "false");
        System.setProperty("quarkus.oidc.mcp.tenant-enabled", "false");
        System.setProperty("quarkus.oidc.admin.tenant-enabled", "false");
        System.setProperty("countersign.console.client-id", "");
        if (value(config, "countersign.issuer").isEmpty()) {
            System.setProperty("countersign.issuer", "https://issuer.invalid");
        }
    }

    private static Optional<String> value(Config config, String name) {
        return config.getOptionalValue(name, String.class).filter(text -> !text.isBlank());
    }

    private MigrateCommand() {}
}
