package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.change.StoreCredit;
import org.countersign.shop.Customer;
import org.countersign.shop.ShopObject;

/** A customer gets one more gift card, with the amount on it. */
record StoreCreditEdit(StoreCredit change) implements Edit {

    @Override
    public Optional<String> refusal(ShopObject now) {
        if (!change.amount().isPositive()) {
            return Optional.of("store credit is more than zero");
        }
        return change.about() == null
                        || ((Customer) now).orderIds().contains(change.about().value())
                ? Optional.empty()
                : Optional.of("order " + change.about() + " is none of this customer");
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        return Sql.first(
                        connection,
                        """
                        insert into shop.payment_methods (id, customer_id, position, kind, label, balance, currency, can_charge,
                                                          can_credit)
                        select 'gift_card_sc' || nextval('shop.ids'), c.id,
                               (select coalesce(max(m.position), -1) + 1 from shop.payment_methods m where m.customer_id = c.id),
                               'gift_card', 'Gift card', ?, ?, true, true
                          from shop.customers c where c.id = ?
                        returning id""",
                        row -> row.getString(1),
                        change.amount().minor(),
                        change.amount().currency().getCurrencyCode(),
                        change.customer().value())
                .orElseThrow();
    }
}
