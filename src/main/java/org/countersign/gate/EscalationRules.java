package org.countersign.gate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.jspecify.annotations.Nullable;

/**
 * What is a person's case whatever the grant says (contract, 6.10): code and the shop's settings, never prompt text. Most of
 * them are about money.
 */
final class EscalationRules {

    /** One rule: the reason in one word, and why it asks; empty when it does not. */
    private record Rule(String name, String code, Asks asks) implements Check {

        @Override
        public Verdict judge(Case submitted) {
            return asks.why(submitted)
                    .<Verdict>map(why -> new Verdict.Ask(Verdict.Kind.ESCALATE, code, why))
                    .orElseGet(() -> new Verdict.Pass("nothing to escalate"));
        }
    }

    private interface Asks {
        Optional<String> why(Case submitted);
    }

    static List<Check> all(ShopSettings.Source settings, Ledger ledger, Clock clock) {
        return List.of(
                new Rule("risk", "risk_flagged", EscalationRules::risk),
                new Rule(
                        "ceiling",
                        "above_ceiling",
                        asked -> ceiling(asked, settings.now().ceiling())),
                new Rule(
                        "refunds_of_order",
                        "many_refunds",
                        asked -> many(asked, settings.now().refundsPerOrder())),
                new Rule(
                        "refund_window",
                        "outside_window",
                        asked -> window(asked, clock.instant(), settings.now().refundWindowDays())),
                new Rule("changes_of_order", "many_changes", asked -> often(asked, ledger, settings.now())),
                new Rule("case", "other_customer", asked -> otherCustomer(asked, ledger)));
    }

    private static Optional<String> risk(Case submitted) {
        return moneyOf(submitted)
                .filter(order -> order.risk().level() == Order.Risk.Level.HIGH)
                .map(order -> "the shop flags order " + order.name() + " as a high risk");
    }

    /** A ceiling in another currency allows nothing without a person. */
    private static Optional<String> ceiling(Case submitted, @Nullable Money ceiling) {
        Money moved = submitted.plan().money();
        if (moved == null || ceiling == null) {
            return Optional.empty();
        }
        boolean above = !moved.currency().equals(ceiling.currency()) || moved.compareTo(ceiling) > 0;
        return above ? Optional.of(moved + " is above the shop's ceiling of " + ceiling) : Optional.empty();
    }

    private static Optional<String> many(Case submitted, int without) {
        return moneyOf(submitted).flatMap(order -> {
            long refunds = Refunded.times(order);
            return refunds < without
                    ? Optional.empty()
                    : Optional.of("order " + order.name() + " was refunded " + refunds + " times already");
        });
    }

    private static Optional<String> often(Case submitted, Ledger ledger, ShopSettings settings) {
        String tool = submitted.action().tool();
        return switch (submitted.action().counted()) {
            case NOTHING -> Optional.empty();
            case CHANGE ->
                more(
                        ledger.done(tool, submitted.action().target(), settings.changesPerOrder()),
                        settings.changesPerOrder(),
                        "times this order was changed by " + tool);
            case RETURN ->
                more(
                        submitted.now() instanceof Order order ? returned(order) : 0,
                        settings.returnsPerOrder(),
                        "returns and exchanges this order has");
        };
    }

    private static Optional<String> more(int already, int without, String what) {
        return already < without
                ? Optional.empty()
                : Optional.of("already " + already + " " + what + ", and " + without + " need no person");
    }

    private static int returned(Order order) {
        return Stream.concat(
                        order.returns().stream().map(Order.Return::status),
                        order.exchanges().stream().map(Order.Exchange::status))
                .filter(status -> status != Order.Return.Status.CANCELLED)
                .mapToInt(status -> 1)
                .sum();
    }

    private static Optional<String> window(Case submitted, Instant now, int days) {
        return moneyOf(submitted).flatMap(order -> {
            Instant delivered = order.deliveredAt();
            return delivered == null || !now.isAfter(delivered.plus(Duration.ofDays(days)))
                    ? Optional.empty()
                    : Optional.of("order " + order.name() + " was delivered at " + delivered + ", more than " + days
                            + " days ago");
        });
    }

    private static Optional<String> otherCustomer(Case submitted, Ledger ledger) {
        String caseId = submitted.request().caseId();
        if (caseId == null) {
            return Optional.empty();
        }
        String customer = submitted.plan().customer();
        return ledger.customerOfCase(caseId)
                .filter(first -> !first.equals(customer))
                .map(first -> "case " + caseId + " began with customer " + first + ", this is about "
                        + (customer == null ? "nobody known" : "customer " + customer));
    }

    private static Optional<Order> moneyOf(Case submitted) {
        return submitted.plan().money() != null && submitted.now() instanceof Order order
                ? Optional.of(order)
                : Optional.empty();
    }

    private EscalationRules() {}
}
