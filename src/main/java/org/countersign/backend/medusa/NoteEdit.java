package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.countersign.change.OrderNote;
import org.countersign.gate.Absence;
import org.countersign.gate.Json;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;

/**
 * A note, which Medusa does not have: it is kept in the order's metadata under a name made from the step's key, so that
 * writing it again is writing the same. Two writes of metadata at the same moment lose one of the two in Medusa.
 */
@ApplicationScoped
class NoteEdit implements Edit<OrderNote> {

    private final Standing standing;
    private final Requests requests;
    private final Clock clock;

    NoteEdit(Standing standing, Requests requests, Clock clock) {
        this.standing = standing;
        this.requests = requests;
        this.clock = clock;
    }

    @Override
    public Class<OrderNote> kind() {
        return OrderNote.class;
    }

    /** What is there under this key is not written again, nor anything else in its place. */
    @Override
    public Reply send(OrderNote note, StepKey key) {
        Optional<OrderFile> order = standing.looked(note.order(), file -> file);
        if (order.isEmpty()) {
            return new Reply.Declined(
                    "The shop has no order " + Replies.plain(note.order().value()) + ".");
        }
        ObjectNode there = shown(note, order.get(), key);
        if (!there.isEmpty()) {
            return there.equals(note.effect())
                    ? new Reply.Accepted(Mark.noteName(key))
                    : new Reply.Declined("Another note was written under this key.");
        }
        return post(note, order.get(), key);
    }

    private Reply post(OrderNote note, OrderFile order, StepKey key) {
        ObjectNode metadata = Mark.of(key, note, clock.instant()).metadata(Mark.noteName(key));
        return requests.post(
                Standing.path(order),
                Json.object().set("metadata", metadata),
                answer -> answer.path("order").has("id") ? Mark.noteName(key) : "",
                refused -> refused.ofOrder(order.json().text("id")));
    }

    @Override
    public Proof find(OrderNote note, StepKey key) {
        return standing.looked(note.order(), order -> shown(note, order, key))
                .filter(shown -> !shown.isEmpty())
                .<Proof>map(Proof.Shown::new)
                .orElseGet(() -> new Proof.NotShown(Absence.HINT));
    }

    private static ObjectNode shown(OrderNote note, OrderFile order, StepKey key) {
        return note.shown(order.order(), Mark.noteName(key));
    }
}
