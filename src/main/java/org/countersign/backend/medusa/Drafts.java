package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.backend.Silence;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.BackendUnavailable;

/**
 * The order changes of Medusa, which begin as a draft under our mark, are filled and then confirmed: only the confirmation
 * has an effect, and none has one whose draft was deleted. Medusa has one open order change of an order at a time.
 */
@ApplicationScoped
class Drafts {

    /** For each request that only tidies up. */
    private static final Duration SHORTLY = Duration.ofSeconds(2);

    private final Medusa medusa;
    private final Clock clock;

    Drafts(Medusa medusa, Clock clock) {
        this.medusa = medusa;
        this.clock = clock;
    }

    /** All of an order; none of an order that is not there. */
    List<OrderChange> of(String orderId) {
        return medusa.list(
                "/admin/orders/" + orderId + "/changes",
                Map.of("fields", OrderChange.FIELDS),
                answer -> answer.list("order_changes", OrderChange::of));
    }

    /** Begins, fills and confirms it, or leaves nothing behind. What an earlier step of ours left is deleted. */
    Reply confirmed(String orderId, StepKey key, Draft draft) {
        for (OrderChange one : of(orderId)) {
            if (one.isOpen() && (one.key().isEmpty() || !deleted(orderId, one))) {
                return new Reply.Declined(busy(one));
            }
        }
        return new Drafting(medusa, this, new Replies(clock), orderId, key).confirmed(draft);
    }

    static String busy(OrderChange other) {
        return other.said() + " of the order is open in Medusa's admin: a person has to finish or cancel that first";
    }

    /**
     * Sees to it that a key which had no effect gets none.
     *
     * @return whether that is sure: nothing under it was confirmed, and nothing is left that could be
     */
    boolean dropped(String orderId, StepKey key) {
        try {
            return of(orderId).stream()
                    .filter(one -> one.isBy(key))
                    .allMatch(one -> !one.isConfirmed() && (!one.isOpen() || deleted(orderId, one)));
        } catch (BackendUnavailable silent) {
            return false;
        }
    }

    /** What is confirmed, Medusa does not delete. */
    private boolean deleted(String orderId, OrderChange draft) {
        Optional<String> path = draft.draft(orderId);
        return path.isPresent() && deleted(path.get());
    }

    boolean deleted(String path) {
        try {
            return medusa.delete(path, SHORTLY).status() == 200;
        } catch (Silence silent) {
            return false;
        }
    }

    /** The id that an answer of Medusa gives what it is about. */
    static String id(Fields answer, String what) {
        return answer.object(what).text("id");
    }
}
