package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.countersign.backend.OfBackend;
import org.countersign.change.ReturnLines;
import org.countersign.change.ReturnRequest;
import org.countersign.gate.Json;
import org.countersign.gate.StepKey;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;

/** A return. Where the money is to go, how much, and why each unit comes back has no place in Medusa's but the metadata. */
@Singleton
class ReturnRequestEdit extends OrderChangeEdit<ReturnRequest> {

    private final StockLocation place;

    ReturnRequestEdit(@OfBackend(MedusaShop.NAME) MedusaOrders orders, StockLocation place, Drafts drafts) {
        super(orders, drafts);
        this.place = place;
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
    Draft draft(ReturnRequest change, Order now, OrderFile file, StepKey key) {
        ObjectNode begin = Json.object().put("order_id", now.id().value()).put("location_id", place.of(file));
        begin.set("metadata", Mark.of(key, change).metadata(Mark.MADE));
        ObjectNode back = Items.back(file, ReturnLines.byLine(change.lines()));
        return new Draft(
                ReturnRequest.KIND,
                new Draft.Call("/admin/returns", begin),
                begun -> {
                    String path = "/admin/returns/" + Drafts.id(begun, "return") + "/request";
                    return new Draft.Filling(List.of(new Draft.Call(path + "-items", back)), List.of(), path);
                },
                this::made);
    }

    @Override
    String made(OrderLog.Entry confirmed) {
        return confirmed.returnId() == null ? "" : confirmed.returnId();
    }
}
