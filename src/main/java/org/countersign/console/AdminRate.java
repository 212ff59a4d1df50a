package org.countersign.console;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.identity.Callers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Nobody sends the admin API too many calls that may change something: before any of them, on this replica. */
@Singleton
public final class AdminRate {

    private static final String API = "/api/";
    private static final Set<String> LOOKS = Set.of("GET", "HEAD", "OPTIONS");

    private final SecurityIdentity identity;
    private final Rate changes;

    AdminRate(
            SecurityIdentity identity,
            Clock clock,
            @ConfigProperty(name = "countersign.admin.changes-per-minute", defaultValue = "300") int perMinute) {
        this.identity = identity;
        this.changes = new Rate(clock, perMinute);
    }

    @ServerRequestFilter
    public Optional<Response> check(ResteasyReactiveContainerRequestContext request) {
        if (!PageGuard.path(request).startsWith(API) || LOOKS.contains(request.getMethod())) {
            return Optional.empty();
        }
        Optional<Caller> caller = Callers.of(identity);
        OptionalLong later = caller.isEmpty()
                ? OptionalLong.empty()
                : changes.tooMany(caller.get().issuer() + "\n" + caller.get().subject());
        return later.isEmpty() ? Optional.empty() : Optional.of(tooMany(later.getAsLong()));
    }

    private static Response tooMany(long seconds) {
        return Response.fromResponse(Problem.of(
                        429,
                        "too_many_calls",
                        "Too many calls that change something in one minute. Nothing was done; try again in " + seconds
                                + " seconds."))
                .header("Retry-After", seconds)
                .build();
    }
}
