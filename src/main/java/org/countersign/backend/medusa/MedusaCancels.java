package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.backend.Effects;
import org.countersign.backend.OfBackend;
import org.countersign.cancel.Cancels;
import org.countersign.gate.Abilities;
import org.countersign.gate.Absence;
import org.countersign.gate.Json;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.Order;

/**
 * Cancellations in Medusa, which pays back by itself whatever is left of the payments, under nobody's mark: so nothing may be
 * left. Our mark is written into the order's metadata first, with the reason: a cancelled order takes none any more.
 */
@OfBackend(MedusaShop.NAME)
@ApplicationScoped
class MedusaCancels implements Cancels {

    /** A name with an empty text is taken out of metadata. */
    private static final ObjectNode NO_MARK = Json.object().put(Mark.CANCEL, "");

    private final Medusa medusa;
    private final Standing standing;
    private final Requests requests;

    MedusaCancels(Medusa medusa, Standing standing, Requests requests) {
        this.medusa = medusa;
        this.standing = standing;
        this.requests = requests;
    }

    @Override
    public Abilities abilities() {
        return MedusaChanges.abilities(medusa);
    }

    @Override
    public Habits habits() {
        return new Habits(true, true);
    }

    @Override
    public Effect effect(Cancel cancel) {
        return new Effect("cancelled", cancel.reason(), List.of());
    }

    @Override
    public Reply cancel(Cancel cancel, StepKey key) {
        Deadline deadline = new Deadline(medusa.callTimeout());
        return standing.sent(
                cancel.order(),
                order -> CancelRules.refusal(order.json()),
                order -> marked(order, new Mark(key, Json.object().put("reason", cancel.reason())), deadline));
    }

    /** The mark alone cancels nothing: where it is all there is, nothing was done, and it is taken away again. */
    private Reply marked(OrderFile order, Mark mark, Deadline deadline) {
        Reply written = write(order, mark.metadata(Mark.CANCEL));
        Reply reply = switch (written) {
            case Reply.Accepted accepted -> deadline.passed() ? Deadline.late() : cancelled(order);
            case Reply.Unknown unknown -> new Reply.NotSent("the order could not be marked: " + unknown.why(), null);
            case Reply.Declined declined -> declined;
            case Reply.NotSent notSent -> notSent;
        };
        if (written instanceof Reply.Accepted && (reply instanceof Reply.Declined || reply instanceof Reply.NotSent)) {
            write(order, NO_MARK);
        }
        return reply;
    }

    private Reply write(OrderFile order, ObjectNode metadata) {
        return requests.toOrder(
                Standing.path(order),
                Json.object().set("metadata", metadata),
                refused -> refused.ofOrder(order.json().text("id")));
    }

    private Reply cancelled(OrderFile order) {
        return requests.toOrder(
                Standing.path(order) + "/cancel",
                Json.object(),
                refused -> CancelRules.beforeEffects(refused, order.json().text("id")));
    }

    @Override
    public Proof find(Cancel cancel, StepKey key) {
        return Effects.looked(() -> standing.looked(cancel.order(), OrderFile::order)
                .filter(order -> order.status() == Order.Status.CANCELLED)
                .<Proof>map(order -> new Proof.Shown(
                        new Effect(Json.wire(order.status()), order.cancelReason(), List.of()).toJson()))
                .orElseGet(() -> new Proof.NotShown(Absence.HINT)));
    }
}
