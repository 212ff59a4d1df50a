package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;

/** The shop as the protocol shows it. */
record Views(Shop shop, Modes modes) {

    ObjectNode order(Goods goods) {
        List<Effect> effects = shop.of(goods.id(), true);
        ObjectNode json = head(goods, effects);
        address(json.putObject("shipping_address"));
        ArrayNode lines = json.putArray("lines");
        for (Goods.Line line : goods.lines()) {
            ObjectNode row = lines.addObject()
                    .put("id", line.id())
                    .put("product_id", "P" + line.product())
                    .put("variant_id", "V" + line.product())
                    .put("title", "Thing " + line.product())
                    .put("quantity", line.quantity())
                    .put("fulfilled_quantity", goods.delivered() ? line.quantity() : 0)
                    .put("returned_quantity", 0)
                    .put("refunded_quantity", ChangeChecks.refunded(line.id(), effects));
            row.putObject("options").put("size", "M");
            row.set("unit_price", money(line.unitPrice(), goods));
            row.set("amount", money(line.amount(), goods));
        }
        ArrayNode payments = json.putArray("payments");
        for (Goods.Payment payment : goods.payments()) {
            long refunded = effects.stream()
                    .filter(effect -> payment.id().equals(effect.payment()))
                    .mapToLong(Effect::amount)
                    .sum();
            ObjectNode row = payments.addObject()
                    .put("id", payment.id())
                    .put("at", payment.at().toString());
            row.set("method", method(payment.method(), goods.currency()));
            row.set("amount", money(payment.amount(), goods));
            row.set("refunded", money(refunded, goods));
            row.set("refundable", money(payment.amount() - refunded, goods));
        }
        ArrayNode transactions = json.putArray("transactions");
        effects.stream().filter(Effect::refunds).forEach(effect -> {
            ObjectNode row = transactions.addObject();
            row.put("id", "tx-" + effect.id())
                    .put("kind", "refund")
                    .put("method_id", effect.method())
                    .put("at", effect.at().toString())
                    .put("settles", effect.id())
                    .set("amount", money(effect.amount(), goods));
            if (modes.is("marks")) {
                row.put("mark", effect.key());
            }
        });
        Changed.labels(json, effects);
        ObjectNode totals = json.putObject("totals");
        totals.set("subtotal", money(goods.subtotal(), goods));
        totals.set("shipping", money(goods.shipping(), goods));
        totals.set("tax", money(goods.tax(), goods));
        totals.set("discount", money(goods.discount(), goods));
        totals.set("total", money(goods.total(), goods));
        totals.set("refunded", money(refunded(effects), goods));
        totals.set("refundable", money(goods.total() - refunded(effects), goods));
        effects.stream()
                .filter(Effect::cancels)
                .forEach(effect ->
                        json.put("cancelled_at", effect.at().toString()).put("cancel_reason", effect.reason()));
        if (goods.delivered()) {
            json.put("delivered_at", goods.placedAt().plusSeconds(86_400).toString());
        }
        return json.put("revision", "r" + effects.size());
    }

    ObjectNode summary(Goods goods) {
        List<Effect> effects = shop.of(goods.id(), true);
        ObjectNode json = head(goods, effects)
                .put(
                        "item_count",
                        goods.lines().stream().mapToInt(Goods.Line::quantity).sum());
        json.set("total", money(goods.total(), goods));
        json.set("refundable", money(goods.total() - refunded(effects), goods));
        return json;
    }

    /** @param orders of this customer, newest first */
    ObjectNode customer(String id, List<Goods> orders) {
        ObjectNode json = customerHead(id);
        address(json.putObject("default_address"));
        address(json.putArray("addresses").addObject());
        ArrayNode methods = json.putArray("payment_methods");
        Goods.KINDS.forEach(
                kind -> methods.add(method(kind + "-" + id, orders.getFirst().currency())));
        orders.forEach(order -> json.withArray("order_ids").add(order.id()));
        return json.put("revision", "r" + credited(orders.getFirst().customer()).size());
    }

    ObjectNode customerSummary(String id, int orders) {
        return customerHead(id).put("city", "Bern").put("postal_code", "3011").put("order_count", orders);
    }

    ObjectNode product(int n) {
        ObjectNode json = Http.object().put("id", "P" + n).put("title", "Thing " + n);
        ObjectNode variant =
                json.putArray("variants").addObject().put("id", "V" + n).put("available", true);
        long restocked = shop.all().stream()
                .filter(Effect::visible)
                .flatMap(effect -> effect.restock().entrySet().stream()
                        .filter(back -> shop.goods(effect.order()).orElseThrow().lines().stream()
                                .anyMatch(line -> line.id().equals(back.getKey()) && line.product() == n)))
                .mapToLong(java.util.Map.Entry::getValue)
                .sum();
        variant.put("stock", 100 + restocked).putObject("options").put("size", "M");
        variant.set("price", Effect.money(1000 + 10L * n, "USD"));
        return json;
    }

    ObjectNode productSummary(int n) {
        ObjectNode json = Http.object()
                .put("id", "P" + n)
                .put("title", "Thing " + n)
                .put("variant_count", 1)
                .put("available_variant_count", 1);
        json.set("price_from", Effect.money(1000 + 10L * n, "USD"));
        json.set("price_to", Effect.money(1000 + 10L * n, "USD"));
        return json;
    }

    /** By this shop's own arithmetic. */
    Shop.Answer quote(JsonNode request) {
        Goods goods = shop.goods(request.path("order_id").asText()).orElse(null);
        if (goods == null) {
            return new Shop.Answer(404, Http.object().put("not_found", "order"));
        }
        List<Effect> effects = shop.of(goods.id(), true);
        long maximum = goods.total() - refunded(effects);
        long shippingLeft = Math.min(
                maximum,
                goods.shipping() - effects.stream().mapToLong(Effect::shipping).sum());
        boolean everything = request.path("lines").isEmpty() && !request.has("shipping") && !request.has("amount");
        ObjectNode json = Http.object();
        ArrayNode rows = json.putArray("lines");
        long sum = everything ? shippingLeft : Shop.money(request.path("shipping"));
        json.set("shipping", money(sum, goods));
        for (Goods.Line line : goods.lines()) {
            int before = ChangeChecks.refunded(line.id(), effects);
            for (JsonNode wanted : everything ? all(line, before) : request.path("lines")) {
                if (wanted.path("line_id").asText().equals(line.id())) {
                    int quantity = wanted.path("quantity").asInt();
                    long amount = line.upTo(before + quantity) - line.upTo(before);
                    sum += amount;
                    rows.addObject()
                            .put("line_id", line.id())
                            .put("quantity", quantity)
                            .set("amount", money(amount, goods));
                }
            }
        }
        long total = request.has("amount") ? Shop.money(request.path("amount")) : everything ? maximum : sum;
        json.set("total", money(total, goods));
        json.set("maximum", money(maximum, goods));
        json.set("maximum_shipping", money(shippingLeft, goods));
        return new Shop.Answer(200, json);
    }

    private static ArrayNode all(Goods.Line line, int before) {
        ArrayNode rows = Http.object().putArray("rows");
        if (line.quantity() > before) {
            rows.addObject().put("line_id", line.id()).put("quantity", line.quantity() - before);
        }
        return rows;
    }

    String status(Goods goods) {
        return status(shop.of(goods.id(), true));
    }

    private static String status(List<Effect> effects) {
        return effects.stream().anyMatch(Effect::cancels) ? "cancelled" : "open";
    }

    String paymentStatus(Goods goods) {
        long refunded = refunded(shop.of(goods.id(), true));
        return refunded == 0 ? "paid" : refunded >= goods.total() ? "refunded" : "partially_refunded";
    }

    private ObjectNode head(Goods goods, List<Effect> effects) {
        ObjectNode json = Http.object()
                .put("id", goods.id())
                .put("name", "#" + goods.id())
                .put("status", status(effects))
                .put("payment_status", paymentStatus(goods))
                .put("fulfillment_status", goods.delivered() ? "delivered" : "unfulfilled")
                .put("placed_at", goods.placedAt().toString());
        json.set("customer", customerHead(goods.customer()));
        return json;
    }

    static ObjectNode customerHead(String id) {
        return Http.object().put("id", id).put("name", "Ada " + id).put("email", "ada." + id + "@example.com");
    }

    private ObjectNode method(String id, String currency) {
        String kind = id.substring(0, id.lastIndexOf('-'));
        ObjectNode json = Http.object()
                .put("id", id)
                .put("kind", kind)
                .put("label", kind)
                .put("can_charge", true)
                .put("can_credit", true);
        if (kind.equals("gift_card")) {
            long credited = credited(id.substring(id.lastIndexOf('-') + 1)).stream()
                    .filter(effect -> id.equals(effect.method()))
                    .mapToLong(Effect::amount)
                    .sum();
            json.set("balance", Effect.money(10_000 + credited, currency));
        }
        return json;
    }

    private List<Effect> credited(String customer) {
        if (customer.startsWith("CX")) {
            return shop.of("X" + customer.substring(2), true);
        }
        int owner = Integer.parseInt(customer.substring(1));
        return IntStream.of(2 * owner - 1, 2 * owner)
                .mapToObj(n -> shop.of("S" + n, true))
                .flatMap(List::stream)
                .toList();
    }

    private static void address(ObjectNode json) {
        json.put("name", "Ada Low")
                .put("line1", "1 Main Street")
                .put("city", "Bern")
                .put("postal_code", "3011")
                .put("country", "CH");
    }

    private static long refunded(List<Effect> effects) {
        return effects.stream().mapToLong(Effect::amount).sum();
    }

    private static ObjectNode money(long minor, Goods goods) {
        return Effect.money(minor, goods.currency());
    }
}
