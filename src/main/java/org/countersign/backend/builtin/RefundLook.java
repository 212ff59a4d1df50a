package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds.Effect;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/**
 * Looks a refund up by the key it was sent with. Not there is proof: the key is stored with the effect, and no
 * transaction that could still bring it outlives the call timeout ({@link RefundTransaction}).
 */
final class RefundLook {

    private static final String BY_KEY = """
            select r.payment_id, r.method_id, r.amount, r.currency, r.shipping,
                   (select json_agg(json_build_array(l.line_id, l.quantity) order by l.line_id)
                      from shop.refund_lines l where l.refund_id = r.id and l.quantity > 0) as lines
              from shop.refunds r where r.step_key = ?""";

    private final ShopDatabase database;

    RefundLook(ShopDatabase database) {
        this.database = database;
    }

    Proof find(StepKey key) {
        try {
            return database.one(BY_KEY, RefundLook::effect, key.value())
                    .<Proof>map(effect -> new Proof.Shown(effect.toJson()))
                    .orElseGet(() -> new Proof.NotShown(Absence.PROOF));
        } catch (BackendUnavailable silent) {
            return new Proof.CannotTell("the shop's database does not answer");
        }
    }

    /** As {@link #find}, but a key that has no effect never will: a request that is still on its way is declined. */
    Proof findOrClose(OrderId order, StepKey key) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection.prepareStatement(RefundSql.LOCK);
                    PreparedStatement close = connection.prepareStatement(RefundSql.CLOSE)) {
                lock.setString(1, order.value());
                lock.execute();
                close.setString(1, key.value());
                close.setString(2, key.value());
                close.executeUpdate();
            }
            connection.commit();
        } catch (SQLException silent) {
            return new Proof.CannotTell("the shop's database does not answer");
        }
        return find(key);
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
