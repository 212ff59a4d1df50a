package org.countersign.walls.broken.money.shop;

import java.math.BigDecimal;

public final class Price {
    long cents(BigDecimal price) {
        return Math.round(price.doubleValue() * 100);
    }
}
