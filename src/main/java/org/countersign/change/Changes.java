package org.countersign.change;

import java.util.List;
import java.util.Optional;
import org.countersign.gate.Abilities;
import org.countersign.gate.Attempt;
import org.countersign.gate.NoPassage;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;

/** The port a backend implements to change an order or a customer. It never judges whether a caller may. */
public interface Changes {

    /** What it promises of the steps of a tool. */
    Abilities abilities(String tool);

    /** The changes that make this one up at this shop, in their order: each is proved before the next is sent. */
    default List<Change> parts(Change change) {
        return List.of(change);
    }

    /** @throws NoPassage when nothing can be sent now */
    default Optional<Reply> through(Attempt attempt) {
        return attempt.make();
    }

    /** Sends it. Never throws for an answer of the shop; what it throws counts as unknown. */
    Reply send(String tool, Change change, StepKey key);

    /** Looks the effect up by our key, as the object shows it now: in the form of {@link Change#effect}. */
    Proof find(String tool, Change change, StepKey key);

    /**
     * As {@link #find}, asked when the last try should be over: a backend that can, sees to it that a key without effect
     * never gets one, so that even a sender that was paused for long comes too late.
     */
    default Proof findOrClose(String tool, Change change, StepKey key) {
        return find(tool, change, key);
    }
}
