package org.countersign.mcp;

import org.countersign.gate.ErrorCode;
import org.countersign.gate.ShopRule;

/** What reads and writes answer alike. */
public final class AnswerSchema {

    /** {@code summary} (the only required property), {@code error} and {@code next}. */
    public static Schema base(String summary) {
        Schema violation = Schema.answer("")
                .optional("path", Schema.text(""))
                .optional("value", Schema.text("untrusted"))
                .optional("allowed", Schema.text(""))
                .optional("message", Schema.text(""));
        Schema error = Schema.answer("Only when it was refused or failed.")
                .optional("code", Schema.choice("", WriteSchemas.names(ErrorCode.values())))
                .optional("rule", Schema.choice("", WriteSchemas.names(ShopRule.values())))
                .optional("message", Schema.text("what is wrong"))
                .optional("fix", Schema.text("what to do now"))
                .optional("violations", Schema.list("", violation))
                .optional("retryable", Schema.flag("the same call may succeed later"))
                .optional("retry_after_seconds", Schema.integer("", 0, 86_400));
        Schema next = Schema.answer("The call that helps now.")
                .optional("tool", Schema.text(""))
                .optional("arguments", Schema.answer(""))
                .optional("why", Schema.text(""));
        return Schema.answer("")
                .required("summary", Schema.text(summary))
                .optional("error", error)
                .optional("next", next);
    }

    private AnswerSchema() {}
}
