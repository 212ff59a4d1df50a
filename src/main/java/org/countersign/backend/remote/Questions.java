package org.countersign.backend.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** What is asked of the shop and changes nothing; all of it, and every write, goes through one passage. */
@ApplicationScoped
class Questions {

    private final Wire wire;
    private final Passage passage;
    private final Duration within;

    Questions(@OfBackend(RemoteShop.NAME) Wire wire, Passage passage, PassageSettings settings) {
        this.wire = wire;
        this.passage = passage;
        this.within = settings.callTimeout();
    }

    /** Empty when the shop says that there is none. @throws BackendUnavailable when it cannot be asked */
    <T> Optional<T> one(String path, Map<String, @Nullable String> parameters, Function<Fields, T> read) {
        return passage.read(() ->
                Statuses.asked(answer(() -> wire.get(path, parameters, within))).map(json -> readable(json, read)));
    }

    <T> Page<T> page(String path, Map<String, @Nullable String> filter, Page.Request page, Function<Fields, T> read) {
        Map<String, @Nullable String> parameters = new HashMap<>(filter);
        parameters.put("limit", String.valueOf(page.limit()));
        parameters.put("cursor", page.cursor());
        return passage.read(() -> {
            Answer answer = answer(() -> wire.get(path, parameters, within));
            if (answer.status() == 400 && Statuses.text(answer, "bad_cursor").isPresent()) {
                throw new Page.BadCursor();
            }
            ObjectNode json = Statuses.asked(answer).orElseThrow(() -> new BackendUnavailable("the shop has no list"));
            return readable(json, list -> new Page<>(list.list("items", read), list.textOrNull("next_cursor")));
        });
    }

    /** A question with a body. */
    <T> T posted(String path, ObjectNode question, Function<Fields, T> read) {
        return passage.read(() -> Statuses.asked(answer(() -> wire.post(path, Map.of(), question, within)))
                .map(json -> readable(json, read))
                .orElseThrow(() -> new BackendUnavailable("the shop does not know what it was asked about")));
    }

    Optional<Reply> write(Attempt attempt) {
        return passage.write(attempt);
    }

    boolean open() {
        return passage.open();
    }

    private static Answer answer(Call call) {
        try {
            return call.make();
        } catch (Silence silence) {
            throw new BackendUnavailable("the shop does not answer: " + silence.why(), silence);
        }
    }

    private static <T> T readable(ObjectNode json, Function<Fields, T> read) {
        try {
            return read.apply(new Fields(json));
        } catch (Fields.Unreadable unreadable) {
            throw new BackendUnavailable("the shop's answer is not what the protocol says: " + unreadable.getMessage());
        }
    }

    private interface Call {
        Answer make() throws Silence;
    }
}
