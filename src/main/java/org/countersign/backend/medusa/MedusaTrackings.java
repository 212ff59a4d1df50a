package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.label.Trackings;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * Finds orders by the number of a parcel. Medusa cannot be asked for one: the newest thousand orders are looked through, and
 * an older parcel is found by its order only.
 */
@OfBackend(MedusaShop.NAME)
@ApplicationScoped
class MedusaTrackings implements Trackings {

    private static final int AT_ONCE = 250;
    private static final int MOST = 1000;

    private final Medusa medusa;

    MedusaTrackings(Medusa medusa) {
        this.medusa = medusa;
    }

    @Override
    public Optional<OrderId> orderOf(String trackingNumber) {
        for (int offset = 0; offset < MOST; offset += AT_ONCE) {
            List<Fields> orders = newest(offset);
            Optional<OrderId> found = Medusa.readable(() -> orders.stream()
                    .filter(order -> carries(order, trackingNumber))
                    .map(order -> new OrderId(order.text("id")))
                    .findFirst());
            if (found.isPresent() || orders.size() < AT_ONCE) {
                return found;
            }
        }
        return Optional.empty();
    }

    private List<Fields> newest(int offset) {
        Map<String, @Nullable String> filter = new HashMap<>();
        filter.put("fields", "id,fulfillments.canceled_at,fulfillments.labels.tracking_number");
        filter.put("order", "-created_at");
        filter.put("offset", String.valueOf(offset));
        filter.put("limit", String.valueOf(AT_ONCE));
        return medusa.list("/admin/orders", filter, answer -> answer.list("orders", order -> order));
    }

    private static boolean carries(Fields order, String number) {
        return order.list("fulfillments", one -> one).stream()
                .filter(made -> made.textOrNull("canceled_at") == null)
                .flatMap(made -> made.list("labels", label -> label).stream())
                .anyMatch(label -> number.equals(label.textOrNull("tracking_number")));
    }
}
