package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.countersign.change.Change;
import org.countersign.gate.Json;
import org.countersign.gate.Proof;
import org.countersign.gate.StepKey;
import org.countersign.shop.ShopObject;

/** Looks a change up by the key it was sent with, and at the order or customer as it is now. */
final class ChangeLook {

    private static final String BY_KEY = "select kind, made from shop.changes where step_key = ?";

    /** What carries the key. */
    private record Made(String kind, String id) {}

    private final ShopDatabase database;
    private final Keys keys;

    ChangeLook(ShopDatabase database) {
        this.database = database;
        this.keys = new Keys(database);
    }

    Proof find(Change change, StepKey key) {
        return Keys.shown(() -> database.one(BY_KEY, row -> new Made(row.getString(1), row.getString(2)), key.value())
                .map(made -> shown(change, made)));
    }

    Proof findOrClose(Change change, StepKey key) {
        return keys.close(change.object(), key).orElseGet(() -> find(change, key));
    }

    /** Something else under this key is never what was planned. */
    private ObjectNode shown(Change change, Made made) {
        if (!made.kind().equals(change.kind())) {
            return Json.object().put("kind", made.kind());
        }
        return object(change)
                .map(now -> change.shown(now, made.id()))
                .orElseGet(() -> Json.object().put("gone", change.object().id()));
    }

    private Optional<? extends ShopObject> object(Change change) {
        String id = change.object().id();
        return change.object().type().equals("order")
                ? database.one(OrderSql.ORDER, OrderRow::read, id)
                : database.one(BuiltinCustomers.CUSTOMER, BuiltinCustomers::customer, id);
    }
}
