package org.countersign.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that comes while there is no server: it waits for the one that is started for it, and is answered once. */
@Timeout(300)
class WakeIT {

    @Test
    void callsThatWaitWhileTheServerStartsAreAnsweredAndAreOneEffect() throws Exception {
        Map<String, String> settings =
                Map.of("countersign.calls-per-minute", "100000", "countersign.writes-per-case", "100000");
        try (Stage stage = new Stage(1, settings)) {
            Replica only = stage.replicas.getFirst();
            String order = stage.orders.next();
            ObjectNode call = Refunding.of(stage.agent("bench", only).order(order))
                    .amount("4.40")
                    .key("waits-" + order)
                    .arguments();
            only.end();
            assertThat(only.ended(30)).isPresent();
            try (Waking before = new Waking(only)) {
                Agent agent = stage.agent("bench", only).at(before.url());
                List<Agent.Said> said = Together.call(5, n -> agent.call("refund_order", call));
                assertThat(before.held())
                        .as("calls that came before the server")
                        .isPositive();
                assertThat(said)
                        .allSatisfy(each -> assertThat(each.status().equals("done")
                                        || each.error().equals("busy"))
                                .as("%s", each.body())
                                .isTrue())
                        .anySatisfy(each -> assertThat(each.status()).isEqualTo("done"));
                assertThat(agent.call("refund_order", call).replayed()).isTrue();
            }
            assertThat(stage.sql.texts("select amount from shop.refunds where order_id = ?", order))
                    .containsExactly("440");
            assertThat(new Books(stage.sql).open()).isEmpty();
            assertThat(new Books(stage.sql).disagreements()).isEmpty();
        }
    }
}
