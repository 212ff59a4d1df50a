package org.countersign.backend.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.backend.PassageSettings;
import org.countersign.backend.Silence;
import org.countersign.backend.Wire;
import org.countersign.gate.Abilities;
import org.countersign.gate.Attempt;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;

/** What changes the shop: sent once under its key, looked up by it, and closed where the shop can. */
@ApplicationScoped
class Writes {

    private static final String KEY = "Idempotency-Key";

    private final Wire wire;
    private final Questions questions;
    private final StatedAbilities stated;
    private final EffectLook look;
    private final Statuses statuses;
    private final Duration within;

    Writes(
            @OfBackend(RemoteShop.NAME) Wire wire,
            Questions questions,
            StatedAbilities stated,
            EffectLook look,
            PassageSettings settings,
            Clock clock) {
        this.wire = wire;
        this.questions = questions;
        this.stated = stated;
        this.look = look;
        this.statuses = new Statuses(clock);
        this.within = settings.callTimeout();
    }

    Abilities abilities(String tool) {
        return stated.of(tool).abilities();
    }

    Optional<Reply> through(Attempt attempt) {
        return questions.write(attempt);
    }

    Reply send(String path, StepKey key, ObjectNode request) {
        try {
            Reply reply = statuses.reply(wire.post(path, Map.of(KEY, key.value()), request, within));
            if (reply instanceof Reply.Accepted accepted) {
                look.remember(key, accepted);
            }
            return reply;
        } catch (Silence silence) {
            return Statuses.reply(silence);
        }
    }

    Proof find(String tool, StepKey key, Function<Fields, ObjectNode> effect) {
        return look.find(key, abilities(tool).absence(), effect);
    }

    Proof findOrClose(String tool, StepKey key, ObjectRef object, Function<Fields, ObjectNode> effect) {
        StatedAbilities.Stated now = stated.of(tool);
        return now.closesKeys()
                ? look.findOrClose(key, object, now.abilities().absence(), effect)
                : look.find(key, now.abilities().absence(), effect);
    }
}
