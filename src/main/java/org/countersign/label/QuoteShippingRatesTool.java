package org.countersign.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.gate.Json;
import org.countersign.mcp.AnswerSchema;
import org.countersign.mcp.BadArguments;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.Requests;
import org.countersign.mcp.Schema;
import org.countersign.mcp.ShopTool;
import org.countersign.mcp.ToolAnswer;
import org.countersign.shop.Order;
import org.countersign.shop.Orders;
import org.jspecify.annotations.Nullable;

/** The tool {@code quote_shipping_rates}: what a label would cost, by the same rules as buying one. */
@ApplicationScoped
class QuoteShippingRatesTool implements ShopTool {

    static final String TOOL = "quote_shipping_rates";

    private final Orders orders;
    private final Rates rates;

    QuoteShippingRatesTool(Orders orders, Rates rates) {
        this.orders = orders;
        this.rates = rates;
    }

    @Override
    public Spec spec() {
        Schema parcel = Schema.object(
                        "Absent: a box of 200 g and 500 g for each unit. The three lengths together or none.")
                .required("weight_grams", Schema.integer("", 1, Parcel.MOST_GRAMS))
                .optional("length_mm", Schema.integer("", 1, Parcel.MOST_MM))
                .optional("width_mm", Schema.integer("", 1, Parcel.MOST_MM))
                .optional("height_mm", Schema.integer("", 1, Parcel.MOST_MM));
        Schema own = Schema.object("")
                .required("order_id", Schema.text("with or without #", 1, 128))
                .required("direction", direction())
                .optional("parcel", parcel);
        return new Spec(TOOL, "Quote shipping rates", """
                Says what a shipping label for an order would cost, by service, cheapest first; it buys nothing. Use it \
                before buy_shipping_label, or before create_return when the shop sends the label: both take a rate_id of \
                this answer. A rate holds until expires_at, for this order, address and direction only. Do not use it to \
                find a parcel (track_shipment). Example: {"order_id": "W2611340", "direction": "return"}.""", own, output(), Effect.READ, false);
    }

    static Schema direction() {
        return Schema.choice(
                "outbound: from the shop to the customer; return: from the customer to the shop.",
                List.of("outbound", "return"));
    }

    static Order.Label.Direction direction(ObjectNode arguments) {
        return arguments.path("direction").asText().equals("return")
                ? Order.Label.Direction.RETURN
                : Order.Label.Direction.OUTBOUND;
    }

    /** Short: it stands in every list. */
    private static Schema output() {
        return AnswerSchema.base("how many rates, and the cheapest")
                .gives("parcel", Schema.answer("as it was counted"))
                .gives(
                        "rates",
                        Schema.list(
                                "untrusted: cheapest first: id (rate_id, return_rate_id), carrier, service, price, days until"
                                        + " delivery at most, expires_at",
                                Schema.answer("")));
    }

    @Override
    public ToolAnswer call(Caller caller, ObjectNode arguments) {
        Parcel parcel = parcel(arguments.path("parcel"));
        Order.Label.Direction direction = direction(arguments);
        return ReadAnswers.of(() -> orders.order(Requests.orderId(arguments))
                .map(order -> quote(order, direction, parcel))
                .orElseGet(NoOrder::ofThatId));
    }

    private ToolAnswer quote(Order order, Order.Label.Direction direction, @Nullable Parcel parcel) {
        return LabelRules.check(order, direction).map(ReadAnswers::refused).orElseGet(() -> {
            List<Rate> found = rates.quote(order, direction, parcel);
            return ToolAnswer.of(content(order, direction, found));
        });
    }

    private static ObjectNode content(Order order, Order.Label.Direction direction, List<Rate> found) {
        String what = Json.wire(direction) + " label for order " + order.name();
        ObjectNode content = Json.object()
                .put(
                        "summary",
                        found.isEmpty()
                                ? "No service carries this parcel: quote smaller or lighter parcels. Nothing was bought."
                                : found.size() + (found.size() == 1 ? " rate" : " rates") + " for one " + what
                                        + ", from " + found.getFirst().price() + ". Nothing was bought.")
                .put("order_id", order.id().value())
                .put("direction", Json.wire(direction));
        if (!found.isEmpty()) {
            content.set("parcel", parcel(found.getFirst().id().parcel()));
        }
        ArrayNode rows = content.putArray("rates");
        found.forEach(rate -> rows.add(rate(rate)));
        return content;
    }

    private static ObjectNode rate(Rate rate) {
        ObjectNode json = Json.object()
                .put("id", rate.id().toString())
                .put("carrier", rate.carrier())
                .put("service", rate.service());
        json.set("price", Json.money(rate.price()));
        return json.put("days", rate.days()).put("expires_at", rate.expiresAt().toString());
    }

    private static ObjectNode parcel(Parcel parcel) {
        ObjectNode json = Json.object().put("weight_grams", parcel.grams());
        Parcel.Size size = parcel.size();
        return size == null
                ? json
                : json.put("length_mm", size.length())
                        .put("width_mm", size.width())
                        .put("height_mm", size.height());
    }

    private static @Nullable Parcel parcel(JsonNode wanted) {
        if (!wanted.isObject()) {
            return null;
        }
        int grams = wanted.path("weight_grams").asInt();
        long lengths = List.of("length_mm", "width_mm", "height_mm").stream()
                .filter(wanted::has)
                .count();
        if (lengths != 0 && lengths != 3) {
            throw new BadArguments(
                    "parcel names some of its three lengths only.",
                    "Give length_mm, width_mm and height_mm together, or none of them; nothing was looked up.");
        }
        return new Parcel(
                grams,
                lengths == 0
                        ? null
                        : new Parcel.Size(
                                wanted.path("length_mm").asInt(),
                                wanted.path("width_mm").asInt(),
                                wanted.path("height_mm").asInt()));
    }
}
