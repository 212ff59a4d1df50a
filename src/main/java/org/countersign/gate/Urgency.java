package org.countersign.gate;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How soon a person is needed, most first. */
public enum Urgency {
    URGENT,
    HIGH,
    NORMAL,
    LOW;

    /**
     * Of an escalation: as the model gave it with the case, or as it is: what keeps an object from other writes is high, a
     * write that only a person can let go on is normal.
     */
    public static Urgency of(Escalation escalation, @Nullable Entry action) {
        return action == null ? HIGH : given(action).orElse(escalation.kind().equals("escalated") ? NORMAL : HIGH);
    }

    /** As the model gave it; empty where it gave none. */
    public static Optional<Urgency> given(Entry action) {
        String word = action.arguments().path("urgency").asText();
        return Arrays.stream(values())
                .filter(each -> Json.wire(each).equals(word))
                .findFirst();
    }
}
