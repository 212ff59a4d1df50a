package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.backend.OfBackend;
import org.countersign.shop.Address;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Customers;
import org.countersign.shop.Page;

/** The customers of the built-in shop, in the order of their ids. */
@OfBackend(BuiltinShop.NAME)
@ApplicationScoped
class BuiltinCustomers implements Customers {

    private static final String LIST = "customers";

    /** Every change of the customer or of one of their payment methods makes the revision higher. */
    static final String CUSTOMER = """
            select c.id, c.name, c.email, c.phone,
                   (select json_agg(json_build_array(a.name, a.company, a.line1, a.line2, a.city, a.region,
                                                     a.postal_code, a.country, a.phone) order by a.position)
                      from shop.addresses a where a.customer_id = c.id) as addresses,
                   (select json_agg(json_build_array(%s) order by m.position)
                      from shop.payment_methods m where m.customer_id = c.id) as methods,
                   (select json_agg(o.id order by o.placed_at desc, o.id desc)
                      from shop.orders o where o.customer_id = c.id) as order_ids,
                   c.revision || '.' || (select coalesce(sum(m.revision), 0)
                                           from shop.payment_methods m where m.customer_id = c.id) as revision
              from shop.customers c where c.id = ?""".formatted(MethodRow.COLUMNS);

    private static final String SUMMARY = """
            select c.id, c.name, c.email, a.city, a.postal_code,
                   (select count(*)::int from shop.orders o where o.customer_id = c.id) as order_count
              from shop.customers c join shop.addresses a on a.customer_id = c.id and a.position = 0
             where c.id > ? and\s""";

    private static final String IS_EMAIL = "lower(c.email) = lower(?)";

    private static final String IS_NAME_AND_POSTAL_CODE = """
            lower(c.name) = lower(?)
             and exists (select from shop.addresses any_of
                          where any_of.customer_id = c.id and lower(any_of.postal_code) = lower(?))""";

    private static final String HAS_EACH_WORD = """
            not exists (select from unnest(?::text[]) word where not (c.name ilike word or c.email ilike word))""";

    private final ShopDatabase database;

    BuiltinCustomers(ShopDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Customer> customer(CustomerId id) {
        return database.one(CUSTOMER, BuiltinCustomers::customer, id.value());
    }

    @Override
    public Page<Customer.Summary> byEmail(String email, Page.Request page) {
        return page(IS_EMAIL, page, email.strip());
    }

    @Override
    public Page<Customer.Summary> byNameAndPostalCode(String name, String postalCode, Page.Request page) {
        return page(IS_NAME_AND_POSTAL_CODE, page, name.strip().replaceAll("\\s+", " "), postalCode.strip());
    }

    @Override
    public Page<Customer.Summary> search(String text, Page.Request page) {
        return page(HAS_EACH_WORD, page, (Object) Like.words(text));
    }

    private Page<Customer.Summary> page(String condition, Page.Request page, Object... values) {
        Cursor after = Cursor.decode(page.cursor(), LIST, 1);
        List<Object> parameters = new ArrayList<>();
        parameters.add(after == null ? "" : after.key().getFirst());
        parameters.addAll(List.of(values));
        parameters.add(page.limit() + 1);
        List<Customer.Summary> rows = database.list(
                SUMMARY + condition + " order by c.id limit ?", BuiltinCustomers::summary, parameters.toArray());
        return Pages.cut(rows, page, last -> new Cursor(LIST, List.of(last.id().value())));
    }

    static Customer customer(ResultSet row) throws SQLException {
        List<Address> addresses = Json.list(row.getString("addresses"), BuiltinCustomers::address);
        return new Customer(
                new CustomerId(row.getString("id")),
                row.getString("name"),
                row.getString("email"),
                row.getString("phone"),
                addresses.stream().findFirst().orElse(null),
                addresses,
                Json.list(row.getString("methods"), method -> MethodRow.of(method, 0)),
                Json.list(row.getString("order_ids"), JsonNode::textValue),
                row.getString("revision"));
    }

    private static Address address(JsonNode row) {
        return new Address(
                Json.text(row.get(0)),
                Json.text(row.get(1)),
                row.get(2).textValue(),
                Json.text(row.get(3)),
                row.get(4).textValue(),
                Json.text(row.get(5)),
                row.get(6).textValue(),
                row.get(7).textValue(),
                Json.text(row.get(8)));
    }

    private static Customer.Summary summary(ResultSet row) throws SQLException {
        return new Customer.Summary(
                new CustomerId(row.getString("id")),
                row.getString("name"),
                row.getString("email"),
                row.getString("city"),
                row.getString("postal_code"),
                row.getInt("order_count"));
    }
}
