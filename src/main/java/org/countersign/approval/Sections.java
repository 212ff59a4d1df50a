package org.countersign.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.countersign.approval.Dossier.Section;

/** An order or a customer in a few tables; {@code object} is masked before where it has to be. */
final class Sections {

    private record Column(String head, Function<JsonNode, String> cell) {}

    private final JsonNode object;
    private final Names names;
    private final List<Section> sections = new ArrayList<>();

    private Sections(JsonNode object, Names names) {
        this.object = object;
        this.names = names;
    }

    static List<Section> of(JsonNode object, Names names) {
        Sections made = new Sections(object, names);
        if (object.has("lines")) {
            made.order();
        } else {
            made.customer();
        }
        return made.sections;
    }

    private void order() {
        facts(
                "Status",
                "status",
                "payment_status",
                "fulfillment_status",
                "placed_at",
                "delivered_at",
                "cancelled_at",
                "cancel_reason");
        table(
                "Lines",
                "lines",
                false,
                new Column("Item", line -> Names.titled(line.path("title").asText(), line.path("options"))),
                field("Line", "id"),
                field("Quantity", "quantity"),
                field("Each", "unit_price"),
                field("Paid", "amount"),
                field("Sent", "fulfilled_quantity"),
                field("Returned", "returned_quantity"),
                field("Refunded", "refunded_quantity"));
        values("Totals", object.path("totals"), false);
        table(
                "Payments",
                "payments",
                false,
                new Column(
                        "Method",
                        payment -> names.method(payment.at("/method/id").asText())),
                field("Amount", "amount"),
                field("Refunded", "refunded"),
                field("Refundable", "refundable"));
        values("Customer", object.path("customer"), true);
        values("Shipping address", object.path("shipping_address"), true);
        rest();
    }

    private void rest() {
        table(
                "Shipments",
                "shipments",
                true,
                field("Carrier", "carrier"),
                field("Numbers", "tracking_numbers"),
                field("Status", "status"),
                field("Sent", "shipped_at"),
                field("Delivered", "delivered_at"));
        table(
                "Labels",
                "labels",
                false,
                field("Direction", "direction"),
                field("Carrier", "carrier"),
                field("Service", "service"),
                field("Price", "price"),
                field("Status", "status"));
        table(
                "Returns",
                "returns",
                false,
                field("Return", "id"),
                field("Status", "status"),
                new Column("Goods", one -> goods(one.path("lines"))),
                field("Amount", "amount"));
        table(
                "Exchanges",
                "exchanges",
                false,
                field("Exchange", "id"),
                field("Status", "status"),
                new Column("Goods", one -> goods(one.path("changes"))),
                field("Difference", "price_difference"));
        table("Holds", "holds", true, field("Reason", "reason"), field("Note", "note"), field("Since", "at"));
        values("Risk", object.path("risk"), false);
        table("Notes", "notes", true, field("Note", "text"), field("By", "author"), field("At", "at"));
    }

    private void customer() {
        facts("Customer", "name", "email", "phone");
        values("Default address", object.path("default_address"), true);
        table(
                "Payment methods",
                "payment_methods",
                false,
                new Column("Method", method -> names.method(method.path("id").asText())),
                field("Balance", "balance"),
                field("Can be charged", "can_charge"),
                field("Can be paid", "can_credit"));
        JsonNode orders = object.path("order_ids");
        if (!orders.isEmpty()) {
            sections.add(new Section("Orders", List.of("Newest first"), List.of(List.of(Words.shown(orders))), false));
        }
    }

    private String goods(JsonNode rows) {
        List<String> parts = new ArrayList<>();
        rows.forEach(row -> parts.add(row.path("quantity").asText() + " × "
                + names.line(row.path("line_id").asText())
                + (row.has("variant_id")
                        ? " becomes " + names.variant(row.path("variant_id").asText())
                        : "")));
        return String.join("; ", parts);
    }

    private static Column field(String head, String name) {
        return new Column(head, row -> Words.wire(row.path(name)));
    }

    private void facts(String title, String... fields) {
        List<List<String>> rows = new ArrayList<>();
        for (String field : fields) {
            String value = Words.wire(object.path(field));
            if (!value.isEmpty()) {
                rows.add(List.of(Words.title(field), value));
            }
        }
        sections.add(new Section(title, List.of(), rows, title.equals("Customer")));
    }

    private void values(String title, JsonNode of, boolean untrusted) {
        List<List<String>> rows = new ArrayList<>();
        of.properties().forEach(each -> {
            String value = Words.wire(each.getValue());
            if (!value.isEmpty()) {
                rows.add(List.of(Words.title(each.getKey()), value));
            }
        });
        if (!rows.isEmpty()) {
            sections.add(new Section(title, List.of(), rows, untrusted));
        }
    }

    /** Left out where there is nothing in it; a column, too. */
    private void table(String title, String list, boolean untrusted, Column... columns) {
        List<Column> used = new ArrayList<>();
        for (Column column : columns) {
            for (JsonNode row : object.path(list)) {
                if (!column.cell().apply(row).isEmpty()) {
                    used.add(column);
                    break;
                }
            }
        }
        List<List<String>> rows = new ArrayList<>();
        object.path(list)
                .forEach(row -> rows.add(
                        used.stream().map(column -> column.cell().apply(row)).toList()));
        if (!rows.isEmpty()) {
            sections.add(new Section(title, used.stream().map(Column::head).toList(), rows, untrusted));
        }
    }
}
