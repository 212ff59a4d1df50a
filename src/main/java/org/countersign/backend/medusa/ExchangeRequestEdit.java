package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.countersign.backend.OfBackend;
import org.countersign.change.ExchangeRequest;
import org.countersign.change.LineChanges;
import org.countersign.change.Swap;
import org.countersign.gate.Json;
import org.countersign.gate.StepKey;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.Product;
import org.countersign.shop.Products;

/**
 * An exchange. Medusa puts the new items into the order at once; their stock is not reserved before the old units are back,
 * and they carry the ids of the lines that they will be then.
 */
@Singleton
class ExchangeRequestEdit extends OrderChangeEdit<ExchangeRequest> {

    private final Products products;
    private final StockLocation place;

    ExchangeRequestEdit(
            @OfBackend(MedusaShop.NAME) MedusaOrders orders,
            @OfBackend(MedusaShop.NAME) Products products,
            StockLocation place,
            Drafts drafts) {
        super(orders, drafts);
        this.products = products;
        this.place = place;
    }

    @Override
    public Class<ExchangeRequest> kind() {
        return ExchangeRequest.class;
    }

    @Override
    OrderId order(ExchangeRequest change) {
        return change.order();
    }

    @Override
    Optional<String> hindrance(ExchangeRequest change, Order now) {
        return (change.difference().direction() == Order.PriceDifference.Direction.CHARGE
                        ? Optional.of(Hindrance.CHARGE)
                        : Optional.<String>empty())
                .or(() -> Hindrance.closed(now))
                .or(() -> Hindrance.returning(now))
                .or(() -> Hindrance.otherCurrency(now, change.difference().amount()))
                .or(() -> Hindrance.otherMethod(now, change.methodId()))
                .or(() -> Hindrance.tooManyBack(now, units(change)))
                .or(() -> foreign(change, now));
    }

    private static Map<String, Integer> units(ExchangeRequest change) {
        Map<String, Integer> units = new TreeMap<>();
        change.changes().forEach(one -> units.merge(one.lineId(), one.quantity(), Math::addExact));
        return units;
    }

    private Optional<String> foreign(ExchangeRequest change, Order now) {
        return change.changes().stream()
                .filter(one -> products.productOfVariant(one.variantId())
                        .filter(product -> now.line(one.lineId())
                                .filter(line -> line.productId().equals(product.id()))
                                .isPresent())
                        .isEmpty())
                .findFirst()
                .map(one -> "variant " + one.variantId() + " is none of its line's product");
    }

    @Override
    Draft draft(ExchangeRequest change, Order now, OrderFile file, StepKey key) {
        ObjectNode begin = Json.object().put("order_id", now.id().value());
        begin.set("metadata", Mark.of(key, change).metadata(Mark.MADE));
        ObjectNode back = Items.back(file, units(change)).put("location_id", place.of(file));
        ObjectNode fresh = LineChangesEdit.fresh(LineChanges.of(now, swaps(change.changes(), now)));
        return new Draft(
                ExchangeRequest.KIND,
                new Draft.Call("/admin/exchanges", begin),
                begun -> {
                    String path = "/admin/exchanges/" + Drafts.id(begun, "exchange");
                    return new Draft.Filling(
                            List.of(
                                    new Draft.Call(path + "/inbound/items", back),
                                    new Draft.Call(path + "/outbound/items", fresh)),
                            List.of(),
                            path + "/request");
                },
                this::made);
    }

    /** At the prices that are agreed. @throws OrderChangeEdit.Hindered when one of them is not */
    static List<Swap> swaps(List<Order.Change> changes, Order now) {
        List<Swap> swaps = new ArrayList<>();
        for (Order.Change one : changes) {
            Order.Line line =
                    now.line(one.lineId()).orElseThrow(() -> new Hindered("the order has no line " + one.lineId()));
            Money price = one.unitPrice();
            if (price == null) {
                throw new Hindered("the price of variant " + one.variantId() + " is not agreed");
            }
            swaps.add(new Swap(line, variant(line, one.variantId(), price), one.quantity()));
        }
        return swaps;
    }

    private static Product.Variant variant(Order.Line line, String id, Money price) {
        return new Product.Variant(id, line.productId(), Map.of(), price, true, 0);
    }

    @Override
    String made(OrderLog.Entry confirmed) {
        return confirmed.exchangeId() == null ? "" : confirmed.exchangeId();
    }
}
