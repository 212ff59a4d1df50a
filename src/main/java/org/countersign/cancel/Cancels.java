package org.countersign.cancel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.countersign.gate.Abilities;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.LineQuantities;
import org.countersign.refund.Refunds.LineQuantity;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/** The port a backend implements to cancel an order. It moves no money and never judges whether it is allowed. */
public interface Cancels {

    Abilities abilities();

    /** What this shop does by itself whenever it cancels. */
    default Habits habits() {
        return new Habits(false, false);
    }

    /** What this shop will show of it: by default all that was asked for. */
    default Effect effect(Cancel cancel) {
        return cancel.effect();
    }

    /** Sends it. Never throws for an answer of the shop; what it throws counts as unknown. */
    Reply cancel(Cancel cancel, StepKey key);

    /** Looks the effect up by our key, as the order shows it now. */
    Proof find(Cancel cancel, StepKey key);

    /**
     * As {@link #find}, asked when the last try should be over: a backend that can, sees to it that a key without effect
     * never gets one, so that even a sender that was paused for long comes too late.
     */
    default Proof findOrClose(Cancel cancel, StepKey key) {
        return find(cancel, key);
    }

    /**
     * What cannot be left out.
     *
     * @param paysBack what was paid and not refunded yet goes back
     * @param restocks what was not fulfilled goes back into stock
     */
    record Habits(boolean paysBack, boolean restocks) {}

    /**
     * One cancellation to send.
     *
     * @param restock units to put back into stock, by line; those that a refund put back are not among them
     */
    record Cancel(
            OrderId order, String reason, @Nullable String note, List<LineQuantity> restock, boolean notifyCustomer) {

        /** The effect this will have, in the form {@link Effect#toJson} gives what the shop shows. */
        public Effect effect() {
            return new Effect("cancelled", reason, restock);
        }
    }

    /**
     * An order that was cancelled, as the shop shows it; {@link Proof.Shown} carries {@link #toJson}.
     *
     * @param status  the order's, on the wire
     * @param restock what was put back with it
     */
    record Effect(String status, @Nullable String reason, List<LineQuantity> restock) {

        /** Lines sorted by id and summed up, so that equal effects are equal JSON. */
        public ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("order_status", status);
            json.put("cancel_reason", reason);
            json.set("restock", LineQuantities.toJson(LineQuantities.merged(restock)));
            return json;
        }
    }
}
