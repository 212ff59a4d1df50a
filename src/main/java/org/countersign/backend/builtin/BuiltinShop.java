package org.countersign.backend.builtin;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.countersign.backend.OfBackend;
import org.countersign.shop.Backend;

/** The built-in shop can do everything that there is a tool for. */
@OfBackend(BuiltinShop.NAME)
@ApplicationScoped
class BuiltinShop implements Backend {

    static final String NAME = "builtin";

    private final ShopDatabase database;

    BuiltinShop(ShopDatabase database) {
        this.database = database;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean offers(String tool) {
        return true;
    }

    @Override
    public boolean reachable() {
        try (Connection connection = database.connect()) {
            return connection.isValid(2);
        } catch (SQLException gone) {
            return false;
        }
    }
}
