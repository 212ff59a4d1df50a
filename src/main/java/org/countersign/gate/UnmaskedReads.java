package org.countersign.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.countersign.caller.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who is shown personal data unmasked leaves an event in the ledger before they are shown: who, by what, of which object or
 * of how many; never the data. The same person, client, way and object leave one in 10 minutes on each replica, so that
 * looking twice costs nothing. When the ledger cannot be written {@link LedgerUnavailable} is thrown, and nothing is shown.
 */
@ApplicationScoped
public class UnmaskedReads {

    public static final String KIND = "personal_data_read";

    static final Duration ONCE_IN = Duration.ofMinutes(10);
    /** As many as fit into a few megabytes; what was forgotten is noted once more. */
    static final int KEPT = 10_000;

    private final Ledger ledger;
    private final Clock clock;
    private final Map<String, Instant> noted = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > KEPT;
        }
    };

    UnmaskedReads(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * An answer that is about to be given as it is. Nothing is noted where there is nothing in it to mask.
     *
     * @param by the tool, or the call or page
     */
    public void shown(Caller caller, String by, JsonNode answer) {
        if (!Mask.hides(answer)) {
            return;
        }
        if (answer.at("/order/id").isTextual()) {
            object(caller, by, ObjectRef.order(answer.at("/order/id").asText()));
        } else if (answer.at("/customer/id").isTextual()) {
            object(caller, by, ObjectRef.customer(answer.at("/customer/id").asText()));
        } else {
            String action = actionOf(answer);
            if (action.isEmpty()) {
                list(caller, by, answer);
            } else {
                once(caller, by, null, action, Json.object().put("action_id", action));
            }
        }
    }

    /** An action's own answer, or that of something about it. */
    private static String actionOf(JsonNode answer) {
        String own = answer.at("/action/id").asText();
        return own.isEmpty() ? answer.at("/action/action/id").asText() : own;
    }

    /** All that there is to know about one object. */
    public void object(Caller caller, String by, ObjectRef object) {
        once(caller, by, object, object.toString(), Json.object());
    }

    /** All that there is. */
    public void everything(Caller caller, String by) {
        once(caller, by, null, "", Json.object().put("everything", true));
    }

    /** Each list of other objects is another one: whoever turns page after page leaves as many events. */
    private void list(Caller caller, String by, JsonNode answer) {
        int count = 1;
        StringBuilder ids = new StringBuilder();
        for (JsonNode field : answer) {
            if (field.isArray() && Mask.hides(field)) {
                count = field.size();
                field.forEach(row -> ids.append(row.path("id").asText()).append('\n'));
                break;
            }
        }
        String which = Digest.hex(Digest.sha256(Json.utf8(ids.toString())));
        once(caller, by, null, which, Json.object().put("count", count));
    }

    private void once(Caller caller, String by, @Nullable ObjectRef target, String what, ObjectNode data) {
        String key = String.join("\n", caller.issuer(), caller.subject(), String.valueOf(caller.clientId()), by, what);
        Instant now = clock.instant();
        if (!isNoted(key, now)) {
            // two at the same moment leave two events: better than one that is shown before its event is kept
            ledger.note(caller, by, target, new Event(KIND, now, data));
            keep(key, now);
        }
    }

    private synchronized boolean isNoted(String key, Instant now) {
        Instant last = noted.get(key);
        return last != null && last.plus(ONCE_IN).isAfter(now);
    }

    private synchronized void keep(String key, Instant now) {
        noted.remove(key);
        noted.put(key, now);
    }
}
