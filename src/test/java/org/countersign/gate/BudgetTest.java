package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a budget allows, given what was used; refusals say what is left. */
class BudgetTest {

    private static final Used.Sum NONE = sum(0, 0, "0");

    private static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }

    private static Used.Sum sum(int ofTool, int ofMoney, String amount) {
        return new Used.Sum(ofTool, ofMoney, usd(amount));
    }

    private static Budget daily(@Nullable String amount, @Nullable Integer count) {
        return new Budget(amount == null ? null : usd(amount), count, null, null);
    }

    private static Budget perCustomer(@Nullable String amount, @Nullable Integer count) {
        return new Budget(null, null, amount == null ? null : usd(amount), count);
    }

    private static Optional<Refusal> today(Budget budget, @Nullable Money moved, Used.Sum day) {
        return budget.exceeded("a", moved, "c1", new Used(day, NONE));
    }

    @Test
    void theLimitItselfIsStillAllowedAndOneCentMoreIsNot() {
        assertThat(today(daily("100.00", null), usd("40"), sum(1, 1, "60"))).isEmpty();
        Refusal refusal =
                today(daily("100.00", null), usd("40.01"), sum(1, 1, "60")).orElseThrow();
        assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(refusal.message()).contains("40.01 USD", "100.00 USD", "left: 40.00 USD");
        assertThat(refusal.data().at("/left/amount/amount").asText()).isEqualTo("40.00");
    }

    @Test
    void whatWasOverusedLeavesNothingAndNeverLessThanThat() {
        Refusal refusal = today(daily("100.00", 3), usd("1"), sum(9, 9, "160")).orElseThrow();
        assertThat(refusal.data().at("/left/amount/amount").asText()).isEqualTo("0.00");
        assertThat(refusal.data().at("/left/count").asInt()).isZero();
    }

    @Test
    void moneyIsCountedOverAllToolsAndSoIsANumberOfMoneyActions() {
        assertThat(today(daily(null, 3), usd("1"), sum(1, 2, "0"))).isEmpty();
        assertThat(today(daily(null, 3), usd("1"), sum(1, 3, "0")))
                .as("other tools moved money")
                .isPresent();
        assertThat(today(daily(null, 3), usd("1"), sum(3, 0, "0")))
                .as("this tool alone")
                .isPresent();
        assertThat(today(daily(null, 3), null, sum(2, 5, "0")))
                .as("no money, so only this tool counts")
                .isEmpty();
        assertThat(today(daily(null, 3), null, sum(3, 5, "0"))).isPresent();
        assertThat(today(daily("1.00", null), null, sum(3, 5, "9")))
                .as("moves nothing")
                .isEmpty();
    }

    @Test
    void anotherCurrencyThanTheLimitsIsRefused() {
        Refusal refusal =
                today(daily("100.00", null), Money.parse("1", "EUR"), NONE).orElseThrow();
        assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(refusal.message()).contains("USD", "EUR");
    }

    @Test
    void aCustomerHasALimitOfHisOwnAndNobodyIsNoCustomer() {
        Budget budget = perCustomer("50.00", 2);
        assertThat(budget.exceeded("a", usd("50"), "c1", new Used(sum(9, 9, "999"), NONE)))
                .isEmpty();
        assertThat(budget.exceeded("a", usd("10.01"), "c1", new Used(NONE, sum(1, 1, "40"))))
                .isPresent();
        assertThat(budget.exceeded("a", usd("1"), "c1", new Used(NONE, sum(2, 2, "4"))))
                .isPresent();
        assertThat(budget.exceeded("a", usd("1"), null, new Used(NONE, NONE))
                        .orElseThrow()
                        .code())
                .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }
}
