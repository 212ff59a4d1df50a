package org.countersign.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.mcp.ShopCompletion;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/**
 * Completes order numbers, the newest first. The shop is asked as find_orders asks it for somebody who sees no personal data, so
 * nobody finds more here than there.
 */
@ApplicationScoped
class OrderNumbers implements ShopCompletion {

    private static final int LOOKED_AT = 100;

    private final Orders orders;

    OrderNumbers(Orders orders) {
        this.orders = orders;
    }

    @Override
    public String argument() {
        return "order_id";
    }

    @Override
    public String tool() {
        return "find_orders";
    }

    @Override
    public List<String> values(Caller caller, String typed, int most) {
        String sign = typed.startsWith("#") ? "#" : "";
        String number = typed.substring(sign.length());
        if (number.chars().anyMatch(Character::isWhitespace)) {
            return List.of();
        }
        Set<String> found = new LinkedHashSet<>();
        // most shops write a # before the number: then this finds nothing but beginnings
        add(found, number.isEmpty() ? null : "#" + number, number, most);
        if (found.size() < most && !number.isEmpty()) {
            add(found, number, number, most);
        }
        return found.stream().map(id -> sign + id).toList();
    }

    private void add(Set<String> found, @Nullable String text, String number, int most) {
        Orders.Query query = new Orders.Query(text, false, null, null, null, null, null, null, null);
        for (OrderSummary order :
                orders.find(query, new Page.Request(LOOKED_AT, null)).items()) {
            String id = order.id().value();
            if (found.size() < most && begins(id, number)) {
                found.add(id);
            }
        }
    }

    private static boolean begins(String id, String number) {
        return id.toLowerCase(Locale.ROOT).startsWith(number.toLowerCase(Locale.ROOT));
    }
}
