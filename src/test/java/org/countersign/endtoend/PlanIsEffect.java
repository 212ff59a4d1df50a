package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.Receipts;

/**
 * Does one write as every promise says it is done: the dry run changes nothing and shows the plan, the call does exactly
 * that, what was read afterwards has the version of the answer, and the same call again is a replay.
 */
final class PlanIsEffect {

    /** @return the answer of the call that did it */
    static Agent.Said of(Agent agent, String tool, ObjectNode call) {
        JsonNode before = read(agent, call);
        Agent.Said planned = agent.call(tool, call.deepCopy().put("dry_run", true));
        assertThat(planned.status())
                .as("dry run of %s: %s", tool, planned.content())
                .isEqualTo("planned");
        assertThat(read(agent, call)).as("after the dry run").isEqualTo(before);

        Agent.Said done = agent.call(tool, call);
        assertThat(done.status()).as("%s: %s", tool, done.content()).isEqualTo("done");
        assertThat(done.content().path("changed").asBoolean()).isTrue();
        assertThat(done.content().path("verification").asText()).isEqualTo("verified");
        JsonNode effect = done.content().path("effect");
        assertThat(effect.path("planned")).isEqualTo(planned.content().at("/effect/planned"));
        assertThat(effect.path("observed")).isEqualTo(effect.path("planned"));
        assertThat(effect.at("/planned/effects")).isNotEmpty();

        JsonNode after = read(agent, call);
        assertThat(after.path("version").asText()).isEqualTo(Receipts.contentOf(done.version()));
        Agent.Said again = agent.call(tool, call);
        assertThat(again.replayed()).as("%s", again.content()).isTrue();
        assertThat(again.action()).isEqualTo(done.action());
        assertThat(read(agent, call)).as("after the replay").isEqualTo(after);
        return done;
    }

    private static JsonNode read(Agent agent, ObjectNode call) {
        return state(
                call.has("customer_id")
                        ? agent.call(
                                        "get_customer",
                                        "customer_id",
                                        call.path("customer_id").asText())
                                .content()
                                .path("customer")
                        : agent.order(call.path("order_id").asText()));
    }

    /** As it was read, with the part of its version that is about its state: another part is about the time. */
    static JsonNode state(JsonNode object) {
        ObjectNode state = object.deepCopy();
        return state.put("version", Receipts.contentOf(object.path("version").asText()));
    }

    private PlanIsEffect() {}
}
