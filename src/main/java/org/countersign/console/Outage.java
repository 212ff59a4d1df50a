package org.countersign.console;

import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Set;
import org.countersign.gate.LedgerUnavailable;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** A database that does not answer is a 503 on every call and page: what was asked for may have been done, or not. */
@Singleton
public final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);
    /** Classes of SQLSTATE. */
    private static final Set<String> OURS = Set.of("22", "23", "42");

    private static final String AGAIN_AFTER = "5";
    private static final String SAID = "The ledger does not answer. Look whether it was done before you try again.";

    private final Session session;

    Outage(Session session) {
        this.session = session;
    }

    @ServerExceptionMapper({LedgerUnavailable.class, PersistenceException.class, RollbackException.class})
    public Response answer(ResteasyReactiveContainerRequestContext request, Exception gone) throws Exception {
        if (!(gone instanceof LedgerUnavailable) && !isOfTheDatabase(gone)) {
            throw gone;
        }
        String path = PageGuard.path(request);
        LOG.errorf(gone, "the ledger is not available for a request on %s", path);
        Response answer = PageGuard.isConsole(path)
                ? Notice.of(503, "Not now", SAID).response(session.known().isPresent() ? session.visitor() : null)
                : Problem.of(503, "ledger_unavailable", SAID);
        return Response.fromResponse(answer).header("Retry-After", AGAIN_AFTER).build();
    }

    /** What PostgreSQL refused for what it says (data, constraints, syntax) is a fault of ours, no outage. */
    private static boolean isOfTheDatabase(Throwable gone) {
        for (Throwable each = gone; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || !OURS.contains(state.substring(0, 2));
            }
        }
        return false;
    }
}
