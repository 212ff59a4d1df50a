package org.countersign.refund;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.Abilities;
import org.countersign.gate.Attempt;
import org.countersign.gate.NoPassage;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.jspecify.annotations.Nullable;

/** The port a backend implements to refund. It never judges whether a refund is allowed; the gate does that. */
public interface Refunds {

    Abilities abilities();

    /**
     * What these lines, this shipping or this amount come to by the backend's own arithmetic. Changes nothing.
     *
     * @param order as just read from the same backend
     * @throws BackendUnavailable when it cannot be asked
     */
    Quote quote(Order order, Wanted wanted);

    /** Whether units can go back into stock with a refund; where not, a refund only moves money. */
    default boolean restocks() {
        return true;
    }

    /**
     * Lets one try through, or none of it: a backend with a breaker or a limit of its own keeps it here, before the try
     * is marked.
     *
     * @throws NoPassage when nothing can be sent now
     */
    default Optional<Reply> through(Attempt attempt) {
        return attempt.make();
    }

    /** Sends one refund from one payment. Never throws for an answer of the shop; what it throws counts as unknown. */
    Reply refund(Refund refund, StepKey key);

    /** Looks the effect up by our key. */
    Proof find(Refund refund, StepKey key);

    /**
     * As {@link #find}, asked when the last try should be over: a backend that can, sees to it that a key without effect
     * never gets one, so that even a sender that was paused for long comes too late.
     */
    default Proof findOrClose(Refund refund, StepKey key) {
        return find(refund, key);
    }

    /** What is asked for: lines and/or shipping, or an amount alone, or nothing (all that is left). */
    record Wanted(
            List<LineQuantity> lines,
            @Nullable Money shipping,
            @Nullable Money amount) {

        public boolean everything() {
            return lines.isEmpty() && shipping == null && amount == null;
        }
    }

    record LineQuantity(String lineId, int quantity) {}

    /**
     * The backend's answer: {@code lines} and {@code shipping} make up {@code total}; {@code maximum} is the most that
     * the whole order can still be refunded, {@code maximumShipping} of its shipping.
     */
    record Quote(List<LineAmount> lines, Money shipping, Money total, Money maximum, Money maximumShipping) {}

    record LineAmount(String lineId, int quantity, Money amount) {}

    /**
     * One refund to send.
     *
     * @param paymentId the payment whose refundable amount it lowers
     * @param methodId  where the money goes: the payment's own method or another one of the customer
     * @param lines     refunded with it; on the first of several steps only
     * @param restock   units to put back into stock, by line
     */
    record Refund(
            OrderId order,
            String paymentId,
            String methodId,
            Money amount,
            List<LineQuantity> lines,
            @Nullable Money shipping,
            List<LineQuantity> restock,
            String reason,
            @Nullable String note,
            boolean notifyCustomer) {

        /** The effect this will have, in the form {@link Effect#toJson} gives what the shop shows. */
        public Effect effect() {
            return new Effect(paymentId, methodId, amount, lines, shipping);
        }
    }

    /** One refund as the shop shows it; {@link Proof.Shown} carries {@link #toJson}. */
    record Effect(
            String paymentId,
            String methodId,
            Money amount,
            List<LineQuantity> lines,
            @Nullable Money shipping) {

        /** Lines sorted by id and summed up, so that equal effects are equal JSON. */
        public ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("payment_id", paymentId);
            json.put("payment_method_id", methodId);
            json.set("amount", money(amount));
            json.set("lines", LineQuantities.toJson(LineQuantities.merged(lines)));
            if (shipping != null) {
                json.set("shipping", money(shipping));
            }
            return json;
        }

        private static ObjectNode money(Money money) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("amount", money.amount())
                    .put("currency", money.currency().getCurrencyCode());
        }
    }
}
