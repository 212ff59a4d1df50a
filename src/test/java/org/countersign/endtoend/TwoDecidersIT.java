package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.process.ServerProcess;
import org.countersign.process.TestServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two packaged servers and the people who decide at them: one decision, one effect, whichever of them dies in between. */
@Timeout(300)
class TwoDecidersIT {

    private static DevelopmentIdentityProvider provider;
    private static ServerProcess first;
    private static ServerProcess second;
    private static URI publicUrl;
    private static Agent atFirst;
    private static Agent atSecond;
    private static Sql sql;

    @BeforeAll
    static void start() {
        int port = ServerProcess.freePort();
        publicUrl = URI.create("http://localhost:" + port);
        provider = DevelopmentIdentityProvider.start(0, publicUrl.resolve("/mcp"), publicUrl.resolve("/api/admin"));
        Map<String, String> settings = new HashMap<>(TestServices.database());
        settings.putAll(TestServices.console());
        settings.put("countersign.issuer", provider.issuer().toString());
        settings.put("countersign.public-url", publicUrl.toString());
        settings.put("countersign.sample-shop", "true");
        settings.put("countersign.console.posts-per-minute", "100000");
        sql = Sql.of(settings);
        first = ServerProcess.start(port, settings);
        second = ServerProcess.start(ServerProcess.freePort(), settings);
        String token = Agent.token(provider.issuer().toString(), "ada", "mcp");
        atFirst = new Agent(first.url(), token);
        atSecond = new Agent(second.url(), token);
        sql.execute(
                "update countersign.role_grant set version = version + 1, terms = terms || '{\"confirmation\": \"other_person\"}'"
                        + " where role = 'support_agent' and tool = 'refund_order'");
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

    @BeforeEach
    void bothAreUp() {
        if (!first.isRunning()) {
            first.restart();
        }
    }

    private static ShopFixture usd() {
        return new ShopFixture(sql, "USD", 0).line(2, 3200).payment("gift_card", 6400);
    }

    private record Waiting(ShopFixture shop, Refunding call, String action, String approval) {

        String path(String what) {
            return "/console/approvals/" + approval + what;
        }
    }

    /** The servers know a changed grant within a second. */
    private static Waiting waiting() {
        Agent.Said last = null;
        for (int n = 0; n < 100; n++) {
            ShopFixture shop = usd();
            Refunding call = Refunding.of(atFirst.order(shop.order)).amount("7.00");
            last = atFirst.call(call);
            if (last.status().equals("awaiting_approval")) {
                String url = last.content().at("/approval/url").asText();
                assertThat(url).startsWith(publicUrl + "/console/approvals/apr_");
                return new Waiting(shop, call, last.action(), url.substring(url.lastIndexOf('/') + 1));
            }
        }
        throw new AssertionError("nothing waits: " + last.content());
    }

    private static Browser at(ServerProcess server, String user) {
        Browser browser = new Browser(publicUrl, user).use(server.url());
        assertThat(browser.get("/console").status()).isEqualTo(200);
        return browser;
    }

    private static Browser.Page says(Browser person, Waiting waiting, String what) {
        return person.post(waiting.path("/" + what), Map.of("reason", "looked at it"));
    }

    private static String status(Waiting waiting) {
        return sql.text("select status from countersign.action where id = ?", waiting.action());
    }

    private static long events(Waiting waiting, String kind) {
        return sql.number(
                "select count(*) from countersign.event where action_id = ? and kind = ?", waiting.action(), kind);
    }

    private static void until(BooleanSupplier so, String what) {
        long begun = System.nanoTime();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime() - begun)
                    .as(what)
                    .isLessThan(Duration.ofSeconds(60).toNanos());
            Thread.onSpinWait();
        }
    }

    @Test
    void aDecisionAtOneServerIsSeenAtTheOther() {
        Waiting waiting = waiting();
        Browser lea = at(second, "lea");
        Browser.Page page = says(lea, waiting, "allow");
        assertThat(page.status()).as(page.words()).isEqualTo(200);
        assertThat(waiting.shop().refunds()).isEqualTo(1);
        Agent.Said seen = atFirst.call("get_action", "action_id", waiting.action());
        assertThat(seen.status()).as("%s", seen.content()).isEqualTo("done");
        assertThat(seen.content().at("/decision/by_role").asText()).isEqualTo("support_lead");
        assertThat(atSecond.call(waiting.call()).replayed()).isTrue();
        says(at(first, "lea"), waiting, "deny");
        assertThat(status(waiting)).as("the first decision is final").isEqualTo("DONE");
    }

    @Test
    void whoAskedForItDecidesNothingAtEither() {
        Waiting waiting = waiting();
        for (ServerProcess server : List.of(first, second)) {
            says(at(server, "ada"), waiting, "allow");
            says(at(server, "ben"), waiting, "allow");
        }
        assertThat(status(waiting)).isEqualTo("AWAITING_APPROVAL");
        assertThat(waiting.shop().refunds()).isZero();
    }

    @Test
    void manyYesesAtBothAtOnceAreOneEffect() {
        Waiting waiting = waiting();
        List<Browser> people = List.of(at(first, "lea"), at(second, "lea"), at(first, "sam"), at(second, "sam"));
        List<Browser> all = people.stream()
                .flatMap(person -> java.util.stream.Stream.of(person, withPage(person), withPage(person)))
                .toList();
        Together.call(all.size(), n -> says(all.get(n), waiting, "allow").status());
        until(() -> status(waiting).equals("DONE"), "it is done");
        assertThat(waiting.shop().refunds()).isEqualTo(1);
        assertThat(events(waiting, "approval_allowed")).isEqualTo(1);
        assertThat(events(waiting, "sending")).isEqualTo(1);
    }

    /** The same session once more, with the form of its page. */
    private static Browser withPage(Browser person) {
        Browser other = person.copy();
        other.get("/console");
        return other;
    }

    @Test
    void ofAYesHereAndANoThereExactlyOneCounts() {
        Browser lea = at(first, "lea");
        Browser sam = at(second, "sam");
        for (int round = 0; round < 5; round++) {
            Waiting waiting = waiting();
            Together.call(
                    2,
                    n -> says(n == 0 ? lea : sam, waiting, n == 0 ? "allow" : "deny")
                            .status());
            until(() -> List.of("DONE", "DENIED").contains(status(waiting)), "it is decided");
            boolean yes = status(waiting).equals("DONE");
            assertThat(waiting.shop().refunds()).isEqualTo(yes ? 1 : 0);
            assertThat(events(waiting, "approval_allowed")).isEqualTo(yes ? 1 : 0);
            assertThat(events(waiting, "approval_denied")).isEqualTo(yes ? 0 : 1);
            lea.get("/console");
            sam.get("/console");
        }
    }

    @Test
    void aServerThatDiesBetweenAYesAndItsStartLeavesItToTheOther() {
        Waiting waiting = waiting();
        Browser lea = at(first, "lea");
        String object = "builtin/order:" + waiting.shop().order;
        sql.execute(
                "insert into countersign.object_lease (shop, object, epoch, holder, held_until)"
                        + " values ('main', ?, 1, 'act_of_another', now() + interval '1 hour')"
                        + " on conflict (shop, object) do update set holder = excluded.holder, held_until = excluded.held_until",
                object);
        CompletableFuture<?> lost = CompletableFuture.runAsync(() -> says(lea, waiting, "allow"));
        until(() -> events(waiting, "approval_allowed") == 1, "the yes is stored");
        first.kill();
        assertThat(lost).failsWithin(Duration.ofSeconds(30));
        assertThat(waiting.shop().refunds()).isZero();
        sql.execute("update countersign.object_lease set holder = null, held_until = null where object = ?", object);

        until(() -> status(waiting).equals("DONE"), "the other one does it");
        assertThat(waiting.shop().refunds()).isEqualTo(1);
        assertThat(events(waiting, "sending")).isEqualTo(1);
        first.restart();
        assertThat(atFirst.call(waiting.call()).replayed()).isTrue();
        assertThat(waiting.shop().refunds()).isEqualTo(1);
    }

    @Test
    void anUnfinishedDecisionIsNoneAndARestartLosesNothing() throws SQLException {
        Waiting waiting = waiting();
        Browser lea = at(first, "lea");
        try (Connection other = sql.open()) {
            other.setAutoCommit(false);
            try (PreparedStatement held =
                    other.prepareStatement("select 1 from countersign.approval where id = ? for update")) {
                held.setString(1, waiting.approval());
                held.execute();
                CompletableFuture<?> lost = CompletableFuture.runAsync(() -> says(lea, waiting, "allow"));
                until(
                        () -> sql.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and query like '%update approval%'")
                                > 0,
                        "the decision is on its way");
                first.kill();
                assertThat(lost).failsWithin(Duration.ofSeconds(30));
            }
            other.rollback();
        }
        until(
                () -> sql.number(
                                "select count(*) from pg_stat_activity where state <> 'idle' and pid <> pg_backend_pid()"
                                        + " and query like '%update approval%'")
                        == 0,
                "the database has done with the dead server's transaction");
        assertThat(status(waiting)).isEqualTo("AWAITING_APPROVAL");
        assertThat(sql.text("select state from countersign.approval where id = ?", waiting.approval()))
                .isEqualTo("PENDING");
        first.restart();
        second.restart();
        assertThat(atSecond.call(waiting.call()).status()).isEqualTo("awaiting_approval");
        assertThat(waiting.shop().refunds()).isZero();
        says(at(first, "lea"), waiting, "allow");
        assertThat(status(waiting)).isEqualTo("DONE");
        assertThat(waiting.shop().refunds()).isEqualTo(1);
    }
}
