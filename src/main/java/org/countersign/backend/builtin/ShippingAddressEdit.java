package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.change.ShippingAddress;
import org.countersign.shop.Address;
import org.countersign.shop.Order;
import org.countersign.shop.ShopObject;

/** An order that is still in the house goes elsewhere. */
record ShippingAddressEdit(ShippingAddress change) implements Edit {

    @Override
    public Optional<String> refusal(ShopObject now) {
        return Refuse.unlessOpenAndUnfulfilled((Order) now);
    }

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        Address to = change.address();
        Sql.update(
                connection,
                """
                update shop.orders
                   set to_name = ?, to_company = ?, to_line1 = ?, to_line2 = ?, to_city = ?, to_region = ?, to_postal_code = ?,
                       to_country = ?, to_phone = ?, revision = nextval('shop.revisions')
                 where id = ?""",
                to.name(),
                to.company(),
                to.line1(),
                to.line2(),
                to.city(),
                to.region(),
                to.postalCode(),
                to.country(),
                to.phone(),
                change.order().value());
        return "";
    }
}
