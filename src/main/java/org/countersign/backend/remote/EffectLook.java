package org.countersign.backend.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.countersign.backend.Effects;
import org.countersign.backend.Fields;
import org.countersign.gate.Absence;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.BackendUnavailable;

/**
 * Looks effects up by our key, or by the id in the shop's answer while this process remembers it. Two effects under one
 * key are shown as two: that is never what was planned.
 */
@ApplicationScoped
class EffectLook {

    private static final int REMEMBERED = 10_000;

    private final Questions questions;
    private final Map<StepKey, String> ids = Collections.synchronizedMap(new Recent());

    EffectLook(Questions questions) {
        this.questions = questions;
    }

    void remember(StepKey key, Reply.Accepted accepted) {
        if (accepted.backendId() != null) {
            ids.put(key, accepted.backendId());
        }
    }

    Proof find(StepKey key, Absence absence, Function<Fields, ObjectNode> effect) {
        return Effects.looked(() -> {
            List<ObjectNode> found = effects(Map.of("key", key.value()), effect);
            String id = ids.get(key);
            return Effects.proof(found.isEmpty() && id != null ? effects(Map.of("id", id), effect) : found, absence);
        });
    }

    Proof findOrClose(StepKey key, ObjectRef object, Absence absence, Function<Fields, ObjectNode> effect) {
        ObjectNode request = Json.object().put("key", key.value()).put(object.type() + "_id", object.id());
        return Effects.looked(() ->
                Effects.proof(questions.posted("/keys/close", request, answer -> effects(answer, effect)), absence));
    }

    private List<ObjectNode> effects(Map<String, String> which, Function<Fields, ObjectNode> effect) {
        return questions
                .one("/effects", Map.copyOf(which), answer -> effects(answer, effect))
                .orElseThrow(() -> new BackendUnavailable("the shop lists no effects"));
    }

    private static List<ObjectNode> effects(Fields answer, Function<Fields, ObjectNode> effect) {
        if (!answer.json().path("effects").isArray()) {
            throw Fields.wrong("effects", "a list");
        }
        return answer.list("effects", each -> effect.apply(each.object("effect")));
    }

    /** The last ids the shop gave. */
    private static final class Recent extends LinkedHashMap<StepKey, String> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<StepKey, String> eldest) {
            return size() > REMEMBERED;
        }
    }
}
