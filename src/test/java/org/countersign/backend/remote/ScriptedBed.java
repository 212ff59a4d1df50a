package org.countersign.backend.remote;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.backend.ServerBed;
import org.countersign.scripted.ScriptedShop;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;

/** The scripted shop, through the ports of the server that runs in this test. */
record ScriptedBed(ScriptedShop shop) implements ServerBed {

    @Override
    public Order order(String currency, long shipping, List<Line> lines, List<Paid> payments) {
        ObjectNode goods = new ObjectMapper().createObjectNode();
        goods.put("currency", currency).put("shipping", shipping);
        ArrayNode rows = goods.putArray("lines");
        lines.forEach(line -> rows.addObject()
                .put("quantity", line.quantity())
                .put("unit_price", line.unitPrice())
                .put("discount", line.discount())
                .put("tax", line.tax()));
        ArrayNode paid = goods.putArray("payments");
        payments.forEach(payment -> paid.addObject().put("kind", payment.kind()).put("amount", payment.amount()));
        return orders().order(new OrderId(shop.order(goods).path("id").asText()))
                .orElseThrow();
    }

    @Override
    public Order delivered(Order order) {
        shop.delivered(order.id().value());
        return again(order);
    }

    @Override
    public String variant(String productId, long price, int stock) {
        return shop.variant(productId, price, stock);
    }

    @Override
    public String method(Order order, String kind, long balance) {
        return shop.method(order.id().value(), kind, balance);
    }
}
