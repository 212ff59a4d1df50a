package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.countersign.cancel.Cancels.Effect;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Proof;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.OrderId;

/** Looks a cancellation up by the key it was sent with, and at the order it cancelled. */
final class CancelLook {

    private final ShopDatabase database;
    private final Keys keys;

    CancelLook(ShopDatabase database) {
        this.database = database;
        this.keys = new Keys(database);
    }

    Proof find(StepKey key) {
        return Keys.shown(() ->
                database.one(CancelSql.BY_KEY, CancelLook::effect, key.value()).map(Effect::toJson));
    }

    Proof findOrClose(OrderId order, StepKey key) {
        return keys.close(ObjectRef.order(order.value()), key).orElseGet(() -> find(key));
    }

    private static Effect effect(ResultSet row) throws SQLException {
        return new Effect(
                row.getString("status"),
                row.getString("cancel_reason"),
                Json.list(row.getString("lines"), CancelLook::line));
    }

    private static LineQuantity line(JsonNode row) {
        return new LineQuantity(row.get(0).textValue(), row.get(1).intValue());
    }
}
