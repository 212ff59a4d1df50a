package org.countersign.mcp;

import org.countersign.caller.Caller;
import org.countersign.gate.ErrorCode;

/**
 * Keeps one event for a call that is refused before it becomes an action (contract, section 6, steps 1 and 2). Runs on a
 * thread that may block; what it throws is logged and changes no answer.
 */
public interface RefusalLog {

    /**
     * @param tool   as the caller wrote it, shortened; it may be unknown
     * @param detail one line without the caller's free text beyond an excerpt
     */
    void refused(Caller caller, String tool, ErrorCode code, String detail);
}
