package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Grant;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a grant allows over time: a person a day, and one customer in 30 days (contract, section 10). Of a tool that moves
 * money all such tools count together; of any other, its own calls.
 */
public record Budget(
        @Nullable Money dailyAmount,
        @Nullable Integer dailyCount,
        @Nullable Money customerAmount,
        @Nullable Integer customerCount) {

    /** ISO 4217 has a code for it. */
    private static final Currency NO_CURRENCY = Currency.getInstance("XXX");

    public static final Budget NONE = new Budget(null, null, null, null);

    public static Budget of(Grant grant) {
        return new Budget(
                grant.dailyAmount(),
                grant.dailyCount(),
                grant.perCustomer30DaysAmount(),
                grant.perCustomer30DaysCount());
    }

    public boolean isNone() {
        return equals(NONE);
    }

    public boolean ofCustomer() {
        return customerAmount != null || customerCount != null;
    }

    /** Of the sums to judge by. */
    public static Currency currency(@Nullable Money moved) {
        return moved == null ? NO_CURRENCY : moved.currency();
    }

    /** What is still free. */
    public record Left(@Nullable Money amount, @Nullable Integer count) {}

    /** Of a person's day. @param day in the currency of the limit, if there is one */
    public Left leftToday(Used.Sum day) {
        return left(dailyAmount, dailyCount, day, dailyAmount != null);
    }

    /** Whether one action more that moves so much fits in; else what is left. */
    public Optional<Refusal> exceeded(String role, @Nullable Money moved, @Nullable String customer, Used used) {
        if (ofCustomer() && customer == null) {
            return Optional.of(limit("The grant of " + role
                    + " has a limit per customer, and nobody can tell which customer this is for."));
        }
        return exceeded(dailyAmount, dailyCount, used.day(), moved, "a day for " + role)
                .or(() -> exceeded(
                        customerAmount,
                        customerCount,
                        used.customer(),
                        moved,
                        "in 30 days for one customer, for " + role));
    }

    private static Optional<Refusal> exceeded(
            @Nullable Money amount, @Nullable Integer count, Used.Sum sum, @Nullable Money moved, String what) {
        boolean moves = moved != null;
        if (amount != null && moved != null) {
            if (!moved.currency().equals(amount.currency())) {
                return Optional.of(limit("The limit " + what + " is in " + amount.currency() + ", this moves "
                        + moved.currency() + "."));
            }
            if (moved.compareTo(amount.minus(sum.amount())) > 0) {
                return Optional.of(over(
                        moved + " is more than is left of the limit of " + amount + " " + what,
                        left(amount, count, sum, true)));
            }
        }
        return count != null && sum.count(moves) >= count
                ? Optional.of(over(
                        "The limit of " + count + " actions " + what + " is used up",
                        left(moves ? amount : null, count, sum, moves)))
                : Optional.empty();
    }

    private static Refusal over(String message, Left left) {
        ObjectNode data = Json.object();
        ObjectNode free = data.putObject("left");
        List<String> words = new ArrayList<>();
        if (left.amount() != null) {
            free.set("amount", Json.money(left.amount()));
            words.add(left.amount().toString());
        }
        if (left.count() != null) {
            free.put("count", left.count());
            words.add(left.count() + " actions");
        }
        return limit(message + "; left: " + String.join(", ", words) + ".").with(data);
    }

    private static Left left(@Nullable Money amount, @Nullable Integer count, Used.Sum sum, boolean moves) {
        return new Left(
                amount == null ? null : positive(amount.minus(sum.amount())),
                count == null ? null : Math.max(0, count - sum.count(moves)));
    }

    private static Money positive(Money money) {
        return money.isPositive() ? money : Money.zero(money.currency());
    }

    private static Refusal limit(String message) {
        return Refusal.of(
                ErrorCode.LIMIT_EXCEEDED, message, "Do not split it: hand the case to a person whose limit is higher.");
    }
}
