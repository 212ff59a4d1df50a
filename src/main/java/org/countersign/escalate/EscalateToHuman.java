package org.countersign.escalate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.countersign.gate.HandOver;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * One case for a person, with all that is needed to take over. Free text stands in its arguments only, never in a sentence
 * of ours.
 *
 * @param orderId absent where no order is known
 * @param caseId  the ticket or conversation, absent where there is none
 */
record EscalateToHuman(
        @Nullable OrderId orderId,
        @Nullable String caseId,
        String reason,
        String customerRequest,
        String interpretation,
        String recommendedAction,
        String urgency)
        implements HandOver {

    static final String TOOL = "escalate_to_human";

    @Override
    public String tool() {
        return TOOL;
    }

    /** Beside whatever is open on the order. */
    @Override
    public ObjectRef target() {
        return orderId != null
                ? ObjectRef.order(orderId.value()).part("escalation")
                : ObjectRef.ofCase(caseId == null ? "none" : caseId);
    }

    @Override
    public ObjectNode arguments() {
        return Json.object()
                .put("order_id", orderId == null ? null : orderId.value())
                .put("case_id", caseId)
                .put("reason", reason)
                .put("customer_request", customerRequest)
                .put("interpretation", interpretation)
                .put("recommended_action", recommendedAction)
                .put("urgency", urgency);
    }

    static EscalateToHuman revive(JsonNode json) {
        String order = Json.textOrNull(json, "order_id");
        return new EscalateToHuman(
                order == null ? null : new OrderId(order),
                Json.textOrNull(json, "case_id"),
                json.path("reason").asText(),
                json.path("customer_request").asText(),
                json.path("interpretation").asText(),
                json.path("recommended_action").asText(),
                json.path("urgency").asText());
    }

    @Override
    public Plan handedOver(@Nullable ShopObject about) {
        String what = about instanceof Order order ? "the case about order " + order.name() : "the case";
        String how = " (" + reason + ", urgency " + urgency + ")";
        return new Plan(
                "hand over " + what + how,
                "a person takes over " + what + how + ". Tell the customer so, and change nothing more in this matter",
                null,
                Map.of(),
                List.of(),
                List.of());
    }
}
