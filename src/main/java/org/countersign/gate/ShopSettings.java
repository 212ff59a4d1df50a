package org.countersign.gate;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator settled for the whole shop (contract, sections 6.10 and 10).
 *
 * @param timeZone           whose calendar days the daily budgets are; default UTC
 * @param ceiling            above it an amount is a person's case, whatever the grant says; default none
 * @param refundWindowDays   after delivery; later, a person decides; default 90
 * @param refundsPerOrder    so many on one order without a person; default 2
 * @param returnWindowDays   after delivery; later, nothing can be returned; default 30
 * @param exchangeWindowDays after delivery; later, nothing can be exchanged; default 30
 * @param changesPerOrder    so many of each kind of change ({@link Counted#CHANGE}) on one order without a person; default 3
 * @param returnsPerOrder    so many returns and exchanges of one order without a person; default 3
 * @param notifyCustomer     whether the shop writes to the customer where a call does not say; default false
 * @param approvalLifetime   how long a person has to decide; default 24 hours
 * @param reasons            by tool, the reasons that are left of the contract's list; a tool that is absent has them all
 */
public record ShopSettings(
        ZoneId timeZone,
        @Nullable Money ceiling,
        int refundWindowDays,
        int refundsPerOrder,
        int returnWindowDays,
        int exchangeWindowDays,
        int changesPerOrder,
        int returnsPerOrder,
        boolean notifyCustomer,
        Duration approvalLifetime,
        Map<String, List<String>> reasons) {

    public static final ShopSettings DEFAULT =
            new ShopSettings(ZoneId.of("UTC"), null, 90, 2, 30, 30, 3, 3, false, Duration.ofHours(24), Map.of());

    public ShopSettings {
        reasons = Map.copyOf(reasons);
    }

    /** @param asked by the call, absent where it does not say */
    public boolean notifies(@Nullable Boolean asked) {
        return asked == null ? notifyCustomer : asked;
    }

    /** Where they are kept. */
    public interface Source {

        /**
         * At most 1 s old.
         *
         * @throws Unreadable        when they are malformed: whoever asks then refuses
         * @throws LedgerUnavailable when they cannot be read
         */
        ShopSettings now();
    }

    /** Nobody knows what the shop's rules are: nothing may be done. */
    public static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Unreadable(Throwable cause) {
            super("the shop's settings cannot be read", cause);
        }
    }
}
