package org.countersign.backend.remote;

import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.backend.BaseUrl;
import org.countersign.backend.Credential;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the shop is and how it knows us; wrong settings end the server in one line that shows no secret. */
@Singleton
class RemoteSettings {

    private final URI url;
    private final Optional<Credential> token;
    private final Set<String> without;
    private final Duration abilitiesFor;

    RemoteSettings(
            Config config,
            @ConfigProperty(name = "countersign.remote.without-tools") Optional<Set<String>> without,
            @ConfigProperty(name = "countersign.remote.abilities-for", defaultValue = "PT1M") Duration abilitiesFor) {
        this.url = BaseUrl.of(config, "countersign.remote.url");
        this.token = Credential.of(config, "countersign.remote.token");
        this.without = without.orElse(Set.of());
        this.abilitiesFor = abilitiesFor;
    }

    /** Without a slash at its end. */
    URI url() {
        return url;
    }

    /** What proves to the shop that it is us, on every request. */
    Map<String, String> credentials() {
        return token.map(known -> Map.of("Authorization", "Bearer " + known.secret()))
                .orElse(Map.of());
    }

    /** Tools that this shop does not implement. */
    Set<String> without() {
        return without;
    }

    /** How long what the shop says of its abilities holds before it is asked again. */
    Duration abilitiesFor() {
        return abilitiesFor;
    }
}
