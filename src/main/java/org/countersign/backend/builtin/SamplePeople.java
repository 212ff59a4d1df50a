package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** The sample shop's customers with their addresses and payment methods, as rows. */
final class SamplePeople {

    private final CopyTable customers = new CopyTable("customers", "id, name, email");
    private final CopyTable addresses =
            new CopyTable("addresses", "customer_id, position, name, line1, line2, city, region, postal_code, country");
    private final CopyTable methods = new CopyTable(
            "payment_methods", "id, customer_id, position, kind, label, balance, currency, can_charge, can_credit");

    void add(JsonNode user) {
        String id = user.path("user_id").asText();
        String name = name(user);
        customers.row(id, name, user.path("email").asText());
        JsonNode address = user.path("address");
        addresses.row(
                id,
                0,
                name,
                address.path("address1").asText(),
                address.path("address2").asText(),
                address.path("city").asText(),
                address.path("state").asText(),
                address.path("zip").asText(),
                country(address));
        int position = 0;
        for (JsonNode method : user.path("payment_methods")) {
            add(id, position++, method);
        }
    }

    void flush(Connection connection) throws SQLException {
        customers.flush(connection);
        addresses.flush(connection);
        methods.flush(connection);
    }

    static String name(JsonNode user) {
        JsonNode name = user.path("name");
        return name.path("first_name").asText() + " " + name.path("last_name").asText();
    }

    /** The data says USA throughout. */
    static String country(JsonNode address) {
        String country = address.path("country").asText();
        return country.equals("USA") ? "US" : country;
    }

    private void add(String customer, int position, JsonNode method) {
        String kind = method.path("source").asText();
        Long balance = kind.equals("gift_card") ? SampleShop.cents(method.path("balance")) : null;
        methods.row(
                method.path("id").asText(),
                customer,
                position,
                kind,
                label(kind, method),
                balance,
                balance == null ? null : SampleShop.CURRENCY,
                true,
                true);
    }

    private static String label(String kind, JsonNode method) {
        return switch (kind) {
            case "credit_card" ->
                capitalised(method.path("brand").asText()) + " …"
                        + method.path("last_four").asText();
            case "paypal" -> "PayPal";
            case "gift_card" -> "Gift card";
            default -> throw new IllegalStateException("the sample data has an unknown payment method: " + kind);
        };
    }

    private static String capitalised(String brand) {
        return brand.substring(0, 1).toUpperCase(Locale.ROOT) + brand.substring(1);
    }
}
