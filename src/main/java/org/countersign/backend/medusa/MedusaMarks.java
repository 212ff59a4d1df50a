package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.gate.MarkedEffects;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/**
 * What carries our marks in Medusa, order by order as they were placed. A page may be short and not the last one. Not among it
 * are customers' addresses, which Medusa cannot list by time.
 */
@OfBackend(MedusaShop.NAME)
@ApplicationScoped
class MedusaMarks implements MarkedEffects {

    /** A refund that met an open order change is made without the order's time of change: so older orders are looked at too. */
    private static final Duration UNNOTICED = Duration.ofDays(30);

    private static final int AT_ONCE = 20;
    private static final int LOOKED_AT = 200;

    private final Medusa medusa;

    MedusaMarks(Medusa medusa) {
        this.medusa = medusa;
    }

    @Override
    public Page<Marked> since(Instant since, Page.Request page) {
        Place place = Place.of(page.cursor());
        List<Marked> found = new ArrayList<>();
        for (int looked = 0; looked < LOOKED_AT; looked += AT_ONCE) {
            List<Fields> orders = orders(since, place);
            for (Fields order : orders) {
                String id = order.text("id");
                List<Marked> marks = marks(order, since);
                int next = id.equals(place.order()) ? place.given() : 0;
                for (; next < marks.size(); next++) {
                    if (found.size() == page.limit()) {
                        return new Page<>(found, new Place(id, next).encode());
                    }
                    found.add(marks.get(next));
                }
                place = new Place(id, marks.size());
            }
            if (orders.size() < AT_ONCE) {
                return new Page<>(found, null);
            }
        }
        return new Page<>(found, place.encode());
    }

    /** From this place on, which is asked for again. */
    private List<Fields> orders(Instant since, Place place) {
        Map<String, @Nullable String> filter = new HashMap<>();
        filter.put("updated_at[$gte]", since.minus(UNNOTICED).toString());
        filter.put("id[$gte]", place.order().isEmpty() ? null : place.order());
        filter.put("order", "id");
        filter.put("limit", String.valueOf(AT_ONCE));
        filter.put("fields", OrderMarks.FIELDS);
        return medusa.list("/admin/orders", filter, answer -> answer.list("orders", order -> order));
    }

    private List<Marked> marks(Fields order, Instant since) {
        OrderLog log = medusa.list("/admin/orders/" + order.text("id") + "/changes", Map.of(), OrderLog::of);
        return MedusaOrders.readable(() -> new OrderMarks(order, log)
                .all().stream().filter(mark -> !mark.at().isBefore(since)).toList());
    }

    /** How far a reader has come: in this order, this many. */
    private record Place(String order, int given) {

        private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_]{1,128}):([0-9]{1,6})");

        static Place of(@Nullable String cursor) {
            if (cursor == null) {
                return new Place("", 0);
            }
            try {
                String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
                Matcher form = FORM.matcher(text);
                if (form.matches()) {
                    return new Place(form.group(1), Integer.parseInt(form.group(2)));
                }
            } catch (IllegalArgumentException malformed) {
                // answered below
            }
            throw new Page.BadCursor();
        }

        String encode() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((order + ":" + given).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
