package org.countersign.shop;

import java.util.List;

/** The shop system acted on: the one that the setting {@code countersign.backend} names. */
public interface Backend {

    String name();

    /**
     * Whether this backend can do what a tool does; a tool it cannot do is not listed. Asked of every tool: yes to those that
     * no shop takes part in. Never changes while the server runs.
     */
    boolean offers(String tool);

    /** Why a tool is not offered, for people. */
    default String whyNot(String tool) {
        return "this shop system has nothing of the kind";
    }

    /** Whether it answers now, for people who look at readiness; bounded in time, never throws. */
    boolean reachable();

    /**
     * Tries, without changing anything, whether the shop can be reached, takes our credentials and lets us do what the tools
     * need. Bounded in time, never throws: a shop that is away is a finding. Shows no secret.
     */
    List<Finding> check();

    /** What makes a version of an order or customer change, for people. */
    String versions();

    /** Which of a tool's rules the shop keeps by itself, for people; nothing relies on it. */
    default String ownChecks(String tool) {
        return "none that is known of";
    }
}
