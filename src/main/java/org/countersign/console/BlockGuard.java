package org.countersign.console;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.countersign.gate.Blocks;
import org.countersign.gate.Refusal;
import org.countersign.identity.Callers;
import org.countersign.identity.ConsoleTenant;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Who is cut off neither administers nor decides: before any call of the admin API and any page but the way out. */
@Singleton
public final class BlockGuard {

    private static final String API = "/api/";

    private final SecurityIdentity identity;
    private final Session session;
    private final Blocks blocks;

    BlockGuard(SecurityIdentity identity, Session session, Blocks blocks) {
        this.identity = identity;
        this.session = session;
        this.blocks = blocks;
    }

    @ServerRequestFilter
    public Optional<Response> check(ResteasyReactiveContainerRequestContext request) {
        String path = PageGuard.path(request);
        if (path.startsWith(API)) {
            return Callers.of(identity)
                    .flatMap(blocks::of)
                    .map(refusal -> Problem.of(403, "not_permitted", refusal.message()));
        }
        boolean page = PageGuard.isConsole(path)
                && !ConsoleEdge.isOpen(path)
                && !path.equals(ConsoleTenant.PATH + "/sign-out");
        return page ? session.known().flatMap(who -> blocks.of(who.caller())).map(this::page) : Optional.empty();
    }

    private Response page(Refusal refusal) {
        return Notice.of(403, "You are cut off", refusal.message()).response(session.visitor());
    }
}
