package org.countersign.change;

import org.countersign.shop.Order;
import org.countersign.shop.Product;

/** Units of a line that become another variant of its product. */
public record Swap(Order.Line line, Product.Variant to, int quantity) {

    boolean changesNothing() {
        return line.variantId().equals(to.id());
    }
}
