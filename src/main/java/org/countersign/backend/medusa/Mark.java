package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.countersign.backend.Fields;
import org.countersign.cancel.Cancels;
import org.countersign.change.Change;
import org.countersign.change.OrderNote;
import org.countersign.gate.Json;
import org.countersign.gate.StepKey;
import org.countersign.refund.LineQuantities;
import org.countersign.refund.Refunds;
import org.jspecify.annotations.Nullable;

/**
 * What we leave in the shop with an effect: the key of its step, and what of the plan the shop has no field for. In texts
 * (a refund's note, the internal note of an order change) it is the first line, {@code countersign:act_…/1 {…}}, and words for
 * people follow; in metadata it is an object with the {@code key} in it. Whoever may write there may write anything: what has
 * not exactly this form is not ours, and what is ours says nothing that the shop itself says.
 */
record Mark(StepKey key, ObjectNode content) {

    /** In the metadata of what we made: a fulfilment, a return, an exchange. */
    static final String MADE = "countersign";

    /** In an order's metadata: it was cancelled by us. */
    static final String CANCEL = "countersign_cancel";

    /** In an item's metadata: the id that its line had before an order change replaced the item. A text. */
    static final String LINE = "countersign_line";

    private static final String NOTE = "countersign_note_";
    private static final String PREFIX = "countersign:";
    private static final String KEY = "key";
    private static final String KIND = "kind";
    private static final List<String> STATES = List.of("return_status", "exchange_status");

    static Mark of(StepKey key) {
        return new Mark(key, Json.object());
    }

    /** With the {@code kind} of an order change of ours. */
    static Mark of(StepKey key, String kind) {
        return new Mark(key, Json.object().put(KIND, kind));
    }

    /** With {@code lines} and {@code shipping}, which a refund of the shop does not know, and the {@code reason}. */
    static Mark of(StepKey key, Refunds.Refund refund) {
        ObjectNode content = Json.object();
        if (!refund.lines().isEmpty()) {
            content.set("lines", LineQuantities.toJson(LineQuantities.merged(refund.lines())));
        }
        if (refund.shipping() != null) {
            content.set("shipping", Json.money(refund.shipping()));
        }
        return new Mark(key, content.put("reason", refund.reason()));
    }

    static Mark of(StepKey key, Cancels.Cancel cancel) {
        return new Mark(key, Json.object().put("reason", cancel.reason()));
    }

    /** With the effect that was planned, but for the state that the shop knows itself. */
    static Mark of(StepKey key, Change change) {
        return new Mark(key, change.effect().remove(STATES));
    }

    static Mark of(StepKey key, OrderNote note, Instant at) {
        return new Mark(
                key,
                Json.object()
                        .put("text", note.text())
                        .put("visible_to_customer", note.visibleToCustomer())
                        .put("at", at.toString()));
    }

    /** @param words for people, on lines of their own */
    String text(@Nullable String words) {
        String line = PREFIX + key + (content.isEmpty() ? "" : " " + Json.text(content));
        return words == null || words.isBlank() ? line : line + "\n" + words;
    }

    static Optional<Mark> ofText(@Nullable String text) {
        if (text == null || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String line = text.substring(PREFIX.length()).lines().findFirst().orElse("");
        int space = line.indexOf(' ');
        return space < 0
                ? mark(line, Json.object())
                : parsed(line.substring(space + 1)).flatMap(content -> mark(line.substring(0, space), content));
    }

    /** To be merged into metadata, under {@link #MADE} or {@link #CANCEL}. */
    ObjectNode metadata(String name) {
        ObjectNode mark = Json.object().put(KEY, key.value());
        return Json.object().set(name, mark.setAll(content));
    }

    static Optional<Mark> ofMetadata(JsonNode metadata, String name) {
        return metadata.path(name) instanceof ObjectNode mark
                ? mark(mark.path(KEY).asText(""), mark.deepCopy().without(KEY))
                : Optional.empty();
    }

    /** Under which an order's metadata keeps the note that a step writes; it is the note's id. */
    static String noteName(StepKey key) {
        return NOTE + key;
    }

    /** The notes in an order's metadata by their names, in its order. */
    static Map<String, Mark> notes(JsonNode metadata) {
        Map<String, Mark> notes = new LinkedHashMap<>();
        metadata.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(NOTE))
                .forEach(name -> ofMetadata(metadata, name)
                        .filter(mark -> noteName(mark.key).equals(name))
                        .ifPresent(mark -> notes.put(name, mark)));
        return notes;
    }

    /** Of the change that an order change was made for. */
    Optional<String> kind() {
        return read(made -> made.text(KIND));
    }

    /** Empty when the content is none that we write, or says nothing of it. */
    <T> Optional<T> read(Function<Fields, @Nullable T> reading) {
        try {
            return Optional.ofNullable(reading.apply(new Fields(content)));
        } catch (Fields.Unreadable notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<Mark> mark(String key, ObjectNode content) {
        return StepKey.parts(key).map(ours -> new Mark(new StepKey(key), content));
    }

    private static Optional<ObjectNode> parsed(String json) {
        try {
            return Json.parse(json) instanceof ObjectNode content ? Optional.of(content) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
