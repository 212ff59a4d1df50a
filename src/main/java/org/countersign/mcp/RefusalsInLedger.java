package org.countersign.mcp;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.countersign.caller.Caller;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Event;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;

/** Keeps refusals of the edge as events in the ledger. */
@ApplicationScoped
class RefusalsInLedger implements RefusalLog {

    private final Ledger ledger;
    private final Clock clock;

    RefusalsInLedger(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void refused(Caller caller, String tool, ErrorCode code, String detail) {
        ledger.note(
                caller,
                tool,
                null,
                new Event(
                        "refused",
                        clock.instant(),
                        Json.object().put("error", code.name()).put("detail", detail)));
    }
}
