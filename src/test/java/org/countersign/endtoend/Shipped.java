package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.junit.jupiter.api.BeforeEach;

/**
 * A test of what is shipped, from outside: it knows the address, the database and the identity provider, and nothing of the
 * process. What it succeeded with is kept, so that a test can say what nobody has tried.
 */
abstract class Shipped {

    static final String SHOP = "/api/admin/shops/main";

    /** Set by {@link org.countersign.process.TestServices}. */
    DevelopmentIdentityProvider provider;

    final Sql sql = Sql.ofThisServer();
    private final SortedSet<Endpoint> succeeded = new TreeSet<>();
    private final SortedSet<Endpoint> all = Endpoint.below("");

    /** Whatever the tests before have made of it. */
    @BeforeEach
    void agentsRefundAlone() {
        json("PUT", SHOP + "/roles/support_agent/tools/refund_order", """
                {"enabled": true, "max_amount": {"amount": "500.00", "currency": "USD"}}""");
        succeeded.clear();
    }

    /** As in development: a person who may use every tool. It is in force within a second. */
    void aRoleForEveryTool() {
        sql.execute("insert into countersign.role (shop, name, permissions) values ('main', 'benchmark', '{}')"
                + " on conflict do nothing");
        sql.execute(
                "insert into countersign.role_grant (shop, role, tool, enabled)"
                        + " select distinct 'main', 'benchmark', tool, true from countersign.role_grant on conflict do nothing");
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(names(Agent.as("bench"))).contains("refund_order", "issue_store_credit"));
    }

    static List<String> names(Agent agent) {
        List<String> names = new ArrayList<>();
        agent.tools().forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    ShopFixture order() {
        return new ShopFixture(sql, "USD", 900).line(3, 1000).line(1, 2500).payment("credit_card", 6400);
    }

    /** One of ada's, done. @return its action */
    String done(ShopFixture shop) {
        Agent ada = Agent.as("ada");
        Agent.Said said = ada.call(Refunding.of(ada.order(shop.order)).amount("1.00"));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        return said.action();
    }

    /** One of ada's on an order that a person has to look at. @return the id of the escalation */
    String escalated() {
        ShopFixture shop = order();
        sql.execute("update shop.orders set risk_level = 'high' where id = ?", shop.order);
        Agent ada = Agent.as("ada");
        Agent.Said said = ada.call(Refunding.of(ada.order(shop.order)).amount("25.00"));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("escalated");
        return escalation(said.action());
    }

    /** A cancellation whose refund is done and whose second step the shop failed at. @return its action */
    String partlyDone() {
        ShopFixture shop = order();
        Agent ada = Agent.as("ada");
        Agent.Said unknown =
                broken("cancellations", () -> ada.call(Cancelling.TOOL, Cancelling.of(ada.order(shop.order))));
        judged(unknown.action());
        assertThat(ada.call("get_action", "action_id", unknown.action()).status())
                .isEqualTo("partly_done");
        return unknown.action();
    }

    /** A refund of which a person has to say what became of it. @return its action */
    String inDoubt() {
        ShopFixture shop = order();
        Agent ada = Agent.as("ada");
        Agent.Said unknown = broken(
                "refunds", () -> ada.call(Refunding.of(ada.order(shop.order)).amount("1.00")));
        assertThat(unknown.status()).as("%s", unknown.content()).isEqualTo("outcome_unknown");
        judged(unknown.action());
        sql.execute(
                "insert into countersign.escalation (id, shop, action_id, kind) values (?, 'main', ?, 'outcome_unknown')",
                "esc_" + unknown.action(),
                unknown.action());
        return unknown.action();
    }

    /** So that no look ends a doubt before a person does. */
    void nobodyCanLook(Runnable meanwhile) {
        sql.execute("alter table shop.refunds rename to refunds_away");
        try {
            meanwhile.run();
        } finally {
            sql.execute("alter table shop.refunds_away rename to refunds");
        }
    }

    private void judged(String action) {
        sql.execute("update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", action);
    }

    /** While whatever is written there is an error that says nothing of what became of it. */
    private <T> T broken(String table, java.util.function.Supplier<T> call) {
        sql.execute("create or replace function shop.fails() returns trigger language plpgsql as"
                + " $$ begin raise exception 'the disk is full' using errcode = '53100'; end $$");
        sql.execute(
                "create trigger fails before insert on shop." + table + " for each row execute function shop.fails()");
        try {
            return call.get();
        } finally {
            sql.execute("drop trigger fails on shop." + table);
        }
    }

    String escalation(String action) {
        return sql.text("select id from countersign.escalation where action_id = ?", action);
    }

    static String fresh() {
        return UUID.randomUUID().toString();
    }

    /** One call of the admin API, which must succeed. */
    HttpResponse<String> call(String role, String method, String path, String body, String... headers) {
        String[] all = Stream.concat(
                        Stream.of("Authorization", "Bearer " + Holder.of(role).token(provider, Holder.ADMIN)),
                        Stream.of(headers))
                .toArray(String[]::new);
        HttpResponse<String> answer = Knocking.send(method, path, body, all);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isBetween(200, 299);
        succeeded(method, path);
        return answer;
    }

    JsonNode read(String role, String path) {
        return Agent.parse(call(role, "GET", path, "").body());
    }

    HttpResponse<String> json(String method, String path, String body) {
        return call("shop_admin", method, path, body, "Content-Type", "application/json", "If-Match", "*");
    }

    /** What a browser shows, which must be a page, and not one that says what went wrong. */
    Browser.Page shown(String method, String path, Browser.Page page) {
        assertThat(page.status()).as("%s %s: %s", method, path, page.words()).isEqualTo(200);
        succeeded(method, path);
        return page;
    }

    private void succeeded(String method, String path) {
        SortedSet<Endpoint> same = new TreeSet<>(all);
        same.removeIf(each -> !each.method().equals(method));
        Endpoint.most(same, path).ifPresent(succeeded::add);
    }

    /** What is there and was not succeeded with. */
    SortedSet<Endpoint> untried(String below) {
        SortedSet<Endpoint> left = new TreeSet<>(all);
        left.removeIf(each -> !each.path().startsWith(below));
        left.removeAll(succeeded);
        return left;
    }
}
