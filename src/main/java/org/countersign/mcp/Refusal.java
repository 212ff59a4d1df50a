package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.ShopRule;
import org.jspecify.annotations.Nullable;

/**
 * Why a tool did not do it, written for the model (contract, section 3): what is wrong, and what to do next. Start with
 * {@link #of}, add what applies, end with {@link #toRead} or {@link #toWrite}.
 *
 * @param fix        what to do now, in one sentence
 * @param retryable  whether the same call may succeed later
 * @param violations what is wrong with which argument
 */
public record Refusal(
        ErrorCode code,
        @Nullable ShopRule rule,
        String message,
        String fix,
        boolean retryable,
        @Nullable Duration retryAfter,
        List<Violation> violations,
        @Nullable Next next) {

    public Refusal {
        violations = List.copyOf(violations);
    }

    /**
     * @param path    such as {@code lines[0].quantity}
     * @param value   what was sent, shortened
     * @param allowed what would have been right
     */
    public record Violation(String path, String value, String allowed, String message) {}

    /** The call that helps. It never proposes a write with a new version. */
    public record Next(String tool, ObjectNode arguments, String why) {}

    public static Refusal of(ErrorCode code, String message, String fix) {
        return new Refusal(code, null, message, fix, false, null, List.of(), null);
    }

    public Refusal rule(ShopRule which) {
        return new Refusal(code, which, message, fix, retryable, retryAfter, violations, next);
    }

    public Refusal retryAfter(Duration pause) {
        return new Refusal(code, rule, message, fix, true, pause, violations, next);
    }

    public Refusal violations(List<Violation> all) {
        return new Refusal(code, rule, message, fix, retryable, retryAfter, all, next);
    }

    public Refusal next(String tool, ObjectNode arguments, String why) {
        return new Refusal(code, rule, message, fix, retryable, retryAfter, violations, new Next(tool, arguments, why));
    }

    /** The answer of a read tool. */
    public ToolAnswer toRead() {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("summary", message + " " + fix);
        return answer(content);
    }

    /** The answer of a write tool: nothing was changed. */
    public ToolAnswer toWrite() {
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("summary", "NOT DONE: " + message + " " + fix)
                .put("status", "refused")
                .put("replayed", false)
                .put("changed", false);
        return answer(content);
    }

    ToolAnswer to(ShopTool.Effect effect) {
        return effect == ShopTool.Effect.READ ? toRead() : toWrite();
    }

    /** {@code error} of the contract. */
    public ObjectNode error() {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("code", wire(code));
        if (rule != null) {
            error.put("rule", wire(rule));
        }
        error.put("message", message).put("fix", fix);
        if (!violations.isEmpty()) {
            ArrayNode list = error.putArray("violations");
            violations.forEach(v -> list.addObject()
                    .put("path", v.path())
                    .put("value", v.value())
                    .put("allowed", v.allowed())
                    .put("message", v.message()));
        }
        error.put("retryable", retryable);
        if (retryAfter != null) {
            error.put("retry_after_seconds", Math.max(1, retryAfter.toSeconds()));
        }
        return error;
    }

    private ToolAnswer answer(ObjectNode content) {
        content.set("error", error());
        if (next != null) {
            content.putObject("next")
                    .put("tool", next.tool())
                    .put("why", next.why())
                    .set("arguments", next.arguments());
        }
        return new ToolAnswer(true, content);
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
