package org.countersign.label;

import java.time.Instant;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/** What one label costs, until when, for one order as it is now. */
public record Rate(
        RateId id,
        String carrier,
        String service,
        Order.Label.Direction direction,
        Money price,
        int days,
        Instant expiresAt) {}
