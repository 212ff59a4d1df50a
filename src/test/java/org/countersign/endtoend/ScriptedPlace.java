package org.countersign.endtoend;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.scripted.ScriptedShop;

/** Orders of {@link EveryWrite} in a scripted shop. */
record ScriptedPlace(ScriptedShop shop) implements EveryWrite.Place {

    @Override
    public String open() {
        ObjectNode goods = Writing.JSON
                .createObjectNode()
                .put("currency", "USD")
                .put("shipping", 900)
                .put("gift_card", 20_000);
        goods.putArray("lines").addObject().put("quantity", 3).put("unit_price", 1000);
        goods.withArray("lines").addObject().put("quantity", 1).put("unit_price", 2500);
        goods.putArray("payments").addObject().put("kind", "credit_card").put("amount", 6400);
        goods.putObject("address")
                .put("name", "Ada Low")
                .put("line1", "1 Main Street")
                .put("city", "Denver")
                .put("region", "CO")
                .put("postal_code", "80202")
                .put("country", "US");
        return shop.order(goods).path("id").asText();
    }

    @Override
    public String delivered() {
        String order = open();
        shop.delivered(order);
        return order;
    }

    /** Each order has its own. */
    @Override
    public String customer(String order) {
        return "C" + order;
    }

    @Override
    public String card(String order) {
        return "credit_card-" + customer(order);
    }

    @Override
    public String giftCard(String order) {
        return "gift_card-" + customer(order);
    }

    /** A line is of the product with its own number; its L costs more than a line does. */
    @Override
    public String dearer(String order, int line) {
        return shop.variant("P" + line, line == 1 ? 1300 : 2800, 10);
    }
}
