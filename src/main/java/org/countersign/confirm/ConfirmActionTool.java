package org.countersign.confirm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Caller;
import org.countersign.gate.Confirming;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;

/** The tool {@code confirm_action}. */
@ApplicationScoped
class ConfirmActionTool implements ShopTool {

    private final Confirming confirming;

    ConfirmActionTool(Confirming confirming) {
        this.confirming = confirming;
    }

    @Override
    public Spec spec() {
        return new Spec(
                "confirm_action",
                "Confirm a plan that was shown",
                """
                Executes exactly the plan that an answer with status needs_confirmation showed you, within 15 minutes. Compare \
                the plan with what the customer wants first; if it is not that, use withdraw_action. Do not use it for what \
                waits for a person. Example: {"action_id": "act_…"}.""",
                Schema.object("")
                        .required("action_id", Schema.text("act_… of an answer with needs_confirmation", 1, 64)),
                WriteSchemas.output(),
                Effect.WRITE,
                true);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        return ReadAnswers.of(() -> WriteAnswers.answer(
                confirming.confirm(caller, arguments.path("action_id").asText())));
    }
}
