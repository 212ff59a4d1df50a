package org.countersign.gate;

import java.util.List;

/** What the checks came to. */
sealed interface Decision {

    record Go(Plan plan, Outcome outcome) implements Decision {}

    record Stop(List<CheckResult> checks, Refusal refusal) implements Decision {}

    /** Somebody has to say so; everything they need is stored, nothing is executed. */
    record Wait(Verdict.Kind kind, Plan plan, Outcome outcome) implements Decision {}
}
