package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each rule asks on its own side of the line and passes on the other. */
class EscalationRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final ShopSettings SETTINGS = new ShopSettings(
            ZoneId.of("UTC"),
            Money.parse("100", "USD"),
            30,
            2,
            30,
            30,
            3,
            3,
            false,
            java.time.Duration.ofHours(24),
            java.util.Map.of());

    private static List<String> asked(@Nullable String money, @Nullable String caseId, Order order) {
        Money moved = money == null ? null : Money.parse(money, "USD");
        Request request = new Request("v", "so", null, null, null, caseId, null, false, false);
        Plan plan = new Plan("do", "did", moved, Map.of(), List.of(), List.of())
                .of(order.customer().id().value());
        Caller caller = new Caller("i", "s", null, null, Set.of(), Set.of(), true);
        Case submitted = new Case(
                caller,
                Scripted.on("W1"),
                request,
                List.of(),
                order,
                plan,
                () -> {
                    throw new AssertionError();
                },
                null,
                null);
        return EscalationRules.all(() -> SETTINGS, ledger(), Clock.fixed(NOW, ZoneOffset.UTC)).stream()
                .map(rule -> rule.judge(submitted))
                .filter(Verdict.Ask.class::isInstance)
                .map(Verdict.Ask.class::cast)
                .peek(ask -> assertThat(ask.kind()).isEqualTo(Verdict.Kind.ESCALATE))
                .map(Verdict.Ask::code)
                .toList();
    }

    /** Knows one case, which began with customer c1, and another, which began with somebody else. */
    private static Ledger ledger() {
        return (Ledger) Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> switch ((String) arguments[0]) {
                    case "of-c1" -> Optional.of("c1");
                    case "of-c2" -> Optional.of("c2");
                    default -> Optional.empty();
                });
    }

    private static AnOrder order() {
        return new AnOrder("USD");
    }

    @Test
    void anUsualActionAsksNobody() {
        assertThat(asked(
                        "100.00",
                        "of-c1",
                        order().delivered(NOW.minus(Duration.ofDays(30))).order()))
                .isEmpty();
        assertThat(asked("100.00", "new", order().order())).isEmpty();
    }

    @Test
    void onlyAHighRiskAsks() {
        assertThat(asked("1", null, order().risk(Order.Risk.Level.MEDIUM).order()))
                .isEmpty();
        assertThat(asked("1", null, order().risk(Order.Risk.Level.HIGH).order()))
                .containsExactly("risk_flagged");
        assertThat(asked(null, null, order().risk(Order.Risk.Level.HIGH).order()))
                .as("no money moves")
                .isEmpty();
    }

    @Test
    void aboveTheCeilingOrInAnotherCurrencyAsks() {
        assertThat(asked("100.01", null, order().order())).containsExactly("above_ceiling");
        Plan yen = new Plan("do", "did", Money.parse("1", "JPY"), Map.of(), List.of(), List.of());
        Case submitted = new Case(
                new Caller("i", "s", null, null, Set.of(), Set.of(), true),
                Scripted.on("W1"),
                new Request("v", "so", null, null, null, null, null, false, false),
                List.of(),
                new AnOrder("JPY").order(),
                yen,
                () -> {
                    throw new AssertionError();
                },
                null,
                null);
        assertThat(EscalationRules.all(() -> SETTINGS, ledger(), Clock.fixed(NOW, ZoneOffset.UTC)))
                .filteredOn(rule -> rule.judge(submitted) instanceof Verdict.Ask)
                .extracting(Check::name)
                .containsExactly("ceiling");
    }

    @Test
    void theThirdRefundAsksWhoeverMadeTheOthersAndTheStepsOfOneActionAreOne() {
        AnOrder twice =
                order().shows("act_1/1", 5, NOW).shows("act_1/2", 5, NOW).shows("act_1/2.1", 5, NOW);
        assertThat(asked("1", null, twice.order())).isEmpty();
        assertThat(asked("1", null, twice.shows(null, 5, NOW).order())).containsExactly("many_refunds");
        assertThat(asked(
                        "1",
                        null,
                        order().shows("act_1/1", 5, NOW)
                                .shows("act_2/1", 5, NOW)
                                .order()))
                .containsExactly("many_refunds");
    }

    @Test
    void afterTheWindowAsks() {
        Order late = order().delivered(NOW.minus(Duration.ofDays(30)).minusSeconds(1))
                .order();
        assertThat(asked("1", null, late)).containsExactly("outside_window");
    }

    @Test
    void anotherCustomerThanTheCasesFirstAsks() {
        assertThat(asked("1", "of-c2", order().order())).containsExactly("other_customer");
        assertThat(asked(null, "of-c2", order().order())).containsExactly("other_customer");
    }
}
