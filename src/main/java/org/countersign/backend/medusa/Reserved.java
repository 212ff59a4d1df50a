package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.jspecify.annotations.Nullable;

/** The stock that an order holds. */
@ApplicationScoped
class Reserved {

    private static final int MOST = 200;

    private final Medusa medusa;

    Reserved(Medusa medusa) {
        this.medusa = medusa;
    }

    /** Why a parcel cannot be made of it. */
    Optional<String> refusal(Parcel parcel) {
        return medusa.one(
                        Standing.path(parcel.order()),
                        Map.of(
                                "fields",
                                "id,items.id,items.variant.manage_inventory,items.variant.inventory_items.required_quantity,items.variant.inventory_items.inventory_item_id"),
                        answer -> answer.object("order").json().path("items"))
                .flatMap(variants -> parcel.unreserved(variants, reservations(parcel)));
    }

    private List<JsonNode> reservations(Parcel parcel) {
        Map<String, @Nullable String> filter = new HashMap<>();
        filter.put("limit", String.valueOf(MOST));
        filter.put("fields", "id,line_item_id,inventory_item_id,quantity");
        parcel.units().keySet().forEach(item -> filter.put("line_item_id[" + filter.size() + "]", item));
        return medusa.list("/admin/reservations", filter, answer -> answer.list("reservations", Fields::json));
    }
}
