package org.countersign.backend;

import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Where a shop is: of the operator's settings only, never a caller's word; so nobody can make this server ask elsewhere. */
public final class BaseUrl {

    private static final Set<String> SCHEMES = Set.of("https", "http");

    /**
     * Without a slash at its end.
     *
     * @param name such as {@code countersign.remote.url}
     * @throws io.quarkus.runtime.configuration.ConfigurationException in one line, when it is missing or no such URL
     */
    public static URI of(Config config, String name) {
        Setting setting = new Setting(name);
        String text = config.getOptionalValue(name, String.class)
                .filter(given -> !given.isBlank())
                .orElseThrow(() -> setting.wrong("is missing: set it to the shop's base URL, https://…"));
        try {
            URI url = URI.create(text.strip().replaceAll("/+$", ""));
            if (url.getScheme() != null
                    && SCHEMES.contains(url.getScheme())
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            // answered below; what was set may hold a password, so it is not shown
        }
        throw setting.wrong("must be http(s)://host[:port][/path], without user, query and fragment");
    }

    private BaseUrl() {}
}
