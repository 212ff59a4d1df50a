package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Money is taken with a method of the customer, or put onto a new gift card. */
final class Charges {

    static Optional<String> refusal(Account account, JsonNode asked) {
        return refusal(account, account.order(asked), asked);
    }

    /** @param charge {payment_method_id, amount} */
    static Optional<String> refusal(Account account, ObjectNode order, JsonNode charge) {
        ObjectNode method =
                account.method(charge.path("payment_method_id").asText()).orElse(null);
        long amount = Cash.minor(charge.path("amount"));
        if (order.path("status").asText().equals("cancelled")) {
            return Optional.of("the order is cancelled");
        }
        if (amount <= 0 || !Cash.currency(charge.path("amount")).equals(Sums.currency(order))) {
            return Optional.of("a charge is more than zero, in the order's currency");
        }
        if (method == null || !method.path("can_charge").asBoolean()) {
            return Optional.of("the customer has no such payment method to charge");
        }
        return method.has("balance") && Cash.minor(method.path("balance")) < amount
                ? Optional.of(
                        "the gift card has " + method.at("/balance/amount").asText())
                : Optional.empty();
    }

    static void apply(Account account, Effect effect) {
        apply(account, account.order(effect.request()), effect.request(), effect);
    }

    /** One more payment, with the id of the effect. */
    static void apply(Account account, ObjectNode order, JsonNode charge, Effect effect) {
        String methodId = charge.path("payment_method_id").asText();
        long amount = Cash.minor(charge.path("amount"));
        account.method(methodId).ifPresent(method -> {
            account.pay(order, methodId, -amount, effect);
            Opening.payment(order, effect.id(), method, amount, effect.at().toString(), Sums.currency(order));
        });
    }

    static ObjectNode shown(Account now, Effect effect) {
        ObjectNode json = Http.object();
        Rows.find(now.order(effect.request()).path("payments"), effect.id()).ifPresent(payment -> {
            json.put("payment_method_id", payment.at("/method/id").asText());
            json.set("amount", payment.path("amount"));
        });
        return json;
    }

    static Optional<String> noCredit(Account account, JsonNode asked) {
        if (Cash.minor(asked.path("amount")) <= 0) {
            return Optional.of("store credit is more than zero");
        }
        return asked.has("order_id") && account.order(asked) == null
                ? Optional.of("the order is none of this customer")
                : Optional.empty();
    }

    static void credit(Account account, Effect effect) {
        JsonNode amount = effect.request().path("amount");
        account.customer
                .withArray("payment_methods")
                .add(Opening.method(effect.id(), "gift_card", Cash.minor(amount), Cash.currency(amount)));
    }

    static ObjectNode credited(Account now, Effect effect) {
        ObjectNode json = Http.object();
        now.method(effect.id())
                .ifPresent(card -> json.putObject("store_credit")
                        .put("kind", card.path("kind").asText())
                        .set("amount", card.path("balance")));
        return json;
    }

    private Charges() {}
}
