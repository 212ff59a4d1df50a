package org.countersign.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a call is told that gets neither its key nor its object. */
final class KeyRefusals {

    /** @param known the action under this call's own key, if there is one */
    static Answer busy(String holder, Optional<Entry> known) {
        if (known.isPresent() && known.get().id().equals(holder)) {
            return Answer.stillRunning(
                    known.get(),
                    Refusal.of(
                                    ErrorCode.BUSY,
                                    "This very action, " + holder + ", is still running; nothing is done twice.",
                                    "Look at it with get_action, or repeat the same call unchanged.")
                            .after(Duration.ofSeconds(2))
                            .then(Next.of("get_action", "action_id", holder, "see how this action ended")));
        }
        return Answer.refused(
                Refusal.of(
                                ErrorCode.BUSY,
                                "Another action is working on this object; nothing was done by this call.",
                                "Repeat the same call unchanged after retry_after_seconds.")
                        .after(Duration.ofSeconds(5)),
                List.of());
    }

    static Refusal unresolved(String holder) {
        return Refusal.of(
                        ErrorCode.UNRESOLVED,
                        "Action " + holder + " on this object was sent to the shop and its outcome is not settled;"
                                + " until it is, nothing else is changed here.",
                        "Look at it with get_action; when it is settled, read the object again and decide anew.")
                .with(Json.object().put("action_id", holder))
                .then(Next.of("get_action", "action_id", holder, "see what is unresolved"));
    }

    static Refusal reused(Entry entry, Action action) {
        ArrayNode fields = Json.object().putArray("fields");
        differing(entry.arguments(), action.arguments()).forEach(fields::add);
        if (!entry.target().equals(action.target())) {
            fields.add(entry.target().type() + "_id");
        }
        ObjectNode data = Json.object().put("action_id", entry.id());
        data.set("differing_fields", fields);
        return Refusal.of(
                        ErrorCode.KEY_REUSED,
                        "This idempotency_key belongs to action " + entry.id() + " with other values of: "
                                + Json.text(fields),
                        "For the same action repeat the first call unchanged; for another one use another"
                                + " idempotency_key, or none.")
                .with(data)
                .then(Next.of("get_action", "action_id", entry.id(), "see what this key already did"));
    }

    static Refusal expired() {
        return Refusal.of(
                ErrorCode.KEY_EXPIRED,
                "This idempotency_key belongs to an action that is too old to be answered; it never runs again.",
                "Look with list_actions and get_order at what was done. For another action use another"
                        + " idempotency_key, or none.");
    }

    private static Set<String> differing(ObjectNode before, ObjectNode now) {
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        now.fieldNames().forEachRemaining(names::add);
        for (Iterator<String> each = names.iterator(); each.hasNext(); ) {
            String name = each.next();
            JsonNode was = before.get(name);
            if (was != null && was.equals(now.get(name))) {
                each.remove();
            }
        }
        return names;
    }

    private KeyRefusals() {}
}
