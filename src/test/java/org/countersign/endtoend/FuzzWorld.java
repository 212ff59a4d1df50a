package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a model may know by name: ids that exist, what was read of orders, what was answered; filled as it goes. */
final class FuzzWorld {

    private final Map<String, List<String>> known = new HashMap<>();
    private final List<JsonNode> orders = new ArrayList<>();
    private final Sql sql;

    FuzzWorld(Sql sql) {
        this.sql = sql;
        known.put("order_id", sql.texts("select id from shop.orders order by id limit 40"));
        known.put("customer_id", sql.texts("select id from shop.customers order by id limit 40"));
        known.put("email", sql.texts("select email from shop.customers order by id limit 40"));
        known.put("name", sql.texts("select name from shop.customers order by id limit 40"));
        known.put("postal_code", sql.texts("select postal_code from shop.addresses order by customer_id limit 40"));
        known.put("product_id", sql.texts("select id from shop.products order by id limit 40"));
        known.put("variant_id", sql.texts("select id from shop.variants order by id limit 40"));
        known.put("action_id", new ArrayList<>(List.of("act_nothing")));
    }

    /** An order of its own, and some of the sample's, that nobody has written yet. */
    String freshOrder(Random random) {
        ShopFixture shop = new ShopFixture(sql, random.nextInt(8) == 0 ? "KWD" : "USD", random.nextInt(3) * 450L)
                .line(1 + random.nextInt(4), 100 + random.nextInt(3000))
                .line(1, 500 + random.nextInt(2000))
                .payment("credit_card", 4000 + random.nextInt(4000))
                .payment("gift_card", 500 + random.nextInt(2000))
                .method("gift_card");
        return shop.order;
    }

    void read(JsonNode order) {
        orders.add(order);
        if (orders.size() > 8) {
            orders.removeFirst();
        }
    }

    void acted(String action) {
        known.get("action_id").add(action);
    }

    /** One that was read; empty: none yet. */
    JsonNode anOrder(Random random) {
        return orders.isEmpty() ? MissingNode.getInstance() : orders.get(random.nextInt(orders.size()));
    }

    /** A value that goes by this name; null when no such thing is known. */
    String any(String name, Random random) {
        List<String> values = known.get(name);
        return values == null ? null : values.get(random.nextInt(values.size()));
    }
}
