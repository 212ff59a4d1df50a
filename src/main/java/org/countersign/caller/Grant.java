package org.countersign.caller;

import java.math.BigDecimal;
import java.util.List;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * What one role may do with one tool (contract, section 10). Absent limit: none. Grants of several roles are never
 * mixed: one must allow the whole action.
 *
 * @param version rises with every change; stored with each decision
 */
public record Grant(
        String role,
        String tool,
        long version,
        @Nullable Money maxAmount,
        @Nullable Integer maxPercentOfOrder,
        @Nullable Money dailyAmount,
        @Nullable Integer dailyCount,
        @Nullable Money perCustomer30DaysAmount,
        @Nullable Integer perCustomer30DaysCount,
        @Nullable BigDecimal minConfidence,
        Confirmation confirmation,
        List<Tier> approvals,
        boolean requireCase,
        boolean serviceAccounts) {

    public Grant {
        approvals = List.copyOf(approvals);
    }

    /** Who confirms, from asking least to asking most. */
    public enum Confirmation {
        NONE,
        MODEL,
        REQUESTER,
        OTHER_PERSON
    }

    /** Above this amount a person with this role decides. */
    public record Tier(Money above, String role) {}
}
