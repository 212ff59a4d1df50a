package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Where an order goes, and where a customer lives: states, shown as they are now. */
final class Addresses {

    static Optional<String> noRedirection(Account account, JsonNode asked) {
        return Standing.notInTheHouse(account.order(asked));
    }

    static void redirect(Account account, Effect effect) {
        account.order(effect.request()).set("shipping_address", effect.request().path("address"));
    }

    static ObjectNode destination(Account now, Effect effect) {
        return Rows.some(now.order(effect.request()), "shipping_address");
    }

    static void move(Account account, Effect effect) {
        JsonNode address = effect.request().path("address");
        account.customer.set("default_address", address);
        account.customer.withArray("addresses").set(0, address);
    }

    static ObjectNode home(Account now, Effect effect) {
        return Rows.some(now.customer, "default_address");
    }

    private Addresses() {}
}
