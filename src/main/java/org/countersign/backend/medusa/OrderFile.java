package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.backend.Fields;
import org.countersign.shop.Order;

/**
 * All that Medusa says of one order at one time; what a write needs beside the order itself, such as which item a line is.
 *
 * @param json of the order
 */
record OrderFile(Fields json, OrderLog log, Exchanged exchanged, LineIds lines) {

    /** What a list shows of an order. Totals are not: Medusa's shrink with what is refunded and returned. */
    static final String BRIEF = String.join(
            ",",
            "id",
            "display_id",
            "status",
            "version",
            "currency_code",
            "email",
            "customer_id",
            "created_at",
            "*customer",
            "*shipping_address",
            "*items",
            "*items.detail",
            "*items.adjustments",
            "*items.tax_lines",
            "*shipping_methods",
            "*shipping_methods.adjustments",
            "*shipping_methods.tax_lines",
            "*payment_collections",
            "*payment_collections.payments",
            "*payment_collections.payments.captures",
            "*payment_collections.payments.refunds");

    static final String FIELDS = String.join(
            ",",
            BRIEF,
            "metadata",
            "canceled_at",
            "*items.variant.options",
            "*items.variant.options.option",
            "*fulfillments",
            "*fulfillments.labels",
            "*returns",
            "*returns.items",
            "*returns.items.reason");

    static OrderFile of(Fields json, OrderLog log, List<Fields> exchanges) {
        Exchanged exchanged = Exchanged.of(json, log, exchanges);
        List<JsonNode> items =
                Lines.present(json, exchanged).stream().map(Fields::json).toList();
        return new OrderFile(json, log, exchanged, LineIds.of(items, log.added()));
    }

    /**
     * Two changes that Medusa confirms at the same time leave an order with its items and shipping methods twice, under the
     * same ids, and with twice the total. They are there once: as the last of them says.
     */
    static List<Fields> once(List<Fields> rows) {
        Map<String, Fields> once = new TreeMap<>();
        rows.stream().sorted(Comparator.comparing(OrderFile::detail)).forEach(row -> once.put(row.text("id"), row));
        return List.copyOf(once.values());
    }

    private static String detail(Fields row) {
        return row.json().path("detail").path("id").asText("");
    }

    Order order() {
        return new OrderReading(this).order();
    }

    Amounts amounts() {
        return Amounts.of(json.text("currency_code"));
    }

    Payments payments() {
        return Payments.of(json, amounts());
    }
}
