package org.countersign.backend.builtin;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.countersign.backend.OfBackend;
import org.countersign.label.Trackings;
import org.countersign.shop.OrderId;

/** Finds orders of the built-in shop by what their parcels are called; both ways by index. */
@OfBackend(BuiltinShop.NAME)
@ApplicationScoped
class BuiltinTrackings implements Trackings {

    private static final String BY_NUMBER = """
            select o.id from shop.orders o
             where o.id in (select s.order_id from shop.shipments s where s.tracking_numbers @> array[?::text]
                            union all
                            select b.order_id from shop.labels b where b.tracking_number = ?)
             order by o.placed_at desc, o.id desc limit 1""";

    private final ShopDatabase database;

    BuiltinTrackings(ShopDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<OrderId> orderOf(String trackingNumber) {
        return database.one(BY_NUMBER, row -> new OrderId(row.getString(1)), trackingNumber, trackingNumber);
    }
}
