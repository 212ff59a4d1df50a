package org.countersign.shop;

/** The shop system acted on: the one that the setting {@code countersign.backend} names. */
public interface Backend {

    String name();

    /** Whether this backend can do what a tool does; a tool it cannot do is not listed. Never changes while the server runs. */
    boolean offers(String tool);

    /** Whether it answers now, for people who look at readiness; bounded in time, never throws. */
    boolean reachable();
}
