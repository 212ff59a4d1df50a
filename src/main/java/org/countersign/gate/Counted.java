package org.countersign.gate;

/** What the shop's settings count on one order before a person is asked. */
public enum Counted {
    NOTHING,
    /** Changes by the same tool that were done on the order. */
    CHANGE,
    /** Returns and exchanges that the order shows and that were not cancelled. */
    RETURN
}
