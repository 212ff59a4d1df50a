package org.countersign.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Puts the {@link org.countersign.caller.Caller} of a verified token into the identity of the request. */
@Singleton
final class CallerOfToken implements SecurityIdentityAugmentor {

    private final Callers callers;

    CallerOfToken(Callers callers) {
        this.callers = callers;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        try {
            return Uni.createFrom()
                    .item(QuarkusSecurityIdentity.builder(identity)
                            .addAttribute(Callers.ATTRIBUTE, callers.from(token))
                            .build());
        } catch (RuntimeException unreadable) {
            return Uni.createFrom().failure(new AuthenticationFailedException(unreadable));
        }
    }
}
