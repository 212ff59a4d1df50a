package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Proof;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds.Effect;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/** Looks a refund up by the key it was sent with. */
final class RefundLook {

    private static final String BY_KEY = """
            select r.payment_id, r.method_id, r.amount, r.currency, r.shipping,
                   (select json_agg(json_build_array(l.line_id, l.quantity) order by l.line_id)
                      from shop.refund_lines l where l.refund_id = r.id and l.quantity > 0) as lines
              from shop.refunds r where r.step_key = ?""";

    private final ShopDatabase database;
    private final Keys keys;

    RefundLook(ShopDatabase database) {
        this.database = database;
        this.keys = new Keys(database);
    }

    Proof find(StepKey key) {
        return Keys.shown(
                () -> database.one(BY_KEY, RefundLook::effect, key.value()).map(Effect::toJson));
    }

    Proof findOrClose(OrderId order, StepKey key) {
        return keys.close(ObjectRef.order(order.value()), key).orElseGet(() -> find(key));
    }

    private static Effect effect(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Effect(
                row.getString("payment_id"),
                row.getString("method_id"),
                new Money(row.getLong("amount"), currency),
                Json.list(row.getString("lines"), RefundLook::line),
                shipping(row, currency));
    }

    private static LineQuantity line(JsonNode row) {
        return new LineQuantity(row.get(0).textValue(), row.get(1).intValue());
    }

    private static @Nullable Money shipping(ResultSet row, Currency currency) throws SQLException {
        long shipping = row.getLong("shipping");
        return row.wasNull() ? null : new Money(shipping, currency);
    }
}
