package org.countersign.backend.medusa;

import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.countersign.backend.BaseUrl;
import org.countersign.backend.Credential;
import org.countersign.backend.Setting;
import org.eclipse.microprofile.config.Config;

/** Where the shop is and how it knows us; wrong settings end the server in one line that shows no secret. */
@Singleton
class MedusaSettings {

    private static final Setting KEY = new Setting("countersign.medusa.secret-key");
    private static final Setting LOCATION = new Setting("countersign.medusa.stock-location");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,128}");

    private final URI url;
    private final Credential secretKey;
    private final Optional<String> stockLocation;

    MedusaSettings(Config config) {
        this.url = BaseUrl.of(config, "countersign.medusa.url");
        this.secretKey = Credential.of(config, KEY.name())
                .orElseThrow(() -> KEY.wrong("is missing, and so is the file of " + KEY.variable()
                        + "_FILE: a secret API key of Medusa" + " (its Settings, Secret API Keys)"));
        if (secretKey.secret().contains(":")) {
            throw KEY.wrong("is no secret API key of Medusa: there is a colon in it");
        }
        this.stockLocation = config.getOptionalValue(LOCATION.name(), String.class)
                .filter(id -> !id.isBlank())
                .map(id -> {
                    if (!ID.matcher(id).matches()) {
                        throw LOCATION.wrong("is the id of a stock location, such as sloc_01…");
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
        String pair = secretKey.secret() + ":";
        return Map.of(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** Where goods leave from and come back to; absent: the one that the shop chooses. */
    Optional<String> stockLocation() {
        return stockLocation;
    }
}
