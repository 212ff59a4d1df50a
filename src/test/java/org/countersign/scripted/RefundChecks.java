package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What this shop refuses before anything happens. */
record RefundChecks(Goods goods, List<Effect> before, JsonNode request) {

    Optional<String> refusal() {
        Optional<Goods.Payment> payment = goods.payments().stream()
                .filter(one -> one.id().equals(request.path("payment_id").asText()))
                .findFirst();
        if (payment.isEmpty()) {
            return Optional.of("the order has no such payment");
        }
        if (!request.path("amount").path("currency").asText().equals(goods.currency())) {
            return Optional.of("the order is in " + goods.currency());
        }
        long amount = Shop.money(request.path("amount"));
        long left = payment.get().amount()
                - before.stream()
                        .filter(effect -> effect.payment().equals(payment.get().id()))
                        .mapToLong(Effect::amount)
                        .sum();
        if (amount <= 0 || amount > left) {
            return Optional.of("the payment has " + Goods.amount(left, goods.currency()) + " left");
        }
        String method = request.path("payment_method_id").asText();
        if (!method.endsWith("-" + goods.customer())) {
            return Optional.of("payment method " + method + " is none of the customer");
        }
        long shipping =
                goods.shipping() - before.stream().mapToLong(Effect::shipping).sum();
        if (Shop.money(request.path("shipping")) > shipping) {
            return Optional.of("less shipping is left");
        }
        return lines();
    }

    private Optional<String> lines() {
        for (Map.Entry<String, Integer> wanted :
                Shop.quantities(request.path("lines")).entrySet()) {
            Optional<Goods.Line> line = goods.lines().stream()
                    .filter(one -> one.id().equals(wanted.getKey()))
                    .findFirst();
            if (line.isEmpty()) {
                return Optional.of("the order has no line " + wanted.getKey());
            }
            int left = line.get().quantity() - refunded(wanted.getKey(), before);
            if (wanted.getValue() < 1 || wanted.getValue() > left) {
                return Optional.of("of line " + wanted.getKey() + ", " + left + " are left");
            }
        }
        return Optional.empty();
    }

    static int refunded(String line, List<Effect> effects) {
        return effects.stream()
                .mapToInt(effect -> effect.lines().getOrDefault(line, 0))
                .sum();
    }
}
