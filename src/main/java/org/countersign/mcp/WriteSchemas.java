package org.countersign.mcp;

import java.util.Arrays;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.gate.Status;
import org.countersign.gate.Verification;

/** What every write takes beside its own arguments, and what every write answers (contract, section 5). */
public final class WriteSchemas {

    private static final List<String> UNCERTAIN = List.of(
            "several_matching_orders",
            "conflicting_statements",
            "policy_unclear",
            "amount_unclear",
            "identity_unclear",
            "other");

    /** Adds the common arguments behind the tool's own. Short: they stand in the list once for every write. */
    public static Schema input(Schema own, String type) {
        return own.required(
                        "version", Schema.text("From your last get_" + type + ", or the last object_version.", 1, 64))
                .required(
                        "reasoning", Schema.text("Why: what was asked for and what you found. For auditors.", 10, 2000))
                .optional("confidence", Schema.number("0.9: the customer named order and item; 0.5: two fit.", 0, 1))
                .optional("uncertainty_reason", Schema.choice("", UNCERTAIN))
                .optional("customer_request", Schema.text("The customer's own words.", 1, 4000))
                .optional("case_id", Schema.text("The ticket or conversation.", 1, 128))
                .optional("idempotency_key", Schema.text("Your own key; never acts twice.", 8, 128))
                .optional("dry_run", Schema.flag("Only show what would happen.").byDefault(false))
                .optional(
                        "intentional_repeat",
                        Schema.flag("After possible_duplicate only: do it again.")
                                .byDefault(false));
    }

    /** What its answers carry. Their parts are described in the README, not once a write in every list. */
    public static Schema output() {
        return AnswerSchema.base("Begins with DONE, PLANNED, NOT DONE, WAITING, PARTLY DONE or UNKNOWN.")
                .optional("status", Schema.choice("", names(Status.values())))
                .optional("replayed", Schema.flag("this call did nothing"))
                .optional("changed", Schema.flag(""))
                .optional("action", Schema.answer(""))
                .optional("checks", Schema.list("", Schema.answer("")))
                .optional("effect", Schema.answer("planned, observed, steps"))
                .optional("verification", Schema.choice("", names(Verification.values())))
                .optional("object_version", Schema.text("for the next write"))
                .optional("decision", Schema.answer(""))
                .optional("approval", Schema.answer(""))
                .optional("retry_after_seconds", Schema.integer("", 0, 86_400));
    }

    static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(value -> Json.wire(value)).toList();
    }

    private WriteSchemas() {}
}
