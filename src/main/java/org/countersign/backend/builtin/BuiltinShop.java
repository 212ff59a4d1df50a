package org.countersign.backend.builtin;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.countersign.backend.OfBackend;
import org.countersign.shop.Backend;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Finding;

/** The built-in shop can do everything that there is a tool for. */
@OfBackend(BuiltinShop.NAME)
@ApplicationScoped
class BuiltinShop implements Backend {

    static final String NAME = "builtin";

    private static final String ANY_ORDER = "select 1 from shop.orders limit 1";
    /** What a change writes to; the names of those that this login may not. */
    private static final String RIGHTS = """
            select t.name from unnest(array['orders', 'lines', 'payments', 'refunds', 'changes']) as t (name)
             where not (has_table_privilege('shop.' || t.name, 'insert')
                        and has_table_privilege('shop.' || t.name, 'update'))""";

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

    @Override
    public List<Finding> check() {
        if (!reachable()) {
            return List.of(Finding.bad(
                    "reachable",
                    "the shop's database does not answer",
                    "Look at QUARKUS_DATASOURCE_SHOP_JDBC_URL, _USERNAME and _PASSWORD, and whether PostgreSQL runs."));
        }
        Finding reachable = Finding.good("reachable", "the shop's database answers and takes this server's login");
        try {
            return List.of(reachable, orders(database.list(RIGHTS, row -> row.getString(1))));
        } catch (BackendUnavailable unreadable) {
            return List.of(
                    reachable,
                    Finding.bad(
                            "tables",
                            "the shop's tables cannot be read",
                            "They are made at start, in the schema shop: let this login own that schema."));
        }
    }

    private Finding orders(List<String> readOnly) {
        if (!readOnly.isEmpty()) {
            return Finding.bad(
                    "tables",
                    "this login may not change " + String.join(", ", readOnly),
                    "Grant it select, insert and update on all tables of the schema shop.");
        }
        return database.list(ANY_ORDER, row -> true).isEmpty()
                ? Finding.note(
                        "tables", "there is no order in the shop", "COUNTERSIGN_SAMPLE_SHOP=true imports a sample.")
                : Finding.good("tables", "its tables can be read and written");
    }

    @Override
    public String versions() {
        return "the object's content and its revision, which each change counts up in its own transaction";
    }

    @Override
    public String ownChecks(String tool) {
        return OwnChecks.of(tool);
    }
}
