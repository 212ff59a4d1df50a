package org.countersign.gate;

/** How the ledger answers when a step is about to be sent. */
public sealed interface SendMark {

    /** Stored: it may be sent until send_by. */
    record Marked() implements SendMark {}

    /** Writes were switched off, or the grant was changed or withdrawn, since the checks. */
    record Stopped(Refusal refusal) implements SendMark {}

    /** Somebody else took the lease over: nothing may be sent or written any more. */
    record LeaseLost() implements SendMark {}
}
