package org.countersign.gate;

import java.math.BigDecimal;

/** Below the grant's minimum, or missing where there is one, a person decides. */
final class Confidence implements Check {

    @Override
    public String name() {
        return "confidence";
    }

    @Override
    public Verdict judge(Case submitted) {
        BigDecimal minimum = submitted.grants().getFirst().minConfidence();
        BigDecimal claimed = submitted.request().confidence();
        if (minimum == null) {
            return new Verdict.Pass("no minimum");
        }
        if (claimed == null || claimed.compareTo(minimum) < 0) {
            return new Verdict.Ask(
                    Verdict.Kind.ESCALATE,
                    "low_confidence",
                    "confidence " + (claimed == null ? "missing" : claimed) + " is below the minimum of " + minimum);
        }
        return new Verdict.Pass(claimed + " is at least " + minimum);
    }
}
