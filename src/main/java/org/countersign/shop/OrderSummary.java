package org.countersign.shop;

import java.time.Instant;

/** What find_orders gives of an order: enough to choose, never enough to act on (no version). */
public record OrderSummary(
        OrderId id,
        String name,
        Order.Status status,
        Order.PaymentStatus paymentStatus,
        Order.FulfillmentStatus fulfillmentStatus,
        Order.CustomerSummary customer,
        Money total,
        Money refundable,
        int itemCount,
        Instant placedAt) {}
