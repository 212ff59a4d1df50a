package org.countersign.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.Abilities;
import org.countersign.gate.Absence;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Proof;
import org.countersign.gate.Refusal;
import org.countersign.gate.Reply;
import org.countersign.gate.Resend;
import org.countersign.gate.ShopRule;
import org.countersign.gate.StepKey;
import org.countersign.shop.Address;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Customers;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.Page;
import org.countersign.shop.PaymentMethod.Kind;
import org.junit.jupiter.api.Test;

/** What a refund would do, step by step, or the rule that forbids it. */
class RefundPlanTest {

    private static final Refunds REFUNDS = new Quoting();

    private static final Refunds MONEY_ONLY = new Quoting() {
        @Override
        public boolean restocks() {
            return false;
        }
    };

    /** A shop's arithmetic without rounding; it sends nothing. */
    private static class Quoting implements Refunds {

        @Override
        public Abilities abilities() {
            return new Abilities(Resend.KEY, Absence.PROOF, Duration.ofDays(1), Duration.ZERO, Duration.ofSeconds(10));
        }

        @Override
        public Quote quote(Order order, Wanted wanted) {
            Money zero = Money.zero(order.totals().total().currency());
            Money shipping = wanted.shipping() == null ? zero : wanted.shipping();
            Money total = shipping;
            for (LineQuantity line : wanted.lines()) {
                Money unit = order.line(line.lineId()).orElseThrow().unitPrice();
                total = total.plus(new Money(unit.minor() * line.quantity(), unit.currency()));
            }
            return new Quote(
                    List.of(),
                    shipping,
                    wanted.amount() == null ? total : wanted.amount(),
                    order.totals().refundable(),
                    order.totals().shipping().min(order.totals().refundable()));
        }

        @Override
        public Reply refund(Refund refund, StepKey key) {
            throw new AssertionError("planning sends nothing");
        }

        @Override
        public Proof find(Refund refund, StepKey key) {
            throw new AssertionError("planning looks for nothing");
        }
    }

    private static final Customers CUSTOMERS = new Customers() {

        @Override
        public Optional<Customer> customer(CustomerId id) {
            Address home = new Address("Ada Low", null, "1 Main Street", null, "Bern", null, "3011", "CH", null);
            return Optional.of(new Customer(
                    id,
                    "Ada Low",
                    "ada@example.com",
                    null,
                    home,
                    List.of(home),
                    List.of(
                            AnOrder.method("card", Kind.GIFT_CARD, "USD"),
                            AnOrder.method("cash", Kind.OTHER, "USD"),
                            AnOrder.method("m2", Kind.OTHER, "USD")),
                    List.of(),
                    "1"));
        }

        @Override
        public Page<Customer.Summary> byEmail(String email, Page.Request page) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page<Customer.Summary> byNameAndPostalCode(String name, String postalCode, Page.Request page) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page<Customer.Summary> search(String text, Page.Request page) {
            throw new UnsupportedOperationException();
        }
    };

    private final List<Refunds.LineQuantity> lines = new ArrayList<>();
    private Money shipping;
    private Money amount;
    private Boolean restock;
    private String refundTo;

    private static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }

    private RefundPlanTest line(String id, int quantity) {
        lines.add(new Refunds.LineQuantity(id, quantity));
        return this;
    }

    private RefundArguments arguments() {
        return new RefundArguments(
                new OrderId("W1"), lines, shipping, amount, "damaged", null, restock, null, refundTo);
    }

    private Plan plan(AnOrder order) {
        return (Plan) new RefundOrder(arguments(), REFUNDS, CUSTOMERS, () -> org.countersign.gate.ShopSettings.DEFAULT)
                .plan(order.order());
    }

    private Refusal refusal(AnOrder order) {
        return (Refusal)
                new RefundOrder(arguments(), REFUNDS, CUSTOMERS, () -> org.countersign.gate.ShopSettings.DEFAULT)
                        .plan(order.order());
    }

    private static AnOrder threePayments() {
        return new AnOrder("USD")
                .line(1, 10_000)
                .paid(Kind.CREDIT_CARD, 7_000)
                .paid(Kind.GIFT_CARD, 2_000, 500)
                .paid(Kind.PAYPAL, 1_000);
    }

    private static List<String> steps(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.n() + " " + step.request().path("payment_id").asText() + " -> "
                        + step.request().path("payment_method_id").asText() + " " + step.money())
                .toList();
    }

    @Test
    void moneyGoesBackToThePaymentsNewestFirstOneStepEach() {
        amount = usd("50.00");
        Plan plan = plan(threePayments());
        assertThat(steps(plan))
                .containsExactly("1 pay3 -> m3 10.00 USD", "2 pay2 -> m2 15.00 USD", "3 pay1 -> m1 25.00 USD");
        assertThat(plan.money()).isEqualTo(usd("50.00"));
        assertThat(plan.touches()).containsExactly(ObjectRef.giftCard("m2"));
    }

    @Test
    void onePaymentIsOneStep() {
        amount = usd("10.00");
        assertThat(steps(plan(threePayments()))).containsExactly("1 pay3 -> m3 10.00 USD");
    }

    @Test
    void allThatIsLeftIsExactlyWhatIsRefundableOfEachPayment() {
        amount = usd("95.00");
        assertThat(steps(plan(threePayments())))
                .containsExactly("1 pay3 -> m3 10.00 USD", "2 pay2 -> m2 15.00 USD", "3 pay1 -> m1 70.00 USD");
    }

    @Test
    void oneCentMoreIsRefusedWithTheMaximum() {
        amount = usd("95.01");
        Refusal refusal = refusal(threePayments());
        assertThat(refusal.code()).isEqualTo(ErrorCode.EXCEEDS_REFUNDABLE);
        assertThat(refusal.data().path("maximum").path("amount").asText()).isEqualTo("95.00");
    }

    @Test
    void linesShippingAndStockGoWithTheFirstStepOnly() {
        shipping = usd("5.00");
        line("l1", 2);
        Plan plan = plan(new AnOrder("USD")
                .line(2, 1_000)
                .shipping(900)
                .paid(Kind.CREDIT_CARD, 2_000)
                .paid(Kind.PAYPAL, 900));
        assertThat(steps(plan)).containsExactly("1 pay2 -> m2 9.00 USD", "2 pay1 -> m1 16.00 USD");
        ObjectNode first = plan.steps().getFirst().request();
        ObjectNode second = plan.steps().getLast().request();
        assertThat(first.path("lines")).hasSize(1);
        assertThat(first.path("shipping").path("amount").asText()).isEqualTo("5.00");
        assertThat(first.path("restock")).hasSize(1);
        assertThat(second.path("lines")).isEmpty();
        assertThat(second.has("shipping")).isFalse();
        assertThat(second.path("restock")).isEmpty();
        assertThat(plan.goods()).containsEntry("l1", 2);
    }

    @Test
    void allOfItMayGoToAnotherMethodOfTheCustomer() {
        amount = usd("20.00");
        refundTo = "card";
        Plan plan = plan(threePayments());
        assertThat(steps(plan)).containsExactly("1 pay3 -> card 10.00 USD", "2 pay2 -> card 10.00 USD");
        assertThat(plan.touches()).containsExactly(ObjectRef.giftCard("card"));
    }

    @Test
    void aMethodOfSomebodyElseOrOneThatTakesNoMoneyIsRefused() {
        amount = usd("1.00");
        refundTo = "somebody-elses";
        assertThat(refusal(threePayments()).rule()).isEqualTo(ShopRule.METHOD_NOT_OF_CUSTOMER);
        refundTo = "cash";
        assertThat(refusal(threePayments()).rule()).isEqualTo(ShopRule.METHOD_NOT_CREDITABLE);
    }

    @Test
    void byDefaultOnlyWhatHasNotLeftTheHouseGoesBackIntoStock() {
        AnOrder order = new AnOrder("USD").line(5, 100, 2, 1).paid(Kind.CREDIT_CARD, 500, 100);
        line("l1", 4);
        assertThat(restocked(plan(order))).containsExactly("2");
        restock = true;
        assertThat(restocked(plan(order))).containsExactly("4");
        restock = false;
        assertThat(restocked(plan(order))).isEmpty();
    }

    @Test
    void whereARefundOnlyMovesMoneyNothingGoesBackAndNobodyIsToldThatItDid() {
        AnOrder order = new AnOrder("USD").line(5, 100, 2, 1).paid(Kind.CREDIT_CARD, 500, 100);
        line("l1", 4);
        assertThat(restocked((Plan) moneyOnly(order))).isEmpty();
        restock = true;
        assertThat(((Refusal) moneyOnly(order)).rule()).isEqualTo(ShopRule.BACKEND_RULE);
    }

    private Planned moneyOnly(AnOrder order) {
        return new RefundOrder(arguments(), MONEY_ONLY, CUSTOMERS, () -> org.countersign.gate.ShopSettings.DEFAULT)
                .plan(order.order());
    }

    /** The order's second payment was made with a method that money can only go back to. */
    @Test
    void aMethodThatCannotBeCreditedTakesBackWhatItPaidAndNoMore() {
        AnOrder order =
                new AnOrder("USD").line(1, 3_000).paid(Kind.CREDIT_CARD, 2_000).paid(Kind.OTHER, 1_000);
        refundTo = "m2";
        amount = usd("10.00");
        assertThat(steps(plan(order))).containsExactly("1 pay2 -> m2 10.00 USD");
        amount = usd("10.01");
        assertThat(refusal(order).code()).isEqualTo(ErrorCode.EXCEEDS_REFUNDABLE);
    }

    private static List<String> restocked(Plan plan) {
        return plan.steps().getFirst().request().path("restock").findValuesAsText("quantity");
    }

    @Test
    void whatTheOrderDoesNotHaveIsRefused() {
        line("l9", 1);
        assertThat(refusal(threePayments()).rule()).isEqualTo(ShopRule.LINE_NOT_IN_ORDER);
    }

    @Test
    void moreUnitsThanAreLeftAreRefusedAlsoWhenTheyAreNamedTwice() {
        AnOrder order = new AnOrder("USD").line(3, 100, 0, 1).paid(Kind.CREDIT_CARD, 300, 100);
        line("l1", 1).line("l1", 2);
        Refusal refusal = refusal(order);
        assertThat(refusal.rule()).isEqualTo(ShopRule.QUANTITY_TOO_HIGH);
        assertThat(refusal.data().path("maximum_quantity").asInt()).isEqualTo(2);
    }

    @Test
    void anotherCurrencyIsRefused() {
        amount = Money.parse("1", "JPY");
        assertThat(refusal(threePayments()).code()).isEqualTo(ErrorCode.INVALID_ARGUMENTS);
        amount = null;
        shipping = Money.parse("1", "EUR");
        assertThat(refusal(threePayments()).code()).isEqualTo(ErrorCode.INVALID_ARGUMENTS);
    }

    @Test
    void moreShippingThanWasPaidIsRefused() {
        shipping = usd("9.01");
        Refusal refusal =
                refusal(new AnOrder("USD").line(1, 5_000).shipping(900).paid(Kind.CREDIT_CARD, 5_900));
        assertThat(refusal.code()).isEqualTo(ErrorCode.EXCEEDS_REFUNDABLE);
        assertThat(refusal.data().path("maximum").path("amount").asText()).isEqualTo("9.00");
    }

    @Test
    void whereNothingIsLeftOrNothingWasPaidNothingIsRefunded() {
        amount = usd("1.00");
        assertThat(refusal(new AnOrder("USD").line(1, 100).paid(Kind.CREDIT_CARD, 100, 100))
                        .rule())
                .isEqualTo(ShopRule.NOTHING_TO_REFUND);
        amount = null;
        line("l1", 1);
        assertThat(refusal(new AnOrder("USD").line(1, 0).line(1, 100).paid(Kind.CREDIT_CARD, 100))
                        .rule())
                .as("a free line")
                .isEqualTo(ShopRule.NOTHING_TO_REFUND);
    }

    @Test
    void theNormalFormMergesAndSortsLinesAndSurvivesTheLedger() {
        line("b", 1).line("a", 2).line("b", 3);
        shipping = usd("1");
        RefundArguments arguments = arguments();
        assertThat(arguments.normalForm().path("lines"))
                .hasToString("[{\"line_id\":\"a\",\"quantity\":2},{\"line_id\":\"b\",\"quantity\":4}]");
        assertThat(RefundArguments.revive(arguments.normalForm())).isEqualTo(arguments);
        refundTo = "original";
        assertThat(RefundArguments.revive(arguments().normalForm())).isEqualTo(arguments());
        assertThat(arguments().normalForm()).isNotEqualTo(arguments.normalForm());
    }

    @Test
    void aStoredRequestIsReadBackExactly() {
        line("l1", 1);
        shipping = usd("1.00");
        restock = true;
        AnOrder order = new AnOrder("USD").line(2, 1_000).shipping(900).paid(Kind.GIFT_CARD, 2_900);
        ObjectNode request = plan(order).steps().getFirst().request();
        assertThat(StoredRefund.toJson(StoredRefund.fromJson(request))).isEqualTo(request);
        assertThat(StoredRefund.fromJson(request).effect().toJson())
                .isEqualTo(plan(order).steps().getFirst().effect());
    }
}
