package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
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

    @Override
    public Reply send(OrderNote note, StepKey key) {
        String order = note.order().value();
        if (!Medusa.isId(order)) {
            return new Reply.Declined("The shop has no order " + Replies.plain(order) + ".");
        }
        ObjectNode metadata = Mark.of(key, note, clock.instant()).metadata(Mark.noteName(key));
        return requests.post(
                "/admin/orders/" + order,
                Json.object().set("metadata", metadata),
                answer -> answer.path("order").has("id") ? Mark.noteName(key) : "",
                refused -> refused.ofOrder(order));
    }

    @Override
    public Proof find(OrderNote note, StepKey key) {
        return standing.looked(note.order(), order -> note.shown(order.order(), Mark.noteName(key)))
                .filter(shown -> !shown.isEmpty())
                .<Proof>map(Proof.Shown::new)
                .orElseGet(() -> new Proof.NotShown(Absence.HINT));
    }
}
