package org.countersign.backend.medusa;

import java.util.Map;
import org.countersign.backend.Fields;
import org.countersign.backend.RefundArithmetic;
import org.countersign.refund.Refunds;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/** What a refund comes to. Which of them were for the shipping only our marks say: of others' nothing is taken off it. */
record Quoting(Medusa medusa) {

    private static final String FIELDS = "id,currency_code,*payment_collections,*payment_collections.payments"
            + ",*payment_collections.payments.refunds";

    /**
     * @param order as just read
     * @throws BackendUnavailable when the shop cannot be asked
     */
    Refunds.Quote quote(Order order, Refunds.Wanted wanted) {
        return RefundArithmetic.quote(order, wanted, shippingLeft(order));
    }

    /** Never below zero. */
    Money shippingLeft(Order order) {
        Money shipping = order.totals().shipping();
        if (shipping.isZero()) {
            return shipping;
        }
        Money left = shipping.minus(medusa.list(
                "/admin/orders/" + order.id(), Map.of("fields", FIELDS), answer -> refunded(answer.object("order"))));
        return left.isPositive() ? left : Money.zero(shipping.currency());
    }

    private static Money refunded(Fields order) {
        return Payments.of(order, Amounts.of(order.text("currency_code"))).refundedShipping();
    }
}
