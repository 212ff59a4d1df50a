package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.countersign.change.Dispatch;
import org.countersign.gate.Absence;
import org.countersign.gate.Json;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.Order;

/**
 * The parcel that an earlier step of the same action packed leaves the house. Medusa keeps nothing of ours with
 * it, but sends a parcel once: the state shows it.
 */
@ApplicationScoped
class DispatchEdit implements Edit<Dispatch> {

    private final Standing standing;
    private final Requests requests;

    DispatchEdit(Standing standing, Requests requests) {
        this.standing = standing;
        this.requests = requests;
    }

    @Override
    public Class<Dispatch> kind() {
        return Dispatch.class;
    }

    @Override
    public Reply send(Dispatch change, StepKey key) {
        return standing.sent(
                change.order(),
                order -> refusal(parcels(order, key)),
                order -> post(change, order, parcels(order, key).getFirst()));
    }

    private static Optional<String> refusal(List<JsonNode> parcels) {
        if (parcels.size() != 1) {
            return Optional.of("The order has " + parcels.size() + " parcels of this action instead of one.");
        }
        return parcels.getFirst().hasNonNull("shipped_at")
                ? Optional.of("The parcel has left the house already.")
                : Optional.empty();
    }

    private Reply post(Dispatch change, OrderFile order, JsonNode parcel) {
        String made = parcel.path("id").asText();
        ObjectNode body = Json.object().put("no_notification", !change.notifyCustomer());
        order.log()
                .packed(made)
                .forEach((item, quantity) ->
                        body.withArray("items").addObject().put("id", item).put("quantity", quantity));
        if (change.trackingNumber() != null) {
            body.putArray("labels")
                    .addObject()
                    .put("tracking_number", change.trackingNumber())
                    .put("tracking_url", "")
                    .put("label_url", "");
        }
        String id = order.json().text("id");
        return requests.toOrder(
                Standing.path(order) + "/fulfillments/" + made + "/shipments",
                body,
                refused -> refused.ofOrder(id) || refused.beginsInvalid("Items with ids "));
    }

    @Override
    public Proof find(Dispatch change, StepKey key) {
        return standing.looked(change.order(), order -> shown(change, order, key))
                .orElseGet(() -> new Proof.NotShown(Absence.HINT));
    }

    private static Proof shown(Dispatch change, OrderFile order, StepKey key) {
        Order now = order.order();
        return parcels(order, key).stream()
                .filter(parcel -> parcel.hasNonNull("shipped_at"))
                .findFirst()
                .<Proof>map(parcel ->
                        new Proof.Shown(change.shown(now, parcel.path("id").asText())))
                .orElseGet(() -> new Proof.NotShown(Absence.HINT));
    }

    /** What the steps before this one packed. */
    private static List<JsonNode> parcels(OrderFile order, StepKey key) {
        String action = action(key);
        return FulfillmentEdit.marked(
                        order, mark -> !action.isEmpty() && action(mark).equals(action))
                .filter(parcel -> !parcel.hasNonNull("canceled_at"))
                .toList();
    }

    private static String action(StepKey key) {
        return StepKey.parts(key.value()).map(StepKey.Parts::actionId).orElse("");
    }
}
