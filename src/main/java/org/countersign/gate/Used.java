package org.countersign.gate;

import java.util.Currency;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** What was used of every budget, waiting actions left out: by one person today, for one customer in 30 days. */
public record Used(Sum day, Sum customer) {

    /**
     * @param ofTool  actions of the one tool
     * @param ofMoney actions of all tools that moved money
     * @param amount  that all tools moved, in the one currency
     */
    public record Sum(int ofTool, int ofMoney, Money amount) {

        int count(boolean moves) {
            return moves ? Math.max(ofTool, ofMoney) : ofTool;
        }
    }

    /** Whose uses. @param self the action that asks: what it holds itself does not count against it */
    public record Of(
            String issuer,
            String subject,
            String tool,
            @Nullable String customer,
            Currency currency,
            @Nullable String self) {}
}
