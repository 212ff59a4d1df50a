package org.countersign.gate;

import java.time.Duration;

/** Told of what passes between this server and a shop, for whoever counts. It neither blocks nor throws. */
public interface BackendCalls {

    enum Kind {
        READ,
        WRITE
    }

    /** What let a call not be made; nothing was sent then. */
    enum Shut {
        BREAKER,
        BULKHEAD
    }

    enum Breaker {
        CLOSED,
        HALF_OPEN,
        OPEN
    }

    /** The shop was asked something. @param answered whether it could be asked and what it said was understood */
    void asked(String backend, boolean answered, Duration took);

    /** The same is about to be asked once more. */
    void askedAgain(String backend);

    void notMade(String backend, Kind kind, Shut why);

    /** Told also when the passage to a shop is made: {@link Breaker#CLOSED}. */
    void breaker(String backend, Breaker now);
}
