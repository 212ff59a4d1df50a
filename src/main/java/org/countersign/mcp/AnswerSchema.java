package org.countersign.mcp;

/** What reads and writes answer alike. In few words: every tool repeats it, and a model pays for the list each time. */
public final class AnswerSchema {

    /** {@code summary} (the only required property), {@code error} and {@code next}. */
    public static Schema base(String summary) {
        Schema error = Schema.answer("Only when it was refused or failed: what is wrong, and what to do now.")
                .optional("code", Schema.text(""))
                .optional("rule", Schema.text("with code shop_rule"))
                .optional("message", Schema.text(""))
                .optional("fix", Schema.text(""))
                .optional("violations", Schema.list("", Schema.answer("path, value, allowed, message")))
                .optional("retryable", Schema.flag(""))
                .optional("retry_after_seconds", Schema.integer("", 0, 86_400));
        Schema next = Schema.answer("The call that helps now: tool, arguments, why.");
        return Schema.answer("")
                .required("summary", Schema.text(summary))
                .optional("error", error)
                .optional("next", next);
    }

    private AnswerSchema() {}
}
