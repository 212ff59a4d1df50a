package org.countersign.caller;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the verified token says. A person is issuer and subject, everywhere.
 *
 * @param clientId the OAuth client the person uses, such as Claude
 * @param tokenId  {@code jti}, for the audit
 * @param person   false for a service account, which works only where a grant says so
 */
public record Caller(
        String issuer,
        String subject,
        @Nullable String clientId,
        @Nullable String tokenId,
        Set<String> scopes,
        Set<String> roles,
        boolean person) {

    public static final String READ = "commerce:read";
    public static final String WRITE = "commerce:write";

    public Caller {
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
    }

    /** {@code commerce:write} implies read. */
    public boolean mayRead() {
        return scopes.contains(READ) || scopes.contains(WRITE);
    }

    public boolean mayWrite() {
        return scopes.contains(WRITE);
    }
}
