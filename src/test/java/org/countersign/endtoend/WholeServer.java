package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.policy.FreshPolicy;
import org.junit.jupiter.api.AfterEach;

/** A test of the whole server: real tokens, HTTP, PostgreSQL, the sample shop. */
abstract class WholeServer {

    private static final AtomicInteger USED = new AtomicInteger();

    @Inject
    FreshPolicy policy;

    final Sql sql = Sql.ofThisServer();

    /** An untouched open order of the sample with at least two lines, each below an agent's limit. */
    String sampleOrder() {
        return sql.text("""
                select o.id from shop.orders o where o.status = 'open' and o.fulfillment_status = 'unfulfilled'
                   and (select count(*) from shop.lines l where l.order_id = o.id) >= 2
                   and (select sum(l.unit_price) from shop.lines l where l.order_id = o.id) < 200000
                   and (select max(l.unit_price) from shop.lines l where l.order_id = o.id) <= 50000
                   and (select count(*) = count(distinct l.unit_price) from shop.lines l where l.order_id = o.id)
                 order by o.id desc offset ? limit 1""", USED.getAndIncrement());
    }

    ShopFixture usd() {
        return new ShopFixture(sql, "USD", 900).line(3, 1000).line(1, 2500).payment("credit_card", 6400);
    }

    static String fresh() {
        return "key-" + UUID.randomUUID();
    }

    static JsonNode line(JsonNode order, int n) {
        return order.path("lines").path(n);
    }

    long refunds(String order) {
        return sql.number("select count(*) from shop.refunds where order_id = ?", order);
    }

    long actions(String order) {
        return sql.number("select count(*) from countersign.action where target_id = ?", order);
    }

    void switchOff(String scope) {
        sql.execute(
                "insert into countersign.switch (shop, scope, enabled, reason, by_whom) values ('main', ?, false, 'stock-taking', 'x')",
                scope);
        policy.readAgain();
    }

    void settings(String json) {
        sql.execute("update countersign.shop_settings set settings = ?::jsonb", json);
        policy.readAgain();
    }

    void narrowed(String tool, String onlyReason) {
        settings("{\"reasons\": {\"" + tool + "\": [\"" + onlyReason + "\"]}}");
    }

    @AfterEach
    void switchOn() {
        sql.execute("update countersign.shop_settings set settings = '{}'");
        sql.execute("delete from countersign.switch");
        policy.readAgain();
    }
}
