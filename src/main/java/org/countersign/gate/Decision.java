package org.countersign.gate;

/** What the checks came to. */
sealed interface Decision {

    record Go(Plan plan, Outcome outcome) implements Decision {}

    /** @param outcome with the refusal */
    record Stop(Outcome outcome) implements Decision {}

    /** Somebody has to say so; everything they need is stored, nothing is executed. */
    record Wait(Verdict.Kind kind, Plan plan, Outcome outcome) implements Decision {}
}
