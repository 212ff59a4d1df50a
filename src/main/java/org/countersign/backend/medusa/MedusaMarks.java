package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.change.CustomerAddress;
import org.countersign.gate.MarkedEffects;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/**
 * What carries our marks in Medusa: order by order as they were placed, then customer by customer. So much is looked at for a
 * page and no more: one may be short, and not the last.
 */
@OfBackend(MedusaShop.NAME)
@ApplicationScoped
class MedusaMarks implements MarkedEffects {

    private static final String ORDERS = "orders";
    private static final String CUSTOMERS = "customers";
    private static final int AT_ONCE = 50;
    private static final int LISTS = 20;

    /** A refund that met an open order change is made without the order's time of change: so older orders are looked at too. */
    private static final Duration UNNOTICED = Duration.ofDays(30);

    private final Medusa medusa;

    MedusaMarks(Medusa medusa) {
        this.medusa = medusa;
    }

    @Override
    public Page<Marked> since(Instant since, Page.Request page) {
        Place place = Place.of(page.cursor(), ORDERS);
        List<Marked> found = new ArrayList<>();
        for (int lists = 0; lists < LISTS; lists++) {
            List<Fields> objects = objects(place, since);
            for (Fields object : objects) {
                String id = object.text("id");
                List<Marked> marks = marks(place.list(), object, since);
                for (int next = id.equals(place.id()) ? place.given() : 0; next < marks.size(); next++) {
                    if (found.size() == page.limit()) {
                        return new Page<>(found, new Place(place.list(), id, next).encode());
                    }
                    found.add(marks.get(next));
                }
                place = new Place(place.list(), id, marks.size());
            }
            if (objects.size() < AT_ONCE) {
                if (place.list().equals(CUSTOMERS)) {
                    return new Page<>(found, null);
                }
                place = Place.beginning(CUSTOMERS);
            }
        }
        return new Page<>(found, place.encode());
    }

    /** From this place on: the one it is in is asked for again. */
    private List<Fields> objects(Place place, Instant since) {
        boolean orders = place.list().equals(ORDERS);
        Map<String, @Nullable String> filter = new HashMap<>();
        filter.put("updated_at[$gte]", orders ? since.minus(UNNOTICED).toString() : null);
        filter.put("id[$gte]", place.id().isEmpty() ? null : place.id());
        filter.put("order", "id");
        filter.put("limit", String.valueOf(AT_ONCE));
        filter.put("fields", orders ? OrderMarks.FIELDS : "id,*addresses");
        return medusa.list("/admin/" + place.list(), filter, answer -> answer.list(place.list(), object -> object));
    }

    private List<Marked> marks(String list, Fields object, Instant since) {
        return Medusa.readable(() -> list.equals(ORDERS) ? ofOrder(object) : ofCustomer(object)).stream()
                .filter(mark -> !mark.at().isBefore(since))
                .toList();
    }

    private List<Marked> ofOrder(Fields order) {
        OrderLog log = OrderMarks.touched(order) ? medusa.log(order.text("id")) : new OrderLog(List.of());
        return new OrderMarks(order, log).all();
    }

    private static List<Marked> ofCustomer(Fields customer) {
        return customer
                .list("addresses", address -> {
                    JsonNode metadata = address.json().path("metadata");
                    return Mark.ofMetadata(metadata, Mark.MADE)
                            .map(mark -> new Marked(
                                    mark.key().value(),
                                    CustomerAddress.KIND,
                                    ObjectRef.customer(customer.text("id")),
                                    null,
                                    address.time("updated_at")));
                })
                .stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Marked::at).thenComparing(Marked::mark))
                .toList();
    }
}
