package org.countersign.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Caller;
import org.countersign.gate.Answer;
import org.countersign.gate.Doubts;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.gate.Next;
import org.countersign.gate.Refusal;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;

/** The tool {@code get_action}: one action as it stands now. A doubt is looked at first, if that is due. */
@ApplicationScoped
class GetAction implements ShopTool {

    private final Ledger ledger;
    private final Doubts doubts;

    GetAction(Ledger ledger, Doubts doubts) {
        this.ledger = ledger;
        this.doubts = doubts;
    }

    @Override
    public Spec spec() {
        return new Spec(
                "get_action",
                "Look at one action",
                """
                Shows one action of the ledger: its status, every check, what was planned and what the shop showed, and a \
                person's decision or question. Use it after UNKNOWN, WAITING or busy; it never changes anything. Do not use \
                it to find actions: list_actions does. Example: {"action_id": "act_…"}.""",
                Schema.object("").required("action_id", Schema.text("act_… of an earlier answer", 1, 64)),
                WriteSchemas.output(),
                Effect.READ,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        String id = arguments.path("action_id").asText();
        return ReadAnswers.of(() -> ledger.entry(id)
                .map(doubts::lookAgain)
                .map(entry -> ToolAnswer.of(WriteAnswers.content(Answer.stored(entry))))
                .orElseGet(GetAction::notFound));
    }

    private static ToolAnswer notFound() {
        return ReadAnswers.refused(Refusal.of(
                        ErrorCode.NOT_FOUND,
                        "The ledger has no such action.",
                        "Use an action id that an answer or list_actions gave.")
                .then(new Next("list_actions", Json.object(), "find it")));
    }
}
