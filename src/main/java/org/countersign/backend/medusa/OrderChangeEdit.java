package org.countersign.backend.medusa;

import java.util.List;
import java.util.Optional;
import org.countersign.backend.Effects;
import org.countersign.change.Change;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.Orders;

/** A change that is one order change in Medusa: read, judged, drafted, confirmed, and looked up by the mark of the draft. */
abstract class OrderChangeEdit<C extends Change> implements Edit<C> {

    private final Orders orders;
    private final Drafts drafts;

    OrderChangeEdit(Orders orders, Drafts drafts) {
        this.orders = orders;
        this.drafts = drafts;
    }

    abstract OrderId order(C change);

    /** Why Medusa would do something else than was planned. */
    abstract Optional<String> hindrance(C change, Order now);

    /** @throws Hindered as {@link #hindrance}, when only a further read tells */
    abstract Draft draft(C change, Order now, StepKey key);

    /** The id of what the order shows of it. */
    abstract String made(OrderChange confirmed);

    /** Only a further read of the shop told that it cannot be done. */
    static final class Hindered extends RuntimeException {

        Hindered(String why) {
            super(why, null, false, false);
        }
    }

    @Override
    public Reply send(C change, StepKey key) {
        Optional<Order> now = orders.order(order(change));
        if (now.isEmpty()) {
            return new Reply.Declined("there is no such order");
        }
        String id = now.get().id().value();
        Optional<OrderChange> done = confirmed(id, key).stream().findFirst();
        if (done.isPresent()) {
            return new Reply.Accepted(made(done.get()));
        }
        Optional<String> hindrance = hindrance(change, now.get());
        if (hindrance.isPresent()) {
            return new Reply.Declined(hindrance.get());
        }
        try {
            return drafts.confirmed(id, key, draft(change, now.get(), key));
        } catch (Hindered hindered) {
            return new Reply.Declined(String.valueOf(hindered.getMessage()));
        }
    }

    @Override
    public Proof find(C change, StepKey key) {
        List<OrderChange> confirmed = confirmed(now(change).id().value(), key);
        if (confirmed.isEmpty()) {
            return new Proof.NotShown(Absence.HINT);
        }
        Order now = now(change);
        return Effects.proof(
                confirmed.stream().map(one -> change.shown(now, made(one))).toList(), Absence.HINT);
    }

    private Order now(C change) {
        return orders.order(order(change)).orElseThrow(() -> new BackendUnavailable("the order is not there"));
    }

    @Override
    public Proof findOrClose(C change, StepKey key) {
        drafts.dropped(now(change).id().value(), key);
        return find(change, key);
    }

    private List<OrderChange> confirmed(String orderId, StepKey key) {
        return drafts.of(orderId).stream()
                .filter(one -> one.isConfirmed() && one.isBy(key))
                .toList();
    }
}
