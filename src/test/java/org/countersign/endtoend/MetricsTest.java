package org.countersign.endtoend;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What operators see: every answer, check and backend reply is counted once, and what is open stands there. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class MetricsTest extends WholeServer {

    private final Agent ada = Agent.as("ada");

    private static String scrape() {
        return get("/q/metrics").then().statusCode(200).extract().asString();
    }

    /** The value of the series with all of these labels; zero: there is none. */
    private static double value(String scrape, String name, String... labels) {
        return scrape.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void answersChecksAndRepliesAreCountedOnce() {
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        String before = scrape();
        Refunding good = Refunding.of(order).line(shop.line(1), 1);
        ada.call(good);
        ada.call(good);
        ada.call(Refunding.of(order).amount("-1.00"));
        String after = scrape();
        String calls = "countersign_tool_calls_seconds_count";
        assertThat(value(after, calls, "tool=\"refund_order\"", "status=\"done\"", "replayed=\"false\"")
                        - value(before, calls, "tool=\"refund_order\"", "status=\"done\"", "replayed=\"false\""))
                .isEqualTo(1);
        assertThat(value(after, calls, "status=\"done\"", "replayed=\"true\"")
                        - value(before, calls, "status=\"done\"", "replayed=\"true\""))
                .isEqualTo(1);
        assertThat(value(after, calls, "error=\"invalid_arguments\"")
                        - value(before, calls, "error=\"invalid_arguments\""))
                .isEqualTo(1);
        for (String check : new String[] {"receipt", "duplicate", "limits"}) {
            String label = "check=\"" + check + "\"";
            assertThat(value(after, "countersign_checks_total", label, "result=\"pass\"")
                            - value(before, "countersign_checks_total", label, "result=\"pass\""))
                    .as("a replay checks nothing: %s", check)
                    .isEqualTo(1);
        }
        assertThat(value(after, "countersign_backend_replies_seconds_count", "step=\"refund\"", "reply=\"accepted\"")
                        - value(
                                before,
                                "countersign_backend_replies_seconds_count",
                                "step=\"refund\"",
                                "reply=\"accepted\""))
                .isEqualTo(1);
    }

    @Test
    void whatIsInDoubtIsShownWithItsAge() {
        ShopFixture shop = usd();
        Agent.Said done = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        double doubts = doubts();
        sql.execute(
                "update countersign.action set status = 'OUTCOME_UNKNOWN', requested_at = now() - interval '1 hour'"
                        + " where id = ?",
                done.action());
        try {
            await(() -> doubts() == doubts + 1);
            assertThat(value(scrape(), "countersign_ledger_lag_seconds")).isBetween(3600.0, 4600.0);
        } finally {
            sql.execute("update countersign.action set status = 'DONE' where id = ?", done.action());
        }
        await(() -> doubts() == doubts);
    }

    @Test
    void theUnsealedTailTheNewestSealAndWhatWaitsForAPersonAreShown() {
        double sealed = value(scrape(), "countersign_ledger_seal");
        ada.call(Refunding.of(ada.order(usd().order)).amount("-1.00"));
        await(() -> value(scrape(), "countersign_ledger_seal") > sealed);
        await(() -> value(scrape(), "countersign_ledger_unsealed_events") == 0);
        assertThat(value(scrape(), "countersign_ledger_seal"))
                .isEqualTo(sql.number("select max(n) from countersign.seal"));

        double waiting = value(scrape(), "countersign_escalations_open");
        // what waits for an event that is gone is never sealed
        sql.execute("insert into countersign.unsealed (event_id, shop) values (-1, 'main')");
        sql.execute("insert into countersign.escalation (id, shop, kind) values ('esc_metrics', 'main', 'mismatch')");
        try {
            await(() -> value(scrape(), "countersign_ledger_unsealed_events") >= 1);
            await(() -> value(scrape(), "countersign_escalations_open") == waiting + 1);
            sql.execute("update countersign.escalation set closed_at = now() where id = 'esc_metrics'");
            await(() -> value(scrape(), "countersign_escalations_open") == waiting);
        } finally {
            sql.execute("delete from countersign.unsealed where event_id = -1");
            sql.execute("delete from countersign.escalation where id = 'esc_metrics'");
        }
    }

    @Test
    void noSeriesNamesAPersonAnOrderOrAnAction() {
        ShopFixture shop = usd();
        Agent.Said said = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        assertThat(scrape())
                .contains("countersign_tool_calls_seconds")
                .doesNotContain(shop.order, shop.customer, said.action(), "u-ada", "@example.com");
        List<String> known = Knocking.tools();
        assertThat(Pattern.compile("tool=\"([^\"]+)\"")
                        .matcher(scrape())
                        .results()
                        .map(one -> one.group(1)))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    private static double doubts() {
        return value(scrape(), "countersign_actions_open", "status=\"outcome_unknown\"");
    }

    private static void await(BooleanSupplier so) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it is not shown").isLessThan(end);
        }
    }
}
