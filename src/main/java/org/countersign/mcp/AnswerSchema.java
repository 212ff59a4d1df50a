package org.countersign.mcp;

/** What reads and writes answer alike. */
public final class AnswerSchema {

    /**
     * {@code summary} (the only required property), {@code error} and {@code next}. It stands in every tool of a list that
     * has a limit, so it is short; what the codes mean is said by each refusal's fix.
     */
    public static Schema base(String summary) {
        Schema error = Schema.answer("only when refused or failed; also rule, violations, retry_after_seconds")
                .gives("code", Schema.text(""))
                .gives("message", Schema.text("what is wrong"))
                .gives("fix", Schema.text("what to do now"))
                .gives("retryable", Schema.flag("the same call may succeed later"));
        return Schema.answer("")
                .required("summary", Schema.text(summary))
                .gives("error", error)
                .gives("next", Schema.answer("the call that helps now: tool, arguments, why"));
    }

    private AnswerSchema() {}
}
