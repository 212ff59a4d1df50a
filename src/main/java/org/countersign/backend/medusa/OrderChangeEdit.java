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

/** A change that is one order change in Medusa: read, judged, drafted, confirmed, and looked up by the mark of the draft. */
abstract class OrderChangeEdit<C extends Change> implements Edit<C> {

    private final MedusaOrders orders;
    private final Drafts drafts;

    OrderChangeEdit(MedusaOrders orders, Drafts drafts) {
        this.orders = orders;
        this.drafts = drafts;
    }

    abstract OrderId order(C change);

    /** Why Medusa would do something else than was planned. */
    abstract Optional<String> hindrance(C change, Order now);

    /** @throws Hindered as {@link #hindrance}, when only Medusa's own words tell */
    abstract Draft draft(C change, Order now, OrderFile file, StepKey key);

    /** The id of what the order shows of it. */
    abstract String made(OrderLog.Entry confirmed);

    /** It cannot be done, as its preparation has shown. */
    static final class Hindered extends RuntimeException {

        /** @param why for the model */
        Hindered(String why) {
            super(why, null, false, false);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    @Override
    public Reply send(C change, StepKey key) {
        Deadline deadline = drafts.deadline();
        Optional<OrderFile> found = orders.file(order(change));
        if (found.isEmpty()) {
            return new Reply.Declined("there is no such order");
        }
        OrderFile file = found.get();
        Optional<OrderLog.Entry> done = file.log().by(key).stream().findFirst();
        return done.isPresent() ? new Reply.Accepted(made(done.get())) : send(change, file, key, deadline);
    }

    private Reply send(C change, OrderFile file, StepKey key, Deadline deadline) {
        Order now = Medusa.readable(file::order);
        try {
            Optional<String> hindrance = hindrance(change, now);
            return hindrance.isPresent()
                    ? new Reply.Declined(hindrance.get())
                    : drafts.confirmed(now.id().value(), file.log(), key, draft(change, now, file, key), deadline);
        } catch (Hindered hindered) {
            return new Reply.Declined(hindered.why());
        }
    }

    @Override
    public Proof find(C change, StepKey key) {
        OrderFile file = file(change);
        List<OrderLog.Entry> made = file.log().by(key);
        Order now = Medusa.readable(file::order);
        return Effects.proof(
                made.stream().map(one -> change.shown(now, made(one))).toList(), Absence.HINT);
    }

    @Override
    public Proof findOrClose(C change, StepKey key) {
        drafts.dropped(file(change).json().text("id"), key);
        return find(change, key);
    }

    private OrderFile file(C change) {
        return orders.file(order(change)).orElseThrow(() -> new BackendUnavailable("the order is not there"));
    }
}
