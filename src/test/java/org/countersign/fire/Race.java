package org.countersign.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** Two servers, many callers; after each race shop and ledger are counted against each other. */
@Timeout(300)
abstract class Race {

    static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage(2, Map.of("countersign.calls-per-minute", "100000", "countersign.writes-per-case", "100000"));
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(new Books(stage.sql).disagreements()).isEmpty();
        assertThat(new Books(stage.sql).open()).isEmpty();
    }

    static Agent agent(String user, int n) {
        return stage.agent(user, stage.replicas.get(n % 2));
    }

    static long effects(String order) {
        return stage.sql.number("select count(*) from shop.refunds where order_id = ?", order);
    }

    static long refunded(String order) {
        return stage.sql.number("select coalesce(sum(refunded), 0) from shop.payments where order_id = ?", order);
    }

    static long done(List<Agent.Said> said) {
        return said.stream()
                .filter(each -> each.status().equals("done") && !each.replayed())
                .count();
    }

    /** How many were told what. */
    static String tally(List<Agent.Said> said) {
        return said.stream()
                .collect(Collectors.groupingBy(
                        each -> each.status() + " " + each.error() + (each.replayed() ? " replayed" : ""),
                        java.util.TreeMap::new,
                        Collectors.counting()))
                .toString();
    }

    static Agent.Said insist(Agent agent, String order, int cents) {
        Agent.Said said = null;
        for (int n = 0; n < 60; n++) {
            said = agent.call(Refunding.of(agent.order(order))
                    .amount("%d.%02d".formatted(cents / 100, cents % 100))
                    .key("insists-" + order + "-" + cents));
            if (!List.of("stale", "busy", "ledger_unavailable").contains(said.error())) {
                return said;
            }
        }
        return said;
    }
}
