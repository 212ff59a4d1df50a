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
        return own.required("version", Schema.text("From get_" + type + ", or the last object_version.", 1, 64))
                .required("reasoning", Schema.text("Why, for auditors.", 10, 2000))
                .optional("confidence", Schema.number("How certain you are.", 0, 1))
                .optional("uncertainty_reason", Schema.choice("", UNCERTAIN))
                .optional("customer_request", Schema.text("", 1, 4000))
                .optional("case_id", Schema.text("Ticket or conversation.", 1, 128))
                .optional("idempotency_key", Schema.text("", 8, 128))
                .optional("dry_run", Schema.flag("Only show the plan.").byDefault(false))
                .optional(
                        "intentional_repeat",
                        Schema.flag("Only after possible_duplicate.").byDefault(false));
    }

    public static Schema output() {
        Schema target = Schema.answer("")
                .optional("type", Schema.text("order or customer"))
                .optional("id", Schema.text(""));
        Schema who = Schema.answer("").optional("issuer", Schema.text("")).optional("subject", Schema.text(""));
        Schema action = Schema.answer("What the ledger has.")
                .optional("id", Schema.text("act_…"))
                .optional("tool", Schema.text(""))
                .optional("target", target)
                .optional("idempotency_key", Schema.text(""))
                .optional("key_source", Schema.choice("", List.of("client", "derived")))
                .optional("requested_by", who)
                .optional("requested_at", Schema.time(""))
                .optional("case_id", Schema.text(""))
                .optional("retry_of", Schema.text("an earlier action with this key that had no effect"));
        Schema check = Schema.answer("")
                .optional("check", Schema.text(""))
                .optional("result", Schema.choice("", List.of("pass", "refuse", "ask")))
                .optional("detail", Schema.text(""));
        Schema moves = Schema.answer("amount and the effects, one a step");
        Schema effect = Schema.answer("planned and observed have the same form")
                .optional("planned", moves)
                .optional("observed", Schema.answer("what the shop showed when it was read again"))
                .optional("steps", Schema.list("", Schema.answer("n, kind, state, amount")));
        return AnswerSchema.base(
                        "Begins with DONE:, PLANNED, NOT DONE:, NOT DONE:, WAITING FOR A PERSON, NOT DONE:, PARTLY DONE:"
                                + " or UNKNOWN, DO NOT REPEAT WITH OTHER ARGUMENTS:.")
                .optional("status", Schema.choice("", names(Status.values())))
                .optional("replayed", Schema.flag("from the ledger: this call did nothing"))
                .optional("changed", Schema.flag("whether the shop was changed by the action"))
                .optional("action", action)
                .optional("checks", Schema.list("every check in its order", check))
                .optional("effect", effect)
                .optional("verification", Schema.choice("", names(Verification.values())))
                .optional("object_version", Schema.text("the version to use for the next write on this object"))
                .optional("decision", decision())
                .optional("approval", approval())
                .optional("retry_after_seconds", Schema.integer("", 0, 86_400));
    }

    /** Words of a person of the shop: known and trusted as one, and still text about one action. */
    private static Schema decision() {
        return Schema.answer("what a reviewer, a person, said of this action; it allows no other")
                .gives("by_role", Schema.text("the reviewer's role"))
                .gives("reason", Schema.text("written by the reviewer"))
                .gives(
                        "question",
                        Schema.text("written by the reviewer; answered by repeating the call with other reasoning"))
                .gives("answered", Schema.flag("whether the question is"))
                .gives("offer", Schema.money("what the reviewer would allow instead: a new call"));
    }

    private static Schema approval() {
        return Schema.answer("where a person signs in and decides; to know the address gives no right")
                .gives("url", Schema.text(""))
                .gives("expires_at", Schema.time("nobody decides after it"));
    }

    static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(value -> Json.wire(value)).toList();
    }

    private WriteSchemas() {}
}
