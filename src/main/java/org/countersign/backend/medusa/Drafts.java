package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

    Deadline deadline() {
        return new Deadline(medusa.callTimeout());
    }

    OrderLog log(String orderId) {
        return medusa.log(orderId);
    }

    /**
     * Begins, fills and confirms it, or leaves nothing behind.
     *
     * @param log of the order, as it was read a moment ago
     */
    Reply confirmed(String orderId, OrderLog log, StepKey key, Draft draft, Deadline deadline) {
        return inTheWay(orderId, log)
                .<Reply>map(Reply.Declined::new)
                .orElseGet(
                        () -> new Drafting(medusa, this, new Replies(clock), orderId, key, deadline).confirmed(draft));
    }

    /**
     * Why no order change of this order can begin, nor a refund be made. What an earlier step of ours left behind is deleted:
     * nobody of ours works on an order beside us.
     */
    Optional<String> inTheWay(String orderId, OrderLog log) {
        return log.entries().stream()
                .filter(OrderLog.Entry::open)
                .filter(one -> one.mark().isEmpty() || !deleted(orderId, one))
                .findFirst()
                .map(Drafts::busy);
    }

    static String busy(OrderLog.Entry other) {
        return "The order is being changed in the shop's admin ("
                + Replies.plain(Optional.ofNullable(other.type()).orElse("order change"))
                + " is open there): a person has to finish or cancel that first.";
    }

    /**
     * Sees to it that a key which had no effect gets none.
     *
     * @return whether that is sure: nothing under it was confirmed, and nothing is left that could be
     */
    boolean dropped(String orderId, StepKey key) {
        try {
            List<OrderLog.Entry> ours =
                    log(orderId).entries().stream().filter(one -> one.isBy(key)).toList();
            return ours.stream().allMatch(one -> !one.confirmed() && (!one.open() || deleted(orderId, one)));
        } catch (BackendUnavailable silent) {
            return false;
        }
    }

    /** What is confirmed, Medusa does not delete. */
    private boolean deleted(String orderId, OrderLog.Entry draft) {
        Optional<String> path = path(orderId, draft);
        return path.isPresent() && deleted(path.get());
    }

    /** Where it is deleted; empty for a kind that we do not begin. */
    private static Optional<String> path(String orderId, OrderLog.Entry draft) {
        Optional<String> back = Optional.ofNullable(draft.returnId()).map(id -> "/admin/returns/" + id);
        return switch (draft.type() == null ? "" : draft.type()) {
            case "edit" -> Optional.of("/admin/order-edits/" + orderId);
            case "return_request" -> back.map(path -> path + "/request");
            case "return_receive" -> back.map(path -> path + "/receive");
            case "exchange" -> Optional.ofNullable(draft.exchangeId()).map(id -> "/admin/exchanges/" + id + "/request");
            default -> Optional.empty();
        };
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
