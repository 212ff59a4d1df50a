package org.countersign.backend.medusa;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.countersign.backend.OfBackend;
import org.countersign.gate.Reply;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.OrderId;

/**
 * An order as it is right before a request leaves. Medusa refuses some requests only after they had an effect: a refund or a
 * cancellation that meets an open order change has paid money back when it answers 400. So that is asked before.
 */
@ApplicationScoped
class Standing {

    private final MedusaOrders orders;
    private final Medusa medusa;
    private final Drafts drafts;

    Standing(@OfBackend(MedusaShop.NAME) MedusaOrders orders, Medusa medusa, Drafts drafts) {
        this.orders = orders;
        this.medusa = medusa;
        this.drafts = drafts;
    }

    /**
     * What is sent of the order that was read, in time and while nobody else is changing it.
     *
     * @param refusal why this shop would do something else than is asked for
     */
    Reply sent(OrderId id, Function<OrderFile, Optional<String>> refusal, Function<OrderFile, Reply> send) {
        Deadline deadline = new Deadline(medusa.callTimeout());
        try {
            Optional<OrderFile> order = orders.file(id);
            if (order.isEmpty()) {
                return new Reply.Declined("The shop has no order " + Replies.plain(id.value()) + ".");
            }
            Optional<String> declined = drafts.inTheWay(
                            order.get().json().text("id"), order.get().log())
                    .or(() -> Medusa.readable(() -> refusal.apply(order.get())));
            if (declined.isPresent()) {
                return new Reply.Declined(declined.get());
            }
            return deadline.passed() ? Deadline.late() : send.apply(order.get());
        } catch (BackendUnavailable unread) {
            return new Reply.NotSent(String.valueOf(unread.getMessage()), null);
        }
    }

    /** What an order shows now; empty where there is none. @throws BackendUnavailable also when it cannot be read */
    <T> Optional<T> looked(OrderId id, Function<OrderFile, T> read) {
        return orders.file(id).map(order -> Medusa.readable(() -> read.apply(order)));
    }

    static String path(OrderFile order) {
        return "/admin/orders/" + order.json().text("id");
    }
}
