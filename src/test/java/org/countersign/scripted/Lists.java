package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** The shop's lists, page by page; a cursor is the place to go on at. */
record Lists(Shop shop) {

    Shop.Answer orders(Map<String, String> by) {
        return page(by, shop.size(), n -> row(shop.at(n), by));
    }

    Shop.Answer customers(Map<String, String> by) {
        TreeSet<String> ids = new TreeSet<>();
        for (int n = 0; n < shop.size(); n++) {
            ids.add(shop.at(n).customer());
        }
        List<String> all = new ArrayList<>(ids);
        return page(by, all.size(), n -> fits(all.get(n), by) ? customer(all.get(n)) : null);
    }

    Shop.Answer products(Map<String, String> by) {
        String query = by.getOrDefault("query", "").toLowerCase(Locale.ROOT);
        return page(by, Shelf.PRODUCTS, n -> ("thing " + (n + 1)).contains(query) ? shop.shelf.summary(n + 1) : null);
    }

    Shop.Answer marks(Map<String, String> by, boolean marked) {
        Instant since = Instant.parse(by.get("since"));
        List<Effect> all = marked ? shop.all() : List.of();
        return page(
                by,
                all.size(),
                n -> all.get(n).at().isBefore(since) || !all.get(n).visible()
                        ? null
                        : all.get(n).toMark());
    }

    /** Absent where it does not fit; an order is looked at as it is now only when it may. */
    private ObjectNode row(Goods goods, Map<String, String> by) {
        if (!fits(goods, by)) {
            return null;
        }
        ObjectNode order = shop.order(goods.id()).orElseThrow();
        for (String status : List.of("status", "payment_status", "fulfillment_status")) {
            if (!by.getOrDefault(status, order.path(status).asText())
                    .equals(order.path(status).asText())) {
                return null;
            }
        }
        return by.containsKey("tracking_number") && !carries(order, by.get("tracking_number")) ? null : summary(order);
    }

    private static boolean carries(ObjectNode order, String number) {
        for (JsonNode label : order.path("labels")) {
            if (label.path("tracking_number").asText().equals(number)) {
                return true;
            }
        }
        for (JsonNode shipment : order.path("shipments")) {
            for (JsonNode one : shipment.path("tracking_numbers")) {
                if (one.asText().equals(number)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ObjectNode summary(ObjectNode order) {
        int items = 0;
        for (JsonNode line : order.path("lines")) {
            items += line.path("quantity").asInt();
        }
        ObjectNode json = Rows.some(
                order, "id", "name", "status", "payment_status", "fulfillment_status", "placed_at", "customer");
        json.set("total", order.at("/totals/total"));
        json.set("refundable", order.at("/totals/refundable"));
        return json.put("item_count", items);
    }

    private ObjectNode customer(String id) {
        ObjectNode customer = shop.account(id).orElseThrow().customer;
        ObjectNode json = Rows.some(customer, "id", "name", "email");
        json.setAll(Rows.some(customer.path("default_address"), "city", "postal_code"));
        return json.put("order_count", customer.path("order_ids").size());
    }

    private static boolean fits(Goods goods, Map<String, String> by) {
        String text = "#" + goods.id() + " thing "
                + goods.lines().stream().map(Goods.Line::product).toList();
        if (by.containsKey("personal_data")) {
            text += Opening.head(goods.customer());
        }
        String all = text.toLowerCase(Locale.ROOT);
        boolean words = by.getOrDefault("query", "").isBlank()
                || List.of(by.get("query").toLowerCase(Locale.ROOT).split("\\s+")).stream()
                        .allMatch(all::contains);
        return words
                && by.getOrDefault("customer_id", goods.customer()).equals(goods.customer())
                && by.getOrDefault("email", email(goods.customer())).equalsIgnoreCase(email(goods.customer()))
                && (!by.containsKey("placed_after") || goods.placedAt().isAfter(Instant.parse(by.get("placed_after"))))
                && (!by.containsKey("placed_before")
                        || goods.placedAt().isBefore(Instant.parse(by.get("placed_before"))));
    }

    private static boolean fits(String customer, Map<String, String> by) {
        String name = "Ada " + customer;
        String all = (name + " " + email(customer)).toLowerCase(Locale.ROOT);
        return by.getOrDefault("email", email(customer)).strip().equalsIgnoreCase(email(customer))
                && by.getOrDefault("name", name).strip().equalsIgnoreCase(name)
                && by.getOrDefault("postal_code", "3011").strip().equals("3011")
                && all.contains(by.getOrDefault("query", "").toLowerCase(Locale.ROOT));
    }

    private static String email(String customer) {
        return "ada." + customer + "@example.com";
    }

    private static Shop.Answer page(Map<String, String> by, int size, IntFunction<ObjectNode> row) {
        int from = 0;
        if (by.containsKey("cursor")) {
            if (!by.get("cursor").matches("at-[0-9]{1,8}")) {
                return new Shop.Answer(400, Http.object().put("bad_cursor", by.get("cursor")));
            }
            from = Integer.parseInt(by.get("cursor").substring(3));
        }
        int limit = Integer.parseInt(by.getOrDefault("limit", "20"));
        ObjectNode json = Http.object();
        json.putArray("items");
        for (int n = from; n < size; n++) {
            ObjectNode item = row.apply(n);
            if (item != null && json.path("items").size() == limit) {
                json.put("next_cursor", "at-" + n);
                break;
            }
            if (item != null) {
                json.withArray("items").add(item);
            }
        }
        return new Shop.Answer(200, json);
    }
}
