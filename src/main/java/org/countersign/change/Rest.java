package org.countersign.change;

import java.util.List;
import java.util.Optional;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.gate.Step;
import org.countersign.refund.RefundSteps;
import org.countersign.refund.Refunds;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/** The open steps of an action of several steps, if each of them can still be done as it was planned. */
public final class Rest {

    /** Whether a change can still be done to the order as it is: empty when it can, else why not. */
    public interface Possible {
        Optional<String> hindrance(Order now, Change change);
    }

    public static Planned of(Order now, Plan planned, List<Step> open, Possible possible) {
        Money sum = null;
        for (Step step : open) {
            Optional<String> hindrance =
                    step.kind().equals(RefundSteps.KIND) ? refund(now, open) : possible.hindrance(now, Change.of(step));
            if (hindrance.isPresent()) {
                return Refusal.of(
                        ErrorCode.STALE,
                        "What is left of this action can no longer be done as it was planned: " + hindrance.get() + ".",
                        "Hand the case to a person.");
            }
            Money money = step.money();
            sum = money == null ? sum : sum == null ? money : sum.plus(money);
        }
        return new Plan(
                "go on with the rest: " + planned.summary(),
                planned.past(),
                sum,
                planned.goods(),
                open,
                planned.touches());
    }

    /** All of them together: several may go back to one payment. */
    private static Optional<String> refund(Order now, List<Step> open) {
        for (Order.Payment payment : now.payments()) {
            Money back = open.stream()
                    .filter(step -> step.kind().equals(RefundSteps.KIND))
                    .map(RefundSteps::request)
                    .filter(refund -> refund.paymentId().equals(payment.id()))
                    .map(Refunds.Refund::amount)
                    .reduce(Money.zero(payment.amount().currency()), Money::plus);
            if (back.compareTo(payment.refundable()) > 0) {
                return Optional.of("payment " + payment.id() + " has " + payment.refundable() + " left, not " + back);
            }
        }
        return Optional.empty();
    }

    private Rest() {}
}
