package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.countersign.backend.Silence;
import org.countersign.gate.Reply;

/** One request that changes something, and what its answer or its silence means. */
@ApplicationScoped
class Requests {

    private final Medusa medusa;
    private final Replies replies;

    Requests(Medusa medusa, Clock clock) {
        this.medusa = medusa;
        this.replies = new Replies(clock);
    }

    /** As {@link Replies#of(org.countersign.backend.Answer, Function, Predicate)}. */
    Reply post(String path, ObjectNode body, Function<JsonNode, String> id, Predicate<Refused> beforeEffects) {
        try {
            return replies.of(medusa.post(path, body), id, beforeEffects);
        } catch (Silence silence) {
            return Replies.of(silence);
        }
    }

    /** Answered with the order. */
    Reply toOrder(String path, ObjectNode body, Predicate<Refused> beforeEffects) {
        return post(path, body, answer -> answer.path("order").path("id").asText(), beforeEffects);
    }
}
