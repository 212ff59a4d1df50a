package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.backend.Fields;
import org.countersign.shop.BackendUnavailable;
import org.jspecify.annotations.Nullable;

/** What an order consists of in Medusa's own words: its items, what of them is to come back, and the place they left from. */
@ApplicationScoped
class Goods {

    /** @param location where goods leave from and come back to; absent where the shop does not say */
    record OfOrder(Items items, Optional<String> location) {

        /** @throws OrderChangeEdit.Hindered when it is not known: Medusa breaks off in the middle of a receipt without it */
        String place() {
            return location.orElseThrow(() -> new OrderChangeEdit.Hindered(
                    "Medusa does not say where the goods left from: COUNTERSIGN_MEDUSA_STOCK_LOCATION has to name it"));
        }
    }

    /** What is to come back. @param location where to; absent where the shop does not say */
    record Back(String id, Items items, @Nullable String location) {}

    /** What an exchange puts in the place of what comes back. */
    record Exchanged(String orderId, String returnId, List<Fresh> fresh) {}

    /** One new item. @param needs the stock of one unit of it: units by inventory item, empty where none is kept */
    record Fresh(String id, String lineId, String variantId, int quantity, Map<String, Integer> needs) {}

    private static final String ORDER =
            "id,items.id,items.quantity,items.metadata,fulfillments.location_id,fulfillments.canceled_at";

    private static final String RETURN = "id,location_id,items.item_id,items.quantity,items.item.metadata";

    private static final String EXCHANGE =
            "id,order_id,return_id,additional_items.item_id,additional_items.quantity,additional_items.item.metadata,"
                    + "additional_items.item.variant_id,additional_items.item.variant.manage_inventory,"
                    + "additional_items.item.variant.inventory_items.inventory_item_id,"
                    + "additional_items.item.variant.inventory_items.required_quantity";

    private final Medusa medusa;
    private final MedusaSettings settings;

    Goods(Medusa medusa, MedusaSettings settings) {
        this.medusa = medusa;
        this.settings = settings;
    }

    OfOrder ofOrder(String orderId) {
        return medusa.one("/admin/orders/" + orderId, Map.of("fields", ORDER), answer -> order(answer.object("order")))
                .orElseThrow(() -> new BackendUnavailable("the order is not there"));
    }

    private OfOrder order(Fields order) {
        Optional<String> leftFrom = order.list("fulfillments", one -> one).stream()
                .map(Fields::json)
                .filter(one -> !one.hasNonNull("canceled_at") && one.hasNonNull("location_id"))
                .map(one -> one.path("location_id").asText())
                .reduce((first, last) -> last);
        return new OfOrder(
                new Items(order.list("items", Items.Item::of)),
                settings.stockLocation().or(() -> leftFrom));
    }

    Optional<Back> back(String returnId) {
        return !Medusa.isId(returnId)
                ? Optional.empty()
                : medusa.one("/admin/returns/" + returnId, Map.of("fields", RETURN), answer -> {
                    Fields one = answer.object("return");
                    return new Back(
                            one.text("id"),
                            new Items(one.list("items", Items.Item::back)),
                            one.textOrNull("location_id"));
                });
    }

    Optional<Exchanged> exchanged(String exchangeId) {
        return !Medusa.isId(exchangeId)
                ? Optional.empty()
                : medusa.one("/admin/exchanges/" + exchangeId, Map.of("fields", EXCHANGE), answer -> {
                    Fields one = answer.object("exchange");
                    return new Exchanged(
                            one.text("order_id"), one.text("return_id"), one.list("additional_items", Goods::fresh));
                });
    }

    private static Fresh fresh(Fields row) {
        Fields item = row.object("item");
        String id = row.text("item_id");
        return new Fresh(
                id, Items.line(id, item.json()), item.text("variant_id"), row.count("quantity"), needs(item.json()));
    }

    private static Map<String, Integer> needs(JsonNode item) {
        JsonNode variant = item.path("variant");
        return variant.path("manage_inventory").asBoolean()
                ? new Fields(variant)
                        .list("inventory_items", one -> one).stream()
                                .collect(Collectors.toMap(
                                        one -> one.text("inventory_item_id"), one -> one.count("required_quantity")))
                : Map.of();
    }
}
