package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.backend.Fields;
import org.countersign.shop.Order;

/**
 * The lines of an order with the sums over them. A line is worth what was paid for all of its units: Medusa's own totals
 * leave out what was returned and what was refunded, ours do not.
 */
final class Lines {

    private final Amounts amounts;
    private final LineIds ids;
    private final Exchanged exchanged;
    private final Map<String, Integer> refunded;
    private final Rounding rounding;
    private final List<Order.Line> lines = new ArrayList<>();
    private Worth goods = Worth.NOTHING;
    private int shipped;
    private int delivered;

    private Lines(Amounts amounts, LineIds ids, Exchanged exchanged, Map<String, Integer> refunded) {
        this.amounts = amounts;
        this.ids = ids;
        this.exchanged = exchanged;
        this.refunded = refunded;
        this.rounding = new Rounding(amounts);
    }

    /** @param refunded units by line, of refunds that were ours */
    static Lines of(
            List<Fields> items, Amounts amounts, LineIds ids, Exchanged exchanged, Map<String, Integer> refunded) {
        Lines lines = new Lines(amounts, ids, exchanged, refunded);
        items.forEach(lines::add);
        return lines;
    }

    /** Items that are lines now: neither waiting for an exchange nor taken over by one, always in the same order. */
    static List<Fields> present(Fields order, Exchanged exchanged) {
        return OrderFile.once(order.list("items", item -> item)).stream()
                .filter(item -> !exchanged.waiting().contains(item.text("id")))
                .filter(item -> item.count("quantity") > gone(exchanged, item))
                // Medusa shows them in another order with every other question; ids begin with their time
                .sorted(Comparator.comparing(item -> item.text("id")))
                .toList();
    }

    List<Order.Line> lines() {
        return lines;
    }

    Worth goods() {
        return goods;
    }

    /** Goes on with what else the order's total is made of. */
    Rounding rounding() {
        return rounding;
    }

    /** Units that have left the house. */
    int shipped() {
        return shipped;
    }

    int delivered() {
        return delivered;
    }

    private void add(Fields item) {
        int bought = item.count("quantity");
        int gone = gone(exchanged, item);
        int quantity = bought - gone;
        Worth worth = Worth.of(
                item.json(),
                Amounts.decimal(item.json(), "unit_price").multiply(java.math.BigDecimal.valueOf(bought)),
                quantity,
                bought);
        goods = goods.plus(worth);
        Fields detail = item.object("detail");
        delivered += Math.max(0, detail.count("delivered_quantity") - gone);
        shipped += Math.max(0, Math.max(detail.count("shipped_quantity"), detail.count("delivered_quantity")) - gone);
        String id = ids.line(item.text("id"));
        lines.add(new Order.Line(
                id,
                textOr(item, "product_id"),
                textOr(item, "variant_id"),
                item.text("title"),
                options(item.json()),
                quantity,
                amounts.money(item.json(), "unit_price"),
                rounding.next(worth.total()),
                Math.max(0, detail.count("fulfilled_quantity") - gone),
                Math.max(
                        0, detail.count("return_received_quantity") + detail.count("return_dismissed_quantity") - gone),
                Math.min(quantity, refunded.getOrDefault(id, 0))));
    }

    private static int gone(Exchanged exchanged, Fields item) {
        return exchanged.gone().getOrDefault(item.text("id"), 0);
    }

    /** What was made for this order alone is no product; a tool that needs one finds none. */
    private static String textOr(Fields item, String name) {
        String text = item.textOrNull(name);
        return text == null ? "" : text;
    }

    private static Map<String, String> options(JsonNode item) {
        Map<String, String> options = new LinkedHashMap<>();
        for (JsonNode option : item.path("variant").path("options")) {
            options.put(
                    option.path("option").path("title").asText(""),
                    option.path("value").asText(""));
        }
        return options;
    }
}
