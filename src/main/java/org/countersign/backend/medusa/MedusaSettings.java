package org.countersign.backend.medusa;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the shop is and how it knows us; wrong settings end the server in one line that shows no secret. */
@Singleton
class MedusaSettings {

    private static final Pattern KEY = Pattern.compile("[!-9;-~]{1,4096}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,128}");

    private final URI url;
    private final String secretKey;
    private final Optional<String> stockLocation;

    MedusaSettings(
            @ConfigProperty(name = "countersign.medusa.url") Optional<String> url,
            @ConfigProperty(name = "countersign.medusa.secret-key") Optional<String> secretKey,
            @ConfigProperty(name = "countersign.medusa.stock-location") Optional<String> stockLocation) {
        this.url = url.map(MedusaSettings::base)
                .orElseThrow(() -> wrong("COUNTERSIGN_MEDUSA_URL=https://… is missing: where the shop's server is"));
        this.secretKey = secretKey
                .map(String::strip)
                .filter(key -> KEY.matcher(key).matches())
                .orElseThrow(
                        () -> wrong(
                                "COUNTERSIGN_MEDUSA_SECRET_KEY is missing, or no secret API key (Medusa's Settings, Secret API Keys)"));
        this.stockLocation = stockLocation.filter(id -> !id.isBlank()).map(id -> {
            if (!ID.matcher(id).matches()) {
                throw wrong("COUNTERSIGN_MEDUSA_STOCK_LOCATION is the id of a stock location, such as sloc_01…");
            }
            return id;
        });
    }

    /** Without a slash at its end. */
    URI url() {
        return url;
    }

    /** A secret API key is the user name of HTTP Basic, without a password. */
    Map<String, String> credentials() {
        String pair = secretKey + ":";
        return Map.of(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** Where goods leave from and come back to; absent: the one that the shop chooses. */
    Optional<String> stockLocation() {
        return stockLocation;
    }

    private static URI base(String text) {
        try {
            URI url = URI.create(text.strip().replaceAll("/+$", ""));
            boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (http
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            // answered below
        }
        throw wrong("COUNTERSIGN_MEDUSA_URL must be http(s)://host[:port][/path], without user, query and fragment");
    }

    private static ConfigurationException wrong(String what) {
        return new ConfigurationException("countersign: backend medusa: " + what);
    }
}
