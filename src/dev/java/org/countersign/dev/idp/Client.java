package org.countersign.dev.idp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program that signs people in, or acts for itself.
 *
 * @param secret absent for a public client, which has none
 * @param roles what it may do when it acts for itself
 */
record Client(
        String id,
        String name,
        Optional<String> secret,
        List<RedirectUri> redirectUris,
        Set<String> grantTypes,
        List<String> roles) {
    static final String CODE = "authorization_code";
    static final String REFRESH = "refresh_token";
    static final String ITSELF = "client_credentials";

    Client {
        redirectUris = List.copyOf(redirectUris);
        grantTypes = Set.copyOf(grantTypes);
        roles = List.copyOf(roles);
    }

    boolean may(String grantType) {
        return grantTypes.contains(grantType);
    }

    boolean knows(String redirectUri) {
        return redirectUris.stream().anyMatch(registered -> registered.allows(redirectUri));
    }

    /** Whether this is the client's secret; a client without one must not send any. */
    boolean proves(Optional<String> presented) {
        if (secret.isEmpty() || presented.isEmpty()) {
            return secret.isEmpty() && presented.isEmpty();
        }
        return MessageDigest.isEqual(bytes(secret.get()), bytes(presented.get()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
