package org.countersign.backend.builtin;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.countersign.backend.OfBackend;
import org.countersign.backend.RefundArithmetic;
import org.countersign.gate.Abilities;
import org.countersign.gate.Absence;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.Resend;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds;
import org.countersign.shop.Order;

/** Refunds of the built-in shop: it keeps our key in its own unique index, in the transaction that moves the money. */
@OfBackend(BuiltinShop.NAME)
@ApplicationScoped
class BuiltinRefunds implements Refunds {

    static final Abilities ABILITIES = new Abilities(
            Resend.KEY, Absence.PROOF, Duration.ofDays(365), Duration.ZERO, OrderTransaction.CALL_TIMEOUT);

    private final ShippingLeft shipping;
    private final OrderTransaction transaction;
    private final RefundLook look;

    BuiltinRefunds(ShopDatabase database) {
        this.shipping = new ShippingLeft(database);
        this.transaction = new OrderTransaction(database);
        this.look = new RefundLook(database);
    }

    @Override
    public Abilities abilities() {
        return ABILITIES;
    }

    @Override
    public Quote quote(Order order, Wanted wanted) {
        return RefundArithmetic.quote(order, wanted, shipping.of(order));
    }

    @Override
    public Reply refund(Refund refund, StepKey key) {
        return transaction.run(new RefundTransaction(RefundRequest.of(refund, key)));
    }

    @Override
    public Proof find(Refund refund, StepKey key) {
        return look.find(key);
    }

    @Override
    public Proof findOrClose(Refund refund, StepKey key) {
        return look.findOrClose(refund.order(), key);
    }
}
