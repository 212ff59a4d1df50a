package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.countersign.backend.Effects;
import org.countersign.backend.Fields;
import org.countersign.change.Fulfillment;
import org.countersign.gate.Absence;
import org.countersign.gate.Json;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.Order;

/**
 * A parcel packed in Medusa, with our mark and the carrier in its metadata. Medusa packs more than is left when it is asked at
 * the same moment, and notices what is missing only after its provider was called: both are looked at before.
 */
@ApplicationScoped
class FulfillmentEdit implements Edit<Fulfillment> {

    private final Standing standing;
    private final Reserved reserved;
    private final Requests requests;
    private final MedusaSettings settings;

    FulfillmentEdit(Standing standing, Reserved reserved, Requests requests, MedusaSettings settings) {
        this.standing = standing;
        this.reserved = reserved;
        this.requests = requests;
        this.settings = settings;
    }

    @Override
    public Class<Fulfillment> kind() {
        return Fulfillment.class;
    }

    @Override
    public Reply send(Fulfillment change, StepKey key) {
        return standing.sent(
                change.order(),
                order -> Parcel.of(order, change.lines())
                        .map(parcel -> parcel.refusal().or(() -> reserved.refusal(parcel)))
                        .orElseGet(() -> Optional.of("A line of the parcel is not in the order any more.")),
                order -> post(change, Parcel.of(order, change.lines()).orElseThrow(), key));
    }

    private Reply post(Fulfillment change, Parcel parcel, StepKey key) {
        ObjectNode content = Json.object();
        if (change.carrier() != null) {
            content.put("carrier", change.carrier());
        }
        ObjectNode body = Json.object().put("no_notification", !change.notifyCustomer());
        body.set("items", parcel.items());
        body.set("metadata", new Mark(key, content).metadata(Mark.MADE));
        settings.stockLocation().ifPresent(location -> body.put("location_id", location));
        String order = parcel.order().json().text("id");
        return requests.toOrder(
                Standing.path(parcel.order()) + "/fulfillments", body, refused -> beforeEffects(refused, order));
    }

    /**
     * What Medusa 2.21 says before it has called its fulfilment provider; that stock is not reserved is not among it.
     *
     * @param order its id
     */
    static boolean beforeEffects(Refused refused, String order) {
        return refused.ofOrder(order)
                || refused.beginsInvalid("Items with ids ")
                || refused.beginsInvalid("Fulfillment can only be created entirely with items ")
                || refused.beginsInvalid("Shipping profile ")
                || refused.beginsInvalid("Cannot create fulfillment without stock location")
                || refused.beginsNotFound("StockLocation id not found: ");
    }

    @Override
    public Proof find(Fulfillment change, StepKey key) {
        List<ObjectNode> found = standing.looked(change.order(), order -> {
                    Order now = order.order();
                    return marked(order, key::equals)
                            .map(made -> shown(change, now, made))
                            .toList();
                })
                .orElse(List.of());
        return Effects.proof(found, Absence.HINT);
    }

    /** Its number comes with a step of its own. */
    private static ObjectNode shown(Fulfillment change, Order now, JsonNode made) {
        ObjectNode shown = change.shown(now, made.path("id").asText());
        if (change.trackingNumber() == null && shown.path("shipment") instanceof ObjectNode parcel) {
            parcel.remove("tracking_number");
        }
        return shown;
    }

    /** Parcels that carry a mark of ours. */
    static Stream<JsonNode> marked(OrderFile order, Predicate<StepKey> wanted) {
        return order.json().list("fulfillments", Fields::json).stream()
                .filter(made -> Mark.ofMetadata(made.path("metadata"), Mark.MADE)
                        .map(Mark::key)
                        .filter(wanted)
                        .isPresent());
    }
}
