package org.countersign.backend.remote;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the shop is and how it knows us; wrong settings end the server in one line that shows no secret. */
@Singleton
class RemoteSettings {

    private static final Pattern HEADER = Pattern.compile("[!-~]{1,4096}");

    private final URI url;
    private final Optional<String> token;
    private final Set<String> without;
    private final Duration abilitiesFor;

    RemoteSettings(
            @ConfigProperty(name = "countersign.remote.url") Optional<String> url,
            @ConfigProperty(name = "countersign.remote.token") Optional<String> token,
            @ConfigProperty(name = "countersign.remote.without-tools") Optional<Set<String>> without,
            @ConfigProperty(name = "countersign.remote.abilities-for", defaultValue = "PT1M") Duration abilitiesFor) {
        this.url = url.map(RemoteSettings::base)
                .orElseThrow(() -> wrong("COUNTERSIGN_REMOTE_URL=https://… is missing: the shop's base URL"));
        this.token = token.filter(text -> !text.isBlank()).map(RemoteSettings::header);
        this.without = without.orElse(Set.of());
        this.abilitiesFor = abilitiesFor;
    }

    /** Without a slash at its end. */
    URI url() {
        return url;
    }

    /** What proves to the shop that it is us, on every request. */
    Map<String, String> credentials() {
        return token.map(text -> Map.of("Authorization", "Bearer " + text)).orElse(Map.of());
    }

    /** Tools that this shop does not implement. */
    Set<String> without() {
        return without;
    }

    /** How long what the shop says of its abilities holds before it is asked again. */
    Duration abilitiesFor() {
        return abilitiesFor;
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
        throw wrong("COUNTERSIGN_REMOTE_URL must be http(s)://host[:port][/path], without user, query and fragment");
    }

    private static String header(String token) {
        if (!HEADER.matcher(token).matches()) {
            throw wrong("COUNTERSIGN_REMOTE_TOKEN has characters that no HTTP header can carry");
        }
        return token;
    }

    private static ConfigurationException wrong(String what) {
        return new ConfigurationException("countersign: backend remote: " + what);
    }
}
