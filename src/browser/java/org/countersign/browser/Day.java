package org.countersign.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;

/** What models do in the sample shop on one day: something of everything, with the sample's own people and orders. */
final class Day {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORDERS = """
            select o.id from shop.orders o join shop.customers c on c.id = o.customer_id
             where o.status = 'open' and o.fulfillment_status = ?
               and (select count(*) from shop.lines l where l.order_id = o.id) between 2 and 4
               and (select count(*) from shop.payments p where p.order_id = o.id) = 1
             order by md5(o.id) limit 40""";
    private static final List<String> SAID = List.of(
            "One piece arrived with a crack, I would like my money back for it.",
            "The colour is not what the picture shows.",
            "I was charged for two but one was missing from the parcel.",
            "It took three weeks, that is not acceptable.");

    private final House house;
    private final List<String> orders;
    private int next;

    private Day(House house) {
        this.house = house;
        this.orders = house.sql.texts(ORDERS, "unfulfilled");
    }

    static void at(House house) {
        Day day = new Day(house);
        day.refunds(house.model("ada"), 10);
        day.refunds(house.model("lea"), 6);
        day.cancels(house.model("ada"));
        day.notes(house.model("ben"));
        day.handsOver(house.model("ben"));
        day.isUnsure(house.model("ada"));
        day.wasLonger();
    }

    /** As if it had been asked for over the last nine hours. */
    private void wasLonger() {
        house.sql.execute(
                "update countersign.action set requested_at = requested_at"
                        + " - make_interval(hours => (('x' || right(md5(id), 4))::bit(16)::int % 10)) where status in ('DONE', 'REFUSED')");
    }

    private JsonNode nextOrder(Agent who) {
        return who.order(orders.get(next++ % orders.size()));
    }

    private void refunds(Agent who, int count) {
        for (int i = 0; i < count; i++) {
            JsonNode order = nextOrder(who);
            JsonNode line = order.path("lines").path(i % order.path("lines").size());
            ObjectNode call = Refunding.of(order)
                    .line(line)
                    .with("case_id", "case-" + (1040 + next))
                    .with("customer_request", SAID.get(i % SAID.size()))
                    .arguments();
            call.put("confidence", List.of(0.97, 0.9, 0.8, 0.65).get(i % 4));
            who.call("refund_order", call);
        }
    }

    private void cancels(Agent who) {
        who.call("cancel_order", written(nextOrder(who)).put("reason", "ordered_by_mistake"));
    }

    private void notes(Agent who) {
        for (int i = 0; i < 3; i++) {
            who.call(
                    "add_order_note",
                    written(nextOrder(who))
                            .put("text", "Called back, is fine with a later delivery.")
                            .put("visible_to_customer", false));
        }
    }

    private void handsOver(Agent who) {
        JsonNode order = nextOrder(who);
        who.call(
                "escalate_to_human",
                JSON.createObjectNode()
                        .put("order_id", order.path("id").asText())
                        .put("reason", "complaint_or_legal")
                        .put("customer_request", "I want to speak to somebody who can decide this.")
                        .put("interpretation", "Third late parcel; they want a gesture and an apology by phone.")
                        .put("recommended_action", "Call them back today and offer a store credit of 15.00 USD.")
                        .put("urgency", "high"));
    }

    private void isUnsure(Agent who) {
        JsonNode order = nextOrder(who);
        house.sql.execute(
                "update shop.orders set risk_level = 'high' where id = ?",
                order.path("id").asText());
        who.call(Refunding.of(who.order(order.path("id").asText()))
                .line(order.path("lines").path(0))
                .with("uncertainty_reason", "identity_unclear")
                .with("customer_request", "Please pay it to my new card instead."));
    }

    private static ObjectNode written(JsonNode order) {
        return JSON.createObjectNode()
                .put("order_id", order.path("id").asText())
                .put("version", order.path("version").asText())
                .put("reasoning", "The customer asked for it in the chat and named the order.")
                .put("confidence", 0.9);
    }
}
