package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.gate.Digest;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.gate.Receipts;
import org.countersign.gate.Refusal;
import org.jboss.logging.Logger;

/**
 * The third equal failing write within an hour is told to stop (contract, 6.4): same caller, tool and arguments, but for the
 * words. It is judged after it has failed, so that a call that would succeed now does; all replicas count together.
 */
@ApplicationScoped
class RepeatedFailures {

    private static final Logger LOG = Logger.getLogger(RepeatedFailures.class);
    private static final int TOO_OFTEN = 3;
    private static final Set<String> WORDS = Set.of(
            "version",
            "reasoning",
            "confidence",
            "uncertainty_reason",
            "customer_request",
            "case_id",
            "idempotency_key");
    /** What comes from being busy or out of order here says nothing about the call. */
    private static final Set<String> NO_FAILURES =
            Set.of("busy", "too_many_calls", "ledger_unavailable", "repeating_failure");

    private final Ledger ledger;
    private final RefusalLogs refusals;

    RepeatedFailures(Ledger ledger, RefusalLogs refusals) {
        this.ledger = ledger;
        this.refusals = refusals;
    }

    /** The answer itself, or in its place the advice to stop. */
    ToolAnswer judge(Caller caller, ShopTool.Spec spec, JsonNode arguments, ToolAnswer answer) {
        String code = answer.content().path("error").path("code").asText();
        if (spec.readOnly()
                || !answer.isError()
                || code.isEmpty()
                || NO_FAILURES.contains(code)
                || answer.content().path("replayed").asBoolean()) {
            return answer;
        }
        try {
            int times = ledger.failedAgain(call(caller, spec.name(), arguments));
            if (times < TOO_OFTEN) {
                return answer;
            }
            refusals.log(caller, spec.name(), ErrorCode.REPEATING_FAILURE, code);
            return stop(answer.content(), code, times);
        } catch (LedgerUnavailable uncounted) {
            LOG.warnf("a failing call of %s was not counted", spec.name());
            return answer;
        }
    }

    private static byte[] call(Caller caller, String tool, JsonNode arguments) {
        ObjectNode call = Json.object()
                .put("issuer", caller.issuer())
                .put("subject", caller.subject())
                .put("tool", tool)
                .put("version", Receipts.contentOf(arguments.path("version").asText()));
        JsonNode effective = arguments.deepCopy();
        if (effective instanceof ObjectNode object) {
            object.remove(WORDS);
            object.properties().removeIf(argument -> argument.getValue().isNull());
        }
        // by its text: what was sent may hold numbers that have no canonical form
        call.put("arguments", sorted(effective).toString());
        return Digest.sha256(call.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The order of names makes no other call. */
    private static JsonNode sorted(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode sorted = Json.object();
        object.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> sorted.set(each.getKey(), sorted(each.getValue())));
        return sorted;
    }

    private static ToolAnswer stop(ObjectNode failed, String code, int times) {
        JsonNode error = failed.path("error");
        Refusal refusal = Refusal.of(
                ErrorCode.REPEATING_FAILURE,
                "This same call has failed " + times + " times within the hour, the last time with " + code + ": "
                        + error.path("message").asText(),
                "Do not send it again unchanged. " + error.path("fix").asText()
                        + " If that does not help, hand the case to a person.");
        ObjectNode told = WriteAnswers.error(refusal).put("failure", code);
        error.properties().forEach(fact -> {
            if (!told.has(fact.getKey()) && !fact.getKey().equals("retry_after_seconds")) {
                told.set(fact.getKey(), fact.getValue());
            }
        });
        ObjectNode content = failed.deepCopy();
        String lead = failed.path("summary").asText().replaceFirst(": .*", ": ");
        content.put("summary", lead + refusal.message() + " " + refusal.fix());
        content.remove("retry_after_seconds");
        content.set("error", told);
        return new ToolAnswer(true, content);
    }
}
