package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.countersign.backend.Answer;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.backend.Passage;
import org.countersign.backend.PassageSettings;
import org.countersign.backend.Silence;
import org.countersign.backend.Wire;
import org.countersign.gate.Attempt;
import org.countersign.gate.Reply;
import org.countersign.shop.BackendUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * The Admin API of one Medusa server: what is asked goes through the passage and is asked again; what is sent is sent once,
 * inside a try that the passage has let through. Paths begin with {@code /admin/}.
 */
@ApplicationScoped
class Medusa {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,128}");

    private final Wire wire;
    private final Passage passage;
    private final Duration within;
    /** The passage makes a try on the thread that asked for it. */
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

    Medusa(@OfBackend(MedusaShop.NAME) Wire wire, Passage passage, PassageSettings settings) {
        this.wire = wire;
        this.passage = passage;
        this.within = settings.callTimeout();
    }

    /** Whether a text may stand in a path: whatever else is no id of Medusa, so there is no such object. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * Empty when Medusa says {@code not_found}. Inside {@link #through} it is asked once, by the passage that is open.
     *
     * @throws BackendUnavailable when it cannot be asked, or its answer cannot be read
     */
    <T> Optional<T> one(String path, Map<String, @Nullable String> parameters, Function<Fields, T> read) {
        Supplier<Optional<T>> question =
                () -> asked(path, parameters).map(json -> readable(() -> read.apply(new Fields(json))));
        return inside.get() ? question.get() : passage.read(question);
    }

    /** As {@link #one}, of what is always there, such as a list. */
    <T> T list(String path, Map<String, @Nullable String> parameters, Function<Fields, T> read) {
        return one(path, parameters, read).orElseThrow(() -> new BackendUnavailable("the shop does not know " + path));
    }

    /** What was done to an order; it has to be there. */
    OrderLog log(String orderId) {
        return list("/admin/orders/" + orderId + "/changes", Map.of(), OrderLog::of);
    }

    /** One request that changes something; only inside {@link #through}. */
    Answer post(String path, ObjectNode body) throws Silence {
        return post(path, body, within);
    }

    /** As {@link #post}, one of several that share the time of a call. */
    Answer post(String path, ObjectNode body, Duration left) throws Silence {
        return wire.post(path, Map.of(), body, left);
    }

    /** As {@link #post}. */
    Answer delete(String path, Duration left) throws Silence {
        return wire.delete(path, left);
    }

    Optional<Reply> through(Attempt attempt) {
        return passage.write(() -> {
            inside.set(true);
            try {
                return attempt.make();
            } finally {
                inside.remove();
            }
        });
    }

    Duration callTimeout() {
        return within;
    }

    /** Whether it answers to its name at all, whatever its breaker says; bounded in time. */
    boolean healthy(Duration glance) {
        try {
            return passage.open() && wire.get("/health", Map.of(), glance).status() == 200;
        } catch (Silence away) {
            return false;
        }
    }

    private Optional<ObjectNode> asked(String path, Map<String, @Nullable String> parameters) {
        Answer answer;
        try {
            answer = wire.get(path, parameters, within);
        } catch (Silence silence) {
            throw new BackendUnavailable("the shop does not answer: " + silence.why(), silence);
        }
        return switch (answer.status()) {
            case 200 ->
                Optional.of(
                        answer.json().orElseThrow(() -> new BackendUnavailable("the shop's answer is no JSON object")));
            case 404 -> {
                if (!"not_found".equals(Refused.of(answer).type())) {
                    throw new BackendUnavailable("the shop does not know the question (404)");
                }
                yield Optional.empty();
            }
            case 401, 403 -> throw new BackendUnavailable("the shop does not accept this server's credentials");
            default -> throw new BackendUnavailable("the shop answered with status " + answer.status());
        };
    }

    /** @throws BackendUnavailable instead of {@link Fields.Unreadable} */
    static <T> T readable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Fields.Unreadable unreadable) {
            throw new BackendUnavailable("the shop's answer cannot be read: " + unreadable.getMessage());
        }
    }
}
