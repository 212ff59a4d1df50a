package org.countersign;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * What {@code sweep} has to know.
 *
 * @param server where the server is reached, which may be another address than the one the world knows
 * @param resource the resource id of the admin API (RFC 8707): a token for it is asked for
 * @param audience what some providers take in place of {@code resource}
 */
record SweepSettings(
        String server,
        String issuer,
        String resource,
        Optional<String> audience,
        String scope,
        String clientId,
        String clientSecret) {

    static SweepSettings of(Config config) {
        String publicUrl = needed(config, "countersign.public-url");
        return new SweepSettings(
                address(value(config, "countersign.sweep.url").orElse(publicUrl), "COUNTERSIGN_SWEEP_URL"),
                address(needed(config, "countersign.issuer"), "COUNTERSIGN_ISSUER"),
                publicUrl + "/api/admin",
                value(config, "countersign.sweep.audience"),
                value(config, "countersign.sweep.scope").orElse("countersign:admin"),
                needed(config, "countersign.sweep.client-id"),
                secret(config));
    }

    private static String secret(Config config) {
        Optional<String> file = value(config, "countersign.sweep.client-secret-file");
        if (file.isEmpty()) {
            return needed(config, "countersign.sweep.client-secret");
        }
        try {
            return Files.readString(Path.of(file.get())).strip();
        } catch (IOException unreadable) {
            throw new NotSwept("the file of COUNTERSIGN_SWEEP_CLIENT_SECRET_FILE cannot be read: " + file.get());
        }
    }

    private static String address(String text, String variable) {
        try {
            URI uri = URI.create(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return text;
            }
        } catch (IllegalArgumentException malformed) {
            // said below like any other wrong address
        }
        throw new NotSwept(variable + " is no http or https address: " + text);
    }

    private static String needed(Config config, String name) {
        return value(config, name)
                .orElseThrow(() -> new NotSwept(
                        "set " + name.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_")));
    }

    private static Optional<String> value(Config config, String name) {
        return config.getOptionalValue(name, String.class).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Without the secret: a record that is printed by mistake must not tell it. */
    @Override
    public String toString() {
        return "SweepSettings[" + server + ", " + issuer + ", " + clientId + "]";
    }
}
