package org.countersign.gate;

/** One deterministic pass / refuse / ask question that the gate puts to an action. */
interface Check {

    String name();

    Verdict judge(Case submitted);
}
