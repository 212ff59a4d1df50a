package org.countersign.gate;

import java.time.Duration;

/**
 * The gate's numbers.
 *
 * @param shop            the one shop's id
 * @param account         the backend account leases are taken on
 * @param receiptLifetime how long a read proves that it was read (default 60 minutes)
 * @param leaseWait          for an object that another action holds (at most 5 s)
 * @param sendWithin      after the mark, a request goes out within this or not at all (at most 5 s)
 * @param lease           how long an object is held without a sign of life
 * @param publicUrl       where people find this server's pages
 */
public record GateSettings(
        String shop,
        String account,
        Duration receiptLifetime,
        Duration leaseWait,
        Duration sendWithin,
        Duration lease,
        String publicUrl) {}
