package org.countersign.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.change.Returnable;
import org.countersign.change.Swap;
import org.countersign.change.Swaps;
import org.countersign.gate.Refusal;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.Product;
import org.countersign.shop.Products;

/** What an exchange swaps, at the prices that were agreed; or why it can no longer be done. */
record Agreed(List<Swap> swaps, Optional<Refusal> refusal) {

    /** What comes back is not counted on: only what is in stock now is sent. */
    static Agreed of(Order order, Order.Exchange exchange, Products products) {
        List<Swaps.Wish> wishes = exchange.changes().stream()
                .map(change -> new Swaps.Wish(change.lineId(), change.variantId(), change.quantity()))
                .toList();
        Swaps found = Swaps.of(order, wishes, products, Returnable::quantity, "exchanged");
        Optional<Refusal> refusal = found.refusal().or(() -> found.unavailable(false));
        if (refusal.isPresent()) {
            return new Agreed(List.of(), refusal);
        }
        List<Swap> swaps = new ArrayList<>();
        for (Swap swap : found.swaps()) {
            Money price = exchange.changes().get(swaps.size()).unitPrice();
            swaps.add(price == null ? swap : at(price, swap));
        }
        return new Agreed(swaps, Optional.empty());
    }

    private static Swap at(Money price, Swap swap) {
        Product.Variant to = swap.to();
        return new Swap(
                swap.line(),
                new Product.Variant(to.id(), to.productId(), to.options(), price, to.available(), to.stock()),
                swap.quantity());
    }
}
