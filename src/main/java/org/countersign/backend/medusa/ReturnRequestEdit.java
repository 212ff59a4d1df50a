package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.OfBackend;
import org.countersign.change.ReturnLines;
import org.countersign.change.ReturnRequest;
import org.countersign.gate.Json;
import org.countersign.gate.StepKey;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.Orders;

/**
 * A return. Where the money is to go, how much and why each unit comes back has no place in Medusa's return but its metadata;
 * an item is in it once, since Medusa counts receipts on one row of an item only.
 */
@ApplicationScoped
class ReturnRequestEdit extends OrderChangeEdit<ReturnRequest> {

    private final Goods goods;

    ReturnRequestEdit(@OfBackend(MedusaShop.NAME) Orders orders, Goods goods, Drafts drafts) {
        super(orders, drafts);
        this.goods = goods;
    }

    @Override
    public Class<ReturnRequest> kind() {
        return ReturnRequest.class;
    }

    @Override
    OrderId order(ReturnRequest change) {
        return change.order();
    }

    @Override
    Optional<String> hindrance(ReturnRequest change, Order now) {
        return Hindrance.closed(now)
                .or(() -> Hindrance.returning(now))
                .or(() -> Hindrance.otherCurrency(now, change.amount()))
                .or(() -> Hindrance.otherMethod(now, change.refundTo()))
                .or(() -> Hindrance.tooManyBack(now, ReturnLines.byLine(change.lines())));
    }

    @Override
    Draft draft(ReturnRequest change, Order now, StepKey key) {
        Goods.OfOrder order = goods.ofOrder(now.id().value());
        ObjectNode begin = Json.object().put("order_id", now.id().value()).put("location_id", order.place());
        begin.set("metadata", Mark.of(key, change).metadata(Mark.MADE));
        ObjectNode back = back(order.items(), ReturnLines.byLine(change.lines()));
        return new Draft(
                new Draft.Call("/admin/returns", begin),
                begun -> {
                    String path = "/admin/returns/" + Drafts.id(begun, "return") + "/request";
                    return new Draft.Filling(List.of(new Draft.Call(path + "-items", back)), List.of(), path);
                },
                this::made);
    }

    /** @param units by line id */
    static ObjectNode back(Items items, Map<String, Integer> units) {
        ObjectNode body = Json.object();
        ArrayNode rows = body.putArray("items");
        units.forEach((line, quantity) ->
                rows.addObject().put("id", items.known(line).id()).put("quantity", quantity));
        return body;
    }

    @Override
    String made(OrderChange confirmed) {
        return confirmed.returnId() == null ? "" : confirmed.returnId();
    }
}
