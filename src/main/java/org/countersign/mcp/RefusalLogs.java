package org.countersign.mcp;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.gate.ErrorCode;
import org.jboss.logging.Logger;

/** Tells every {@link RefusalLog}; a log that fails changes no answer. */
@Singleton
final class RefusalLogs {

    private static final Logger LOG = Logger.getLogger(RefusalLogs.class);

    private final List<RefusalLog> logs;

    RefusalLogs(@All List<RefusalLog> logs) {
        this.logs = logs;
    }

    void log(Caller caller, String tool, ErrorCode code, String detail) {
        // an unknown tool's name is whatever the caller wrote
        LOG.debugf("a call was refused: %s", code);
        for (RefusalLog log : logs) {
            try {
                log.refused(caller, Excerpt.of(tool), code, Excerpt.of(detail, 500));
            } catch (RuntimeException failed) {
                LOG.errorf(failed, "a refusal (%s) was not logged", code);
            }
        }
    }
}
