package org.countersign.meters;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** What a span says of how its work ended: names of the contract, never a message, since messages quote data. */
final class Shown {

    private static final AttributeKey<String> CHECK = AttributeKey.stringKey("countersign.check");
    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("countersign.check.result");

    /** What a tool answered, on the span of its call. */
    static void answer(JsonNode content) {
        Span span = Span.current();
        if (!span.isRecording()) {
            return;
        }
        if (content.path("status").isTextual()) {
            span.setAttribute("countersign.status", content.path("status").asText());
            span.setAttribute("countersign.replayed", content.path("replayed").asBoolean());
        }
        if (content.path("action").path("id").isTextual()) {
            span.setAttribute(
                    "countersign.action.id", content.path("action").path("id").asText());
        }
        content.path("checks")
                .forEach(check -> span.addEvent(
                        "check",
                        Attributes.of(
                                CHECK,
                                check.path("check").asText(),
                                RESULT,
                                check.path("result").asText())));
        if (content.path("error").path("code").isTextual()) {
            span.setAttribute(
                    "countersign.error", content.path("error").path("code").asText());
            error(span, "tool_error");
        }
    }

    static void failure(Span span, Throwable failure) {
        error(span, failure.getClass().getSimpleName());
    }

    static void error(Span span, String type) {
        span.setAttribute("error.type", type);
        span.setStatus(StatusCode.ERROR);
    }

    private Shown() {}
}
