package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A customer with all orders, in the protocol's form: made of what was ordered, then every effect applied, one after the
 * other. What the protocol does not name begins with an underscore.
 */
final class Account {

    final ObjectNode customer;
    final Map<String, ObjectNode> orders = new TreeMap<>();
    final Shelf shelf;
    private final boolean marks;
    private Map<String, Integer> stock = new TreeMap<>();

    /** @param goods newest first */
    Account(List<Goods> goods, Shelf shelf, boolean marks) {
        this.shelf = shelf;
        this.marks = marks;
        this.customer = Opening.customer(goods);
        goods.forEach(one -> orders.put(one.id(), Opening.order(one, customer)));
    }

    /** @return what it took from the shelf or put there */
    Map<String, Integer> apply(Effect effect) {
        stock = new TreeMap<>();
        if (!effect.undone()) {
            Kind.of(effect.what()).apply().accept(this, effect);
        }
        if (effect.shows()) {
            revise(customer);
            Optional.ofNullable(orders.get(effect.order())).ifPresent(order -> {
                Sums.recount(order);
                revise(order);
            });
        }
        return stock;
    }

    private static void revise(ObjectNode object) {
        object.put(
                "revision",
                "r" + (Integer.parseInt(object.path("revision").asText().substring(1)) + 1));
    }

    ObjectNode order(JsonNode request) {
        return orders.get(request.path("order_id").asText());
    }

    Optional<ObjectNode> method(String id) {
        return Rows.find(customer.path("payment_methods"), id);
    }

    void shelve(String variant, int units) {
        stock.merge(variant, units, Integer::sum);
    }

    /** Units of lines go back onto the shelf. */
    void shelve(ObjectNode order, Map<String, Integer> units) {
        units.forEach((line, quantity) -> Rows.find(order.path("lines"), line).ifPresent(row -> {
            Rows.count(row, "_restocked", quantity);
            shelve(row.path("variant_id").asText(), quantity);
        }));
    }

    /** To a method, or, below zero, from it; what moved is a transaction of the order. */
    void pay(ObjectNode order, String methodId, long minor, Effect why) {
        method(methodId)
                .filter(method -> method.has("balance"))
                .ifPresent(method -> Cash.add(method, "balance", minor));
        ObjectNode row = order.withArray("transactions")
                .addObject()
                .put("id", "tx-" + why.id())
                .put("kind", minor < 0 ? "charge" : "refund")
                .put("method_id", methodId)
                .put("at", why.at().toString())
                .put("settles", why.id());
        row.set("amount", Cash.of(Math.abs(minor), Sums.currency(order)));
        if (marks) {
            row.put("mark", why.key());
        }
    }
}
