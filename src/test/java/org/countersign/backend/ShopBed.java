package org.countersign.backend;

import java.util.List;
import org.countersign.cancel.Cancels;
import org.countersign.change.Changes;
import org.countersign.gate.MarkedEffects;
import org.countersign.label.Trackings;
import org.countersign.refund.Refunds;
import org.countersign.shop.Customers;
import org.countersign.shop.Order;
import org.countersign.shop.Orders;
import org.countersign.shop.Products;

/** A running shop behind its ports, and a way to order something there: what every contract test stands on. */
public interface ShopBed {

    Orders orders();

    Customers customers();

    Products products();

    Refunds refunds();

    Cancels cancels();

    Changes changes();

    Trackings trackings();

    MarkedEffects marks();

    /** A new open, paid, unfulfilled order of a customer of its own; amounts in minor units. */
    Order order(String currency, long shipping, List<Line> lines, List<Paid> payments);

    /** What this shop does otherwise than the built-in one, although it keeps the promises. */
    default Manner manner() {
        return new Manner(true, false);
    }

    /**
     * @param charges           a price difference can be taken
     * @param reservesExchanges the new units of an exchange leave the stock when it is requested
     */
    record Manner(boolean charges, boolean reservesExchanges) {}

    /** As its {@link org.countersign.shop.Backend} says; what needs a tool that it has not is left out. */
    default boolean offers(String tool) {
        return true;
    }

    /** Whether this shop can keep our mark with changes of this kind; where not, they are a state and shown by it. */
    default boolean marks(String kind) {
        return true;
    }

    /** Three for 10.00, one for 25.00, 9.00 shipping, paid by card. */
    default Order order() {
        return order("USD", 900, List.of(new Line(3, 1000), new Line(1, 2500)), List.of(new Paid("credit_card", 6400)));
    }

    /** All of it was fulfilled, and delivered a day ago. */
    default Order delivered(Order order) {
        throw new UnsupportedOperationException("this bed delivers nothing");
    }

    default Order again(Order order) {
        return orders().order(order.id()).orElseThrow();
    }

    /** Another variant of a product. @return its id */
    default String variant(String productId, long price, int stock) {
        throw new UnsupportedOperationException("this bed makes no variants");
    }

    /** A method of the order's customer that paid nothing; a gift card with a balance in the order's currency. @return its id */
    default String method(Order order, String kind, long balance) {
        throw new UnsupportedOperationException("this bed makes no payment methods");
    }

    record Line(int quantity, long unitPrice, long discount, long tax) {
        public Line(int quantity, long unitPrice) {
            this(quantity, unitPrice, 0, 0);
        }
    }

    record Paid(String kind, long amount) {}
}
