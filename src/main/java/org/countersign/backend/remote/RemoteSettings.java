package org.countersign.backend.remote;

import io.quarkus.runtime.PreventFurtherStepsException;
import jakarta.inject.Singleton;
import java.net.URI;
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

    RemoteSettings(
            @ConfigProperty(name = "countersign.remote.url") Optional<String> url,
            @ConfigProperty(name = "countersign.remote.token") Optional<String> token,
            @ConfigProperty(name = "countersign.remote.without-tools") Optional<Set<String>> without) {
        this.url = url.map(RemoteSettings::base)
                .orElseThrow(() -> wrong("COUNTERSIGN_REMOTE_URL=https://… is missing: the shop's base URL"));
        this.token = token.filter(text -> !text.isBlank()).map(RemoteSettings::header);
        this.without = without.orElse(Set.of());
    }

    /** Without a slash at its end. */
    URI url() {
        return url;
    }

    Optional<String> token() {
        return token;
    }

    /** Tools that this shop does not implement. */
    Set<String> without() {
        return without;
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

    private static PreventFurtherStepsException wrong(String what) {
        return new PreventFurtherStepsException("countersign: backend remote: " + what, 1);
    }
}
