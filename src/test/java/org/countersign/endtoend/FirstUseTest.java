package org.countersign.endtoend;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A role that uses a tool for the first time is seen, by whichever replica; nothing of it is in anybody's way. */
@QuarkusTest
@TestProfile(FirstUseTest.OfItsOwn.class)
class FirstUseTest extends WholeServer {

    /** A server and a ledger in which nobody else has used anything. */
    public static class OfItsOwn extends ShopProfile {}

    /** Seconds since 1970, as /q/metrics has them now. */
    private static Optional<Double> shown(String role, String tool) {
        return get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith("countersign_first_use_timestamp_seconds{")
                        && line.contains("role=\"" + role + "\"")
                        && line.contains("tool=\"" + tool + "\""))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }

    private static void await(BooleanSupplier so) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it is not shown").isLessThan(end);
        }
    }

    @Test
    void theFirstUseIsShownAndStaysTheFirst() {
        Agent wim = Agent.as("wim");
        double before = System.currentTimeMillis() / 1000.0;
        assertThat(shown("warehouse", "hold_order")).isEmpty();
        wim.call("hold_order", "order_id", "nobody");
        await(() -> shown("warehouse", "hold_order").isPresent());
        double first = shown("warehouse", "hold_order").orElseThrow();
        assertThat(first).isBetween(before - 60, before + 60);
        wim.call("hold_order", "order_id", "nobody");
        assertThat(shown("warehouse", "hold_order")).contains(first);
        assertThat(shown("support_lead", "hold_order"))
                .as("the role that allowed it, no other")
                .isEmpty();
    }

    @Test
    void aCallThatIsNotGrantedIsNoUse() {
        Agent.as("wim").call("refund_order", "order_id", "W1");
        Agent.as("wim").call("list_actions");
        await(() -> shown("warehouse", "list_actions").isPresent());
        assertThat(shown("warehouse", "refund_order")).isEmpty();
    }

    @Test
    void whatCannotBeNotedStopsNobodyAndIsNotedTheNextTime() {
        sql.execute("alter table countersign.tool_use rename to tool_use_away");
        try {
            assertThat(noteless().error()).as("what it would say anyway").isEqualTo("invalid_arguments");
            assertThat(get("/q/metrics").statusCode()).isEqualTo(200);
        } finally {
            sql.execute("alter table countersign.tool_use_away rename to tool_use");
        }
        await(() -> {
            noteless();
            return shown("warehouse", "add_order_note").isPresent();
        });
    }

    /** Passes the permission check, and comes to nothing; no upgrade takes this tool for used. */
    private static Agent.Said noteless() {
        return Agent.as("wim").call("add_order_note", "order_id", "nobody");
    }

    @Test
    void anUpgradeTakesForUsedWhatTheLedgerShowsAndEveryReadThatIsGranted() throws IOException {
        Agent.as("ada").call(Refunding.of(Agent.as("ada").order(usd().order)).amount("-1.00"));
        ShopFixture shop = usd();
        Agent.Said done = Agent.as("ada")
                .call(Refunding.of(Agent.as("ada").order(shop.order)).line(shop.line(1), 1));
        assertThat(done.status()).isEqualTo("done");
        String oldest = sql.text("select min(requested_at) from countersign.action");
        sql.execute("delete from countersign.tool_use");
        sql.execute(upgrade());
        assertThat(first("support_agent", "find_orders")).as("a read").isEqualTo(oldest);
        assertThat(first("support_agent", "refund_order"))
                .isEqualTo(sql.text("select min(requested_at) from countersign.action where tool = 'refund_order'"
                        + " and 'support_agent' = any (roles)"));
        assertThat(sql.number("select count(*) from countersign.tool_use where tool = 'void_shipping_label'"))
                .as("nobody has done that")
                .isZero();
        assertThat(sql.number(
                        "select count(*) from countersign.tool_use where role = 'warehouse' and tool = 'refund_order'"))
                .as("not granted")
                .isZero();
    }

    private String first(String role, String tool) {
        return sql.text("select first_at from countersign.tool_use where role = ? and tool = ?", role, tool);
    }

    /** What the migration runs on the tables as they were, with the schema in front. */
    private static String upgrade() throws IOException {
        try (var file = Objects.requireNonNull(FirstUseTest.class.getResourceAsStream("/db/ledger/V19__seen.sql"))) {
            String whole = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return whole.substring(whole.indexOf("insert into tool_use"))
                    .replaceAll("\\b(into|from|join) (tool_use|role_grant|action)\\b", "$1 countersign.$2");
        }
    }
}
