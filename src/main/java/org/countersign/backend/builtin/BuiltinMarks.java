package org.countersign.backend.builtin;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.countersign.backend.OfBackend;
import org.countersign.gate.MarkedEffects;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Money;
import org.countersign.shop.Page;

/** What carries our keys in the built-in shop. */
@OfBackend(BuiltinShop.NAME)
@ApplicationScoped
class BuiltinMarks implements MarkedEffects {

    private static final String LIST = "marks";

    private final ShopDatabase database;

    BuiltinMarks(ShopDatabase database) {
        this.database = database;
    }

    @Override
    public Page<Marked> since(Instant since, Page.Request page) {
        Cursor after = Cursor.decode(page.cursor(), LIST, 1);
        List<Marked> rows = database.list(
                """
                select * from (
                  select step_key, 'refund' as what, 'order' as type, order_id as id, amount, currency, at from shop.refunds
                   where step_key is not null
                  union all
                  select step_key, 'cancel', 'order', order_id, null, null, at from shop.cancellations
                  union all
                  select step_key, kind, case when order_id is null then 'customer' else 'order' end,
                         coalesce(order_id, customer_id), amount, currency, at from shop.changes) marks
                 where step_key > ? and at >= ? order by step_key limit ?""",
                row -> new Marked(
                        row.getString(1),
                        row.getString(2),
                        new ObjectRef(row.getString(3), row.getString(4)),
                        row.getString(6) == null
                                ? null
                                : new Money(row.getLong(5), Currency.getInstance(row.getString(6))),
                        row.getTimestamp(7).toInstant()),
                after == null ? "" : after.key().getFirst(),
                Timestamp.from(since),
                page.limit() + 1);
        return Pages.cut(rows, page, last -> new Cursor(LIST, List.of(last.mark())));
    }
}
