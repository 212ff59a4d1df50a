package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.process.ServerProcess;
import org.countersign.process.TestServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two packaged servers on one database: any of them answers anything, and none of them may die at a bad moment. */
@Timeout(300)
class TwoServersIT {

    private static DevelopmentIdentityProvider provider;
    private static ServerProcess first;
    private static ServerProcess second;
    private static Agent atFirst;
    private static Agent atSecond;
    private static Sql sql;
    private static String url;

    @BeforeAll
    static void start() {
        int port = ServerProcess.freePort();
        URI publicUrl = URI.create("http://localhost:" + port);
        provider = DevelopmentIdentityProvider.start(0, publicUrl.resolve("/mcp"), publicUrl.resolve("/api/admin"));
        Map<String, String> settings = new HashMap<>(TestServices.database());
        settings.put("countersign.issuer", provider.issuer().toString());
        settings.put("countersign.public-url", publicUrl.toString());
        settings.put("countersign.sample-shop", "true");
        url = settings.get("quarkus.datasource.jdbc.url");
        sql = Sql.of(settings);
        first = ServerProcess.start(port, settings);
        second = ServerProcess.start(ServerProcess.freePort(), settings);
        String token = Agent.token(provider.issuer().toString(), "ada", "mcp");
        atFirst = new Agent(first.url(), token);
        atSecond = new Agent(second.url(), token);
    }

    @AfterAll
    static void stop() {
        if (second != null) {
            second.close();
        }
        if (first != null) {
            first.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    private static ShopFixture usd() {
        return new ShopFixture(sql, "USD", 0).line(2, 3200).payment("gift_card", 6400);
    }

    @Test
    void oneClientMayAlternateBetweenTheServers() {
        assertThat(atFirst.call("find_orders", "query", "#W2611340").content().toString())
                .contains("W2611340");
        JsonNode order = atSecond.order("W2611340");
        Agent.Said done =
                atFirst.call(Refunding.of(order).line(order.path("lines").path(0)));
        assertThat(done.status()).as("%s", done.body()).isEqualTo("done");
        assertThat(atSecond.order("W2611340").path("version").asText()).isEqualTo(done.version());
        Agent.Said again =
                atSecond.call(Refunding.of(order).line(order.path("lines").path(0)));
        assertThat(again.replayed()).isTrue();
        assertThat(again.action()).isEqualTo(done.action());
        assertThat(atSecond.call("get_action", "action_id", done.action()).status())
                .isEqualTo("done");
        Agent.Said next = atSecond.call(Refunding.of("W2611340", done.version()).amount("1.00"));
        assertThat(next.status()).as("%s", next.body()).isEqualTo("done");
    }

    @Test
    void oneKeyFiredAtBothServersAtOnceIsOneRefund() {
        ShopFixture shop = usd();
        Refunding call = Refunding.of(atFirst.order(shop.order)).amount("7.00").key("fired-at-both");
        List<Agent.Said> said = Together.call(20, n -> (n % 2 == 0 ? atFirst : atSecond).call(call));
        assertThat(shop.refunds()).isEqualTo(1);
        assertThat(said.stream().filter(each -> each.status().equals("done") && !each.replayed()))
                .hasSize(1);
        assertThat(said)
                .allSatisfy(each -> assertThat(
                                each.status().equals("done") || each.error().equals("busy"))
                        .as("%s", each.body())
                        .isTrue());
    }

    @Test
    void keysAndReceiptsOutliveTheServer() {
        ShopFixture shop = usd();
        JsonNode order = atFirst.order(shop.order);
        Refunding keyed = Refunding.of(order).amount("3.00").key("outlives-the-server");
        Agent.Said done = atFirst.call(keyed);
        first.restart();
        assertThat(atFirst.call(keyed).replayed()).isTrue();
        Agent.Said next = atFirst.call(Refunding.of(shop.order, done.version()).amount("4.00"));
        assertThat(next.status())
                .as("a version that an earlier process gave: %s", next.body())
                .isEqualTo("done");
        assertThat(shop.refunds()).isEqualTo(2);
    }

    /** Where a refund stands when its server is killed. */
    private enum Moment {
        WRITTEN_NOT_COMMITTED(Holdup::inTheMiddle, 0),
        COMMITTING(Holdup::inTheCommit, 1);

        private final BiFunction<Sql, String, Holdup> holdup;
        private final long effects;

        Moment(BiFunction<Sql, String, Holdup> holdup, long effects) {
            this.holdup = holdup;
            this.effects = effects;
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aServerThatIsKilledDuringARefundLeavesExactlyOneEffect(Moment moment) {
        ShopFixture shop = usd();
        Refunding call = Refunding.of(atFirst.order(shop.order)).amount("9.00").key("killed-" + moment);
        try (Holdup holdup = moment.holdup.apply(sql, url)) {
            CompletableFuture<Agent.Said> lost = CompletableFuture.supplyAsync(() -> atFirst.call(call));
            holdup.awaitRefund();
            first.kill();
            assertThat(lost).failsWithin(java.time.Duration.ofSeconds(30));
        }
        String action = sql.text("select id from countersign.action where target_id = ?", shop.order);
        Agent.Said busy = atSecond.call("get_action", "action_id", action);
        assertThat(busy.status()).as("its lease is not over").isEqualTo("running");
        settledInTheShop(shop, moment.effects);

        // as if the lease, and the time in which the request could still arrive, were over
        sql.execute("update countersign.object_lease set held_until = now() - interval '1 s' where holder = ?", action);
        sql.execute("update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", action);
        Agent.Said resolved = atSecond.call("get_action", "action_id", action);
        assertThat(resolved.status()).isEqualTo(moment.effects == 1 ? "done" : "failed");
        Agent.Said repeated = atSecond.call(call);
        assertThat(repeated.status()).as("%s", repeated.body()).isEqualTo("done");
        assertThat(repeated.replayed()).isEqualTo(moment.effects == 1);
        assertThat(shop.refunds()).isEqualTo(1);
        assertThat(shop.refunded()).isEqualTo(900);

        assertThat(sql.number("""
                        select count(*) from countersign.event e where e.action_id = ? and e.prev is distinct from
                               (select b.hash from countersign.event b where b.action_id = e.action_id and b.seq = e.seq - 1)""", action)).as("torn chains").isZero();

        first.restart();
        assertThat(atFirst.call(call).replayed()).isTrue();
        assertThat(shop.refunds()).isEqualTo(1);
    }

    /** Waits until the database has done with the dead server's transaction. */
    private static void settledInTheShop(ShopFixture shop, long effects) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < 20_000_000_000L
                && (shop.refunds() != effects
                        || sql.number("select count(*) from pg_stat_activity where query like '%shop.refunds%'"
                                        + " and state = 'active' and pid <> pg_backend_pid()")
                                > 0)) {
            Thread.onSpinWait();
        }
        assertThat(shop.refunds()).isEqualTo(effects);
    }
}
