package org.countersign.gate;

/** One line of {@code checks}: which check, how it answered, why. */
public record CheckResult(String check, Result result, String detail) {

    public enum Result {
        PASS,
        REFUSE,
        ASK
    }

    static CheckResult of(String check, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass(String detail) -> new CheckResult(check, Result.PASS, detail);
            case Verdict.Refuse(Refusal refusal) -> new CheckResult(check, Result.REFUSE, refusal.message());
            case Verdict.Ask(Verdict.Kind kind, String why) -> new CheckResult(check, Result.ASK, why);
        };
    }
}
