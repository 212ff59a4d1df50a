package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.change.LineChanges;
import org.countersign.gate.Json;
import org.countersign.gate.StepKey;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.Product;
import org.countersign.shop.Products;

/**
 * An order edit: fewer units of the old items, and new items at the planned prices, which carry the ids of the lines they
 * are. Medusa takes the stock of the new ones and gives the old ones' back.
 */
@Singleton
class LineChangesEdit extends OrderChangeEdit<LineChanges> {

    private final Products products;

    LineChangesEdit(
            @OfBackend(MedusaShop.NAME) MedusaOrders orders,
            @OfBackend(MedusaShop.NAME) Products products,
            Drafts drafts) {
        super(orders, drafts);
        this.products = products;
    }

    @Override
    public Class<LineChanges> kind() {
        return LineChanges.class;
    }

    @Override
    OrderId order(LineChanges change) {
        return change.order();
    }

    @Override
    Optional<String> hindrance(LineChanges change, Order now) {
        return (change.charge() == null ? Optional.<String>empty() : Optional.of(Hindrance.CHARGE))
                .or(() -> Hindrance.closed(now))
                .or(() -> Hindrance.fulfilled(now))
                .or(() -> Hindrance.returning(now))
                .or(() -> discounted(now))
                .or(() -> Hindrance.otherLines(now, change, this::variant));
    }

    /** Medusa gives a discount to the item that is there, not to the one that takes its place. */
    private static Optional<String> discounted(Order now) {
        return now.totals().discount().isZero()
                ? Optional.empty()
                : Optional.of(
                        "the order has a discount, which Medusa would not give to the new variant: a person has to"
                                + " change it in Medusa's admin");
    }

    private Optional<Product.Variant> variant(LineChanges.Part part) {
        return products.productOfVariant(part.to())
                .flatMap(product -> product.variants().stream()
                        .filter(one -> one.id().equals(part.to()))
                        .findFirst());
    }

    @Override
    Draft draft(LineChanges change, Order now, OrderFile file, StepKey key) {
        String id = now.id().value();
        Map<String, Integer> gone = new LinkedHashMap<>();
        change.changes().forEach(part -> gone.merge(part.lineId(), part.quantity(), Math::addExact));
        String edit = "/admin/order-edits/" + id;
        List<Draft.Call> calls = new ArrayList<>();
        gone.forEach((line, units) -> {
            Fields item = Items.of(file, line);
            calls.add(new Draft.Call(
                    edit + "/items/item/" + item.text("id"),
                    Json.object().put("quantity", item.count("quantity") - units)));
        });
        calls.add(new Draft.Call(edit + "/items", fresh(change)));
        return new Draft(
                LineChanges.KIND,
                new Draft.Call("/admin/order-edits", Json.object().put("order_id", id)),
                begun -> new Draft.Filling(calls, List.of(), edit + "/confirm"),
                this::made);
    }

    /** The new items of a change, in the order of its parts. */
    static ObjectNode fresh(LineChanges change) {
        ObjectNode body = Json.object();
        ArrayNode rows = body.putArray("items");
        for (LineChanges.Part part : change.changes()) {
            LineChanges.Line line = change.lines().stream()
                    .filter(one -> one.id().equals(part.becomes()))
                    .findFirst()
                    .orElseThrow();
            rows.addObject()
                    .put("variant_id", part.to())
                    .put("quantity", part.quantity())
                    .put("unit_price", new BigDecimal(line.unitPrice().amount()))
                    .set("metadata", Json.object().put(Mark.LINE, part.becomes()));
        }
        return body;
    }

    @Override
    String made(OrderLog.Entry confirmed) {
        return confirmed.id();
    }
}
