package org.countersign.gate;

import java.time.Instant;
import java.util.List;

/**
 * One line of {@code checks}: which check, how it answered, why.
 *
 * @param code the reason in one stable word: {@code ok}, the error code or the shop's rule, what is asked for
 */
public record CheckResult(String check, Result result, String code, String detail) {

    public enum Result {
        PASS,
        REFUSE,
        ASK
    }

    static CheckResult of(String check, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass(String detail) -> pass(check, detail);
            case Verdict.Refuse(Refusal refusal) -> refuse(check, refusal);
            case Verdict.Ask(Verdict.Kind kind, String code, String why) ->
                new CheckResult(check, Result.ASK, code, why);
        };
    }

    static CheckResult pass(String check, String detail) {
        return new CheckResult(check, Result.PASS, "ok", detail);
    }

    static CheckResult refuse(String check, Refusal refusal) {
        return new CheckResult(
                check,
                Result.REFUSE,
                Json.wire(refusal.rule() == null ? refusal.code() : refusal.rule()),
                refusal.message());
    }

    /** One event a check, in their order. */
    public static List<Event> events(List<CheckResult> checks, Instant at) {
        return checks.stream()
                .map(check -> new Event(
                        "check",
                        at,
                        Json.object()
                                .put("check", check.check())
                                .put("result", Json.wire(check.result()))
                                .put("code", check.code())
                                .put("detail", check.detail())))
                .toList();
    }
}
