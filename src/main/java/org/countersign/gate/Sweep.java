package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;

/** What is done beside all calls: doubts are looked at, words that are over end, and what was allowed is begun. */
@ApplicationScoped
public class Sweep {

    private final Doubts doubts;
    private final Approved approved;
    private final Trace trace;

    Sweep(Doubts doubts, Approved approved, Trace trace) {
        this.doubts = doubts;
        this.approved = approved;
        this.trace = trace;
    }

    /** @return how many actions came to an end */
    public int sweep(int atMost) {
        return doubts.sweep(atMost) + trace.work(() -> approved.sweep(atMost));
    }
}
