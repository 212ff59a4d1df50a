package org.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.TemporalUnitOffset;
import org.countersign.endtoend.ShopProfile;
import org.countersign.endtoend.Sql;
import org.countersign.gate.ActionIds;
import org.countersign.gate.DueTimes;
import org.countersign.gate.Figures;
import org.countersign.gate.Figures.Asked;
import org.countersign.gate.Figures.Kind;
import org.countersign.gate.Figures.Moved;
import org.countersign.gate.GateSettings;
import org.countersign.gate.ShopSettings;
import org.countersign.gate.Status;
import org.countersign.shop.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shop's day in numbers, of a shop of its own for each test. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class FiguresTest {

    private static final ZoneId UTC = ZoneId.of("UTC");

    @Inject
    Database database;

    @Inject
    DueTimes times;

    @Inject
    Clock clock;

    private final Sql sql = Sql.ofThisServer();
    private final String shop = "figures-" + UUID.randomUUID();

    /** With nothing read yet. */
    private Figures figures(ZoneId zone) {
        ShopSettings otherwise = ShopSettings.DEFAULT;
        ShopSettings settings =
                new ShopSettings(zone, null, 90, 2, 30, 30, 3, 3, false, otherwise.approvalLifetime(), Map.of());
        GateSettings gate = new GateSettings(
                shop, "builtin", Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, "http://localhost");
        return new PostgresFigures(database, gate, () -> settings, times, clock);
    }

    private String action(Instant at, String status) {
        String id = ActionIds.madeFrom(at)
                + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        sql.execute("""
                insert into countersign.action (id, shop, tool, target_type, target_id, issuer, subject, roles, key_text, key_source,
                       key_hash, fingerprint, arguments, object_version, status, epoch, outcome, requested_at)
                values (?, ?, 'refund_order', 'order', 'x', 'i', 's', '{}', 'k', 'CLIENT', '\\x00', '\\x00', '{}', 'v', ?, 1, '{}',
                        ?::timestamptz)""", id, shop, status, at.toString());
        return id;
    }

    private void step(String action, int n, String kind, Money money, String state) {
        sql.execute("""
                insert into countersign.step (action_id, n, kind, request, effect, money_minor, money_currency, state, tries)
                values (?, ?, ?, '{}', '{}', ?, ?, ?, 1)""", action, n, kind, money.minor(), money.currency().getCurrencyCode(), state);
    }

    private void used(String action, Instant at) {
        sql.execute("""
                insert into countersign.budget_use (action_id, shop, issuer, subject, tool, currency, minor, at)
                values (?, ?, 'i', 's', 'refund_order', 'USD', 1, ?::timestamptz)""", action, shop, at.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"})
    void aDayBeginsAtTheShopsMidnight(String name) {
        ZoneId zone = ZoneId.of(name);
        LocalDate today = LocalDate.now(clock.withZone(zone));
        Instant midnight = today.atStartOfDay(zone).toInstant();
        action(midnight, "DONE");
        action(midnight.plusSeconds(1), "REFUSED");
        action(midnight.minusSeconds(1), "DONE");
        action(midnight.minus(Duration.ofDays(13)).plusSeconds(7200), "DENIED");
        action(midnight.minus(Duration.ofDays(15)), "FAILED");
        Figures figures = figures(zone);
        assertThat(figures.today().date()).isEqualTo(today);
        assertThat(figures.today().timeZone()).isEqualTo(name);
        assertThat(figures.today().asked())
                .containsExactlyInAnyOrder(new Asked(today, 0, Status.DONE, 1), new Asked(today, 0, Status.REFUSED, 1));
        assertThat(figures.lately())
                .containsExactlyInAnyOrder(
                        new Asked(today, 0, Status.DONE, 1),
                        new Asked(today, 0, Status.REFUSED, 1),
                        new Asked(today.minusDays(1), 23, Status.DONE, 1),
                        new Asked(today.minusDays(13), 2, Status.DENIED, 1));
    }

    @Test
    void moneyIsCountedAsTheBudgetsHaveItByKindAndCurrency() {
        Instant now = clock.instant();
        String both = action(now, "PARTLY_DONE");
        step(both, 1, "charge", usd(500), "DONE");
        step(both, 2, "refund", usd(700), "IN_DOUBT");
        step(both, 3, "refund", usd(40), "PLANNED");
        step(both, 4, "refund", usd(3), "NOT_DONE");
        used(both, now);
        for (long minor : new long[] {1000, 234}) {
            String yen = action(now, "DONE");
            step(yen, 1, "refund", new Money(minor, Money.currency("JPY")), "DONE");
            used(yen, now);
        }
        String label = action(now, "DONE");
        step(label, 1, "shipping_label", new Money(1234, Money.currency("KWD")), "DONE");
        used(label, now);
        String failed = action(now, "FAILED");
        step(failed, 1, "refund", usd(9_999), "NOT_DONE");
        String yesterday = action(now.minus(Duration.ofDays(1)), "DONE");
        step(yesterday, 1, "refund", usd(1), "DONE");
        used(yesterday, now.minus(Duration.ofDays(1)));

        assertThat(figures(UTC).today().moved())
                .containsExactlyInAnyOrder(
                        new Moved(Kind.CHARGED, usd(500), 1),
                        new Moved(Kind.REFUNDED, usd(700), 1),
                        new Moved(Kind.REFUNDED, new Money(1234, Money.currency("JPY")), 2),
                        new Moved(Kind.LABELS, new Money(1234, Money.currency("KWD")), 1));
    }

    private static Money usd(long minor) {
        return new Money(minor, Money.currency("USD"));
    }

    @Test
    void whatWaitsIsCountedWithTheOldestOfIt() {
        assertThat(figures(UTC).waiting()).isEqualTo(new Figures.Waiting(0, null, 0, null, 0, null, 0));
        Instant now = clock.instant();
        action(now.minusSeconds(60), "OUTCOME_UNKNOWN");
        action(now.minusSeconds(500), "OUTCOME_UNKNOWN");
        escalation("a", now.minus(Duration.ofHours(5)), "null");
        escalation("b", now.minus(Duration.ofHours(1)), "null");
        escalation("c", now.minus(Duration.ofHours(9)), "now()");
        Figures.Waiting waiting = figures(UTC).waiting();
        assertThat(waiting.doubts()).isEqualTo(2);
        assertThat(waiting.oldestDoubt()).isCloseTo(now.minusSeconds(500), within());
        assertThat(waiting.escalations()).isEqualTo(2);
        assertThat(waiting.oldestCase()).isCloseTo(now.minus(Duration.ofHours(5)), within());
        assertThat(waiting.overdue()).isEqualTo(1);
    }

    private static TemporalUnitOffset within() {
        return Assertions.within(1, ChronoUnit.SECONDS);
    }

    private void escalation(String id, Instant opened, String closed) {
        sql.execute(
                "insert into countersign.escalation (id, shop, kind, opened_at, closed_at) values (?, ?, 'unknown_effect',"
                        + " ?::timestamptz, " + closed + ")",
                shop + id,
                shop,
                opened.toString());
    }
}
