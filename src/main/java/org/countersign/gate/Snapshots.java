package org.countersign.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last states that were read here, to say field by field what has changed since. Best effort: another replica, or
 * this one later, may not know a state any more; the refusal then only says that something changed.
 */
@ApplicationScoped
class Snapshots {

    private static final int KEPT = 2_000;
    private static final int SHOWN = 25;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_.:#+/-]{0,64}");
    private static final Set<String> PERSONAL = Set.of("name", "email", "phone", "line1", "line2", "company", "label");

    private final Map<String, byte[]> states = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    synchronized void keep(String digest, byte[] state) {
        states.put(digest, state);
    }

    private synchronized byte @Nullable [] kept(String digest) {
        return states.get(digest);
    }

    /** {@code [{field, before, after}]}; personal values and free text are named, not shown. Empty where a state is not known here. */
    ArrayNode differences(String before, String after) {
        byte[] old = kept(before);
        byte[] now = kept(after);
        return old == null || now == null ? Json.object().putArray("differences") : differences(state(old), state(now));
    }

    private static JsonNode state(byte[] state) {
        return Json.parse(new String(state, StandardCharsets.UTF_8));
    }

    static ArrayNode differences(JsonNode before, JsonNode after) {
        return FieldChanges.between(
                before,
                after,
                SHOWN,
                (name, value) -> !PERSONAL.contains(name.substring(name.lastIndexOf('.') + 1)) && plain(value));
    }

    /** A word, an id, a number, a time: nothing that could be a sentence somebody wrote. */
    private static boolean plain(@Nullable JsonNode value) {
        return value == null
                || !value.isTextual()
                || PLAIN.matcher(value.asText()).matches();
    }
}
