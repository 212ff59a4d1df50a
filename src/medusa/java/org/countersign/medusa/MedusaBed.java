package org.countersign.medusa;

import java.util.List;
import org.countersign.backend.ServerBed;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;

/** A real Medusa, through the ports of the server that runs in this test. One payment an order; no gift cards. */
record MedusaBed(MedusaShop shop) implements ServerBed {

    /** What is bought together gets ids in any order, by which the lines are sorted: then somebody else buys the same. */
    private static final int TRIES = 20;

    @Override
    public Order order(String currency, long shipping, List<Line> lines, List<Paid> payments) {
        if (payments.size() != 1 || payments.getFirst().kind().equals("gift_card")) {
            throw new UnsupportedOperationException("Medusa has no gift cards, and one payment carries an order");
        }
        long lacking = payments.getFirst().amount() - total(shipping, lines);
        if (lacking != 0) {
            throw new IllegalArgumentException("the payment is not the total of the order, but " + lacking + " more");
        }
        for (int n = 0; n < TRIES; n++) {
            String id = new Checkout(shop).order(currency, shipping, lines);
            Order order = orders().order(new OrderId(id)).orElseThrow();
            if (inOrder(order, lines)) {
                return order;
            }
        }
        throw new IllegalStateException(
                "Medusa numbered the items of " + TRIES + " orders otherwise than they were bought");
    }

    private static boolean inOrder(Order order, List<Line> lines) {
        for (int n = 0; n < lines.size(); n++) {
            Order.Line line = order.lines().get(n);
            if (line.quantity() != lines.get(n).quantity()
                    || line.unitPrice().minor() != lines.get(n).unitPrice()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Manner manner() {
        return new Manner(false, false);
    }

    private static long total(long shipping, List<Line> lines) {
        return shipping
                + lines.stream()
                        .mapToLong(line -> line.quantity() * line.unitPrice() - line.discount() + line.tax())
                        .sum();
    }

    /** Delivered a moment ago: nobody can tell Medusa of another day. */
    @Override
    public Order delivered(Order order) {
        new Checkout(shop).deliver(order.id().value());
        return again(order);
    }

    @Override
    public String variant(String productId, long price, int stock) {
        return new Assortment(shop).variant(productId, price, stock);
    }
}
