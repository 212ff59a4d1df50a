package org.countersign.fire;

/** Where something that is said over a line and its answer are. */
enum Moment {
    /** It was said and has not arrived. */
    BEFORE,
    /** It was done; the answer has not arrived. */
    ANSWERED,
    /** The answer has arrived. */
    AFTER
}
