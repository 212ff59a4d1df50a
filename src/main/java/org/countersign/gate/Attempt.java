package org.countersign.gate;

import java.util.Optional;

/** One try of one step: the mark, and after it the request. */
public interface Attempt {

    /** Empty: it was stopped before anything was sent, and not by the backend. */
    Optional<Reply> make();
}
