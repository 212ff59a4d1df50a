package org.countersign.gate;

import java.time.ZoneId;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator settled for the whole shop (contract, sections 6.10 and 10).
 *
 * @param timeZone         whose calendar days the daily budgets are; default UTC
 * @param ceiling          above it an amount is a person's case, whatever the grant says; default none
 * @param refundWindowDays after delivery; later, a person decides; default 90
 * @param refundsPerOrder  so many on one order without a person; default 2
 */
public record ShopSettings(ZoneId timeZone, @Nullable Money ceiling, int refundWindowDays, int refundsPerOrder) {

    /** Where they are kept. Throws when they cannot be read or are malformed, and whoever asks then refuses. */
    public interface Source {

        /** At most 1 s old. */
        ShopSettings now();
    }
}
