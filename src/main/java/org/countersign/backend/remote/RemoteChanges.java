package org.countersign.backend.remote;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.countersign.backend.OfBackend;
import org.countersign.change.Change;
import org.countersign.change.Changes;
import org.countersign.gate.Abilities;
import org.countersign.gate.Attempt;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;

/** Every change at a shop behind the protocol: its JSON form is the protocol's, and its kind the path. */
@OfBackend(RemoteShop.NAME)
@ApplicationScoped
class RemoteChanges implements Changes {

    private final Writes writes;

    RemoteChanges(Writes writes) {
        this.writes = writes;
    }

    @Override
    public Abilities abilities(String tool) {
        return writes.abilities(tool);
    }

    @Override
    public Optional<Reply> through(Attempt attempt) {
        return writes.through(attempt);
    }

    @Override
    public Reply send(String tool, Change change, StepKey key) {
        return writes.send("/changes/" + change.kind(), key, change.toJson());
    }

    @Override
    public Proof find(String tool, Change change, StepKey key) {
        return writes.find(tool, key, effect -> Alike.of(change.effect(), effect.json()));
    }

    @Override
    public Proof findOrClose(String tool, Change change, StepKey key) {
        return writes.findOrClose(tool, key, change.object(), effect -> Alike.of(change.effect(), effect.json()));
    }
}
