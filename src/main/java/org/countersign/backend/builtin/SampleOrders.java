package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The sample shop's orders, as rows. Each item entry is a line of its own with quantity 1; ids count within the order
 * ({@code W2611340-1}), so that they are the same after every import.
 */
final class SampleOrders {

    private final CopyTable orders = new CopyTable(
            "orders",
            "id, name, customer_id, status, payment_status, fulfillment_status, currency, to_name, to_line1, to_line2,"
                    + " to_city, to_region, to_postal_code, to_country, placed_at, delivered_at, cancelled_at");
    private final CopyTable lines = new CopyTable(
            "lines",
            "order_id, id, position, product_id, variant_id, title, options, quantity, unit_price, fulfilled_quantity,"
                    + " refunded_quantity");
    private final CopyTable shipments =
            new CopyTable("shipments", "order_id, id, line_ids, tracking_numbers, status, shipped_at, delivered_at");
    private final SamplePayments payments = new SamplePayments();
    private final JsonNode users;
    private final Instant imported;

    SampleOrders(JsonNode users, Instant imported) {
        this.users = users;
        this.imported = imported;
    }

    void add(JsonNode order) {
        String name = order.path("order_id").asText();
        String id = name.substring(1);
        SampleState state = SampleState.valueOf(order.path("status").asText().toUpperCase(Locale.ROOT));
        SampleDates dates = SampleDates.of(id, state, imported);
        addOrder(id, name, order, state, dates);
        List<String> lineIds = addLines(id, order.path("items"), state);
        addShipments(id, order, state, dates, lineIds);
        payments.add(id, order.path("payment_history"), dates, lineIds);
    }

    void flush(Connection connection) throws SQLException {
        orders.flush(connection);
        lines.flush(connection);
        payments.flush(connection);
        shipments.flush(connection);
    }

    private void addOrder(String id, String name, JsonNode order, SampleState state, SampleDates dates) {
        String customer = order.path("user_id").asText();
        JsonNode address = order.path("address");
        orders.row(
                id,
                name,
                customer,
                state.status,
                state.paymentStatus,
                state.fulfillmentStatus,
                SampleShop.CURRENCY,
                SamplePeople.name(users.path(customer)),
                address.path("address1").asText(),
                address.path("address2").asText(),
                address.path("city").asText(),
                address.path("state").asText(),
                address.path("zip").asText(),
                SamplePeople.country(address),
                dates.placed(),
                dates.delivered(),
                dates.cancelled());
    }

    private List<String> addLines(String order, JsonNode items, SampleState state) {
        List<String> ids = new ArrayList<>();
        for (JsonNode item : items) {
            int position = ids.size() + 1;
            ids.add(order + "-" + position);
            lines.row(
                    order,
                    ids.getLast(),
                    position,
                    item.path("product_id").asText(),
                    item.path("item_id").asText(),
                    item.path("name").asText(),
                    item.path("options"),
                    1,
                    SampleShop.cents(item.path("price")),
                    state.fulfilled() ? 1 : 0,
                    state == SampleState.CANCELLED ? 1 : 0);
        }
        return ids;
    }

    /** In the data every parcel holds the whole order. */
    private void addShipments(String order, JsonNode data, SampleState state, SampleDates dates, List<String> lineIds) {
        int number = 0;
        for (JsonNode parcel : data.path("fulfillments")) {
            shipments.row(
                    order,
                    order + "-parcel-" + ++number,
                    lineIds,
                    Json.texts(parcel.path("tracking_id")),
                    state.shipmentStatus,
                    dates.shipped(),
                    dates.delivered());
        }
    }
}
