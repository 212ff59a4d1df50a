package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import org.countersign.change.CustomerAddress;
import org.countersign.shop.Address;
import org.countersign.shop.ShopObject;

/** A customer's default address, the one at position 0, is replaced; orders have addresses of their own. */
record CustomerAddressEdit(CustomerAddress change) implements Edit {

    @Override
    public String write(Connection connection, ShopObject now) throws SQLException {
        Address home = change.address();
        Sql.update(
                connection,
                """
                with address as (
                    insert into shop.addresses (customer_id, position, name, company, line1, line2, city, region,
                                                postal_code, country, phone)
                    values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (customer_id, position) do update
                       set name = excluded.name, company = excluded.company, line1 = excluded.line1,
                           line2 = excluded.line2, city = excluded.city, region = excluded.region,
                           postal_code = excluded.postal_code, country = excluded.country, phone = excluded.phone
                    returning customer_id)
                update shop.customers c set revision = nextval('shop.revisions') from address a where c.id = a.customer_id""",
                change.customer().value(),
                home.name(),
                home.company(),
                home.line1(),
                home.line2(),
                home.city(),
                home.region(),
                home.postalCode(),
                home.country(),
                home.phone());
        return "";
    }
}
