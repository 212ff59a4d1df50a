package org.countersign.scripted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** The shop's lists, page by page; a cursor is the place to go on at. */
record Lists(Shop shop, Views views) {

    Shop.Answer orders(Map<String, String> by) {
        return page(by, shop.size(), n -> fits(shop.at(n), by) ? views.summary(shop.at(n)) : null);
    }

    Shop.Answer customers(Map<String, String> by) {
        TreeSet<String> ids = new TreeSet<>();
        for (int n = 0; n < shop.size(); n++) {
            ids.add(shop.at(n).customer());
        }
        List<String> all = new ArrayList<>(ids);
        return page(
                by,
                all.size(),
                n -> fits(all.get(n), by)
                        ? views.customerSummary(all.get(n), of(all.get(n)).size())
                        : null);
    }

    Shop.Answer products(Map<String, String> by) {
        String query = by.getOrDefault("query", "").toLowerCase(Locale.ROOT);
        return page(by, 20, n -> ("thing " + (n + 1)).contains(query) ? views.productSummary(n + 1) : null);
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

    /** Newest first. */
    List<Goods> of(String customer) {
        if (customer.matches("C[1-9][0-9]{0,8}")) {
            int owner = Integer.parseInt(customer.substring(1));
            return List.of("S" + 2 * owner, "S" + (2 * owner - 1)).stream()
                    .flatMap(id -> shop.goods(id).stream())
                    .toList();
        }
        return customer.matches("CX[1-9][0-9]{0,8}")
                ? shop.goods("X" + customer.substring(2)).stream().toList()
                : List.of();
    }

    private boolean fits(Goods goods, Map<String, String> by) {
        String text = "#" + goods.id() + " thing "
                + goods.lines().stream().map(Goods.Line::product).toList();
        if (by.containsKey("personal_data")) {
            text += Views.customerHead(goods.customer());
        }
        String all = text.toLowerCase(Locale.ROOT);
        boolean words = by.getOrDefault("query", "").isBlank()
                || List.of(by.get("query").toLowerCase(Locale.ROOT).split("\\s+")).stream()
                        .allMatch(all::contains);
        return words
                && by.getOrDefault("customer_id", goods.customer()).equals(goods.customer())
                && by.getOrDefault("email", email(goods.customer())).equalsIgnoreCase(email(goods.customer()))
                && by.getOrDefault("status", views.status(goods)).equals(views.status(goods))
                && by.getOrDefault("payment_status", views.paymentStatus(goods)).equals(views.paymentStatus(goods))
                && by.getOrDefault("fulfillment_status", goods.delivered() ? "delivered" : "unfulfilled")
                        .equals(goods.delivered() ? "delivered" : "unfulfilled")
                && (!by.containsKey("tracking_number")
                        || Changed.tracked(shop.of(goods.id(), true), by.get("tracking_number")))
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
