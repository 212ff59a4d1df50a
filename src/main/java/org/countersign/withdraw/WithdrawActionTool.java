package org.countersign.withdraw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Caller;
import org.countersign.gate.Withdrawals;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;

/** The tool {@code withdraw_action}. */
@ApplicationScoped
class WithdrawActionTool implements ShopTool {

    private final Withdrawals withdrawals;

    WithdrawActionTool(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    @Override
    public Spec spec() {
        return new Spec(
                "withdraw_action",
                "Take back what has not begun",
                """
                Takes back an action of yours that waits for a confirmation or a person, so that it is never done; it changes \
                nothing in the shop. Use it when the customer no longer wants it. Not for what is DONE or UNKNOWN. \
                Before: get_action. Example: {"action_id": "act_…"}.""",
                Schema.object("").required("action_id", Schema.text("act_… of an answer that waits", 1, 64)),
                WriteSchemas.output(),
                Effect.WRITE,
                true);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        return ReadAnswers.of(() -> WriteAnswers.answer(
                withdrawals.withdraw(caller, arguments.path("action_id").asText())));
    }
}
