package org.countersign.escalate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.gate.Action;
import org.countersign.gate.ActionType;
import org.countersign.gate.Gate;
import org.countersign.gate.Request;
import org.countersign.gate.ShopSettings;
import org.countersign.mcp.Reasons;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.mcp.WriteAnswers;
import org.countersign.mcp.WriteSchemas;

/** The tool {@code escalate_to_human}. */
@ApplicationScoped
class EscalateToHumanTool implements ShopTool, ActionType {

    private static final List<String> REASONS = List.of(
            "customer_asked",
            "not_permitted",
            "over_limit",
            "policy_unclear",
            "identity_unclear",
            "suspected_fraud",
            "complaint_or_legal",
            "tool_problem",
            "other");

    private final Gate gate;
    private final ShopSettings.Source settings;

    EscalateToHumanTool(Gate gate, ShopSettings.Source settings) {
        this.gate = gate;
        this.settings = settings;
    }

    @Override
    public Spec spec() {
        Schema own = Schema.object("")
                .optional("order_id", Schema.text("The order it is about, if one is known.", 1, 128))
                .required("reason", Schema.choice("", REASONS))
                .required("customer_request", Schema.text("What the customer wants, in their own words.", 1, 4000))
                .required("interpretation", Schema.text("How you understand it, and what you read.", 10, 4000))
                .required("recommended_action", Schema.text("What you would do, with amounts and ids.", 3, 4000))
                .required("urgency", Schema.choice("", List.of("low", "normal", "high", "urgent")))
                .optional("case_id", Schema.text("The ticket or conversation.", 1, 128));
        return new Spec(
                EscalateToHuman.TOOL,
                "Hand the case to a person",
                """
                Gives a case to a person with everything needed to take over; changes nothing in the shop. Use it when the \
                customer asks for a person, or you may not or cannot do what is right. Not for an action that answered \
                WAITING: that one waits already. Before: read what it is about. Example: {"order_id": "W4817420", "reason": "over_limit", \
                "customer_request": "I want all of it back", "interpretation": "Full refund of a lost parcel, 2,300 USD, above \
                my limit", "recommended_action": "Refund 2300.00 USD to the card", "urgency": "normal"}.""",
                own,
                WriteSchemas.output(),
                Effect.WRITE,
                false);
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        String reason = arguments.path("reason").asText();
        Reasons.check(settings.now(), EscalateToHuman.TOOL, "reason", reason);
        String caseId = Requests.text(arguments, "case_id");
        EscalateToHuman action = new EscalateToHuman(
                Requests.text(arguments, "order_id") == null ? null : Requests.orderId(arguments),
                caseId,
                reason,
                arguments.path("customer_request").asText(),
                arguments.path("interpretation").asText(),
                arguments.path("recommended_action").asText(),
                arguments.path("urgency").asText());
        Request request = new Request(
                "", action.interpretation(), null, null, action.customerRequest(), caseId, null, false, false);
        return WriteAnswers.answer(gate.submit(caller, action, request));
    }

    @Override
    public String tool() {
        return EscalateToHuman.TOOL;
    }

    @Override
    public boolean isSent() {
        return false;
    }

    @Override
    public Action revive(JsonNode arguments) {
        return EscalateToHuman.revive(arguments);
    }
}
