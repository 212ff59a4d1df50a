package org.countersign.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.countersign.gate.ShopRule;
import org.countersign.mcp.BadArguments;
import org.countersign.shop.Address;
import org.countersign.shop.AnOrder;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A quoted rate is what is bought, for the same order, way and price, for a day; anything else has to be quoted again. */
class RatesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ShipFrom SHOP = new ShipFrom(
            "Shop", "1 Quay", Optional.empty(), "Bergen", Optional.empty(), "5003", "NO", Optional.empty());
    private static final Order.Label.Direction OUTBOUND = Order.Label.Direction.OUTBOUND;
    private static final Order.Label.Direction RETURN = Order.Label.Direction.RETURN;

    private final OneService carrier = new OneService("one");

    @ParameterizedTest
    @EnumSource(Order.Label.Direction.class)
    void aRateHoldsForADayForTheOrderItWasQuotedFor(Order.Label.Direction direction) {
        Rate quoted = quote(order(), direction);
        assertThat(quoted.price()).isEqualTo(usd(1000));
        assertThat(quoted.expiresAt()).isEqualTo(NOON.plus(Duration.ofHours(24)));
        RateId sent = RateId.of(quoted.id().toString(), direction);
        assertThat(check(sent, order(), Duration.ZERO)).isEqualTo(new Rates.Holds(quoted));
        assertThat(check(sent, order(), Duration.ofHours(24).minusSeconds(1))).isEqualTo(new Rates.Holds(quoted));
    }

    @Test
    void aParcelThatWasMeasuredIsTheOneThatIsBought() {
        Parcel box = new Parcel(4_200, new Parcel.Size(400, 300, 2_000));
        Rate quoted = rates(NOON).quote(order(), RETURN, box).getFirst();
        assertThat(RateId.of(quoted.id().toString(), RETURN).parcel()).isEqualTo(box);
        carrier.asked.clear();
        check(quoted.id(), order(), Duration.ZERO);
        assertThat(carrier.asked).singleElement().satisfies(trip -> {
            assertThat(trip.parcel()).isEqualTo(box);
            assertThat(trip.from()).isEqualTo(order().shippingAddress());
            assertThat(trip.to()).isEqualTo(SHOP.address());
        });
    }

    @Test
    void afterADayItIsOver() {
        assertOver(check(quote(order(), OUTBOUND).id(), order(), Duration.ofHours(24)));
    }

    @Test
    void oneFromTheFutureIsNone() {
        RateId id = quote(order(), OUTBOUND).id();
        RateId later = new RateId(id.service(), OUTBOUND, id.parcel(), NOON.plusSeconds(3600), id.digest());
        assertOver(check(later, order(), Duration.ZERO));
    }

    @Test
    void anotherAddressAnotherOrderOrAnotherPriceEndsIt() {
        RateId id = quote(order(), OUTBOUND).id();
        Address moved = new Address("Ada Low", null, "2 Main Street", null, "Bern", null, "3011", "CH", null);
        assertOver(check(id, new AnOrder("USD").line(1, 1).to(moved).order(), Duration.ZERO));
        assertOver(check(id, new AnOrder("USD").line(1, 1).id("W2").order(), Duration.ZERO));
        carrier.price = 999;
        assertOver(check(id, order(), Duration.ZERO));
    }

    @Test
    void aForgedServiceParcelOrDigestGainsNothing() {
        RateId id = quote(order(), OUTBOUND).id();
        Parcel light = new Parcel(1, null);
        assertOver(check(new RateId("free", OUTBOUND, id.parcel(), NOON, id.digest()), order(), Duration.ZERO));
        assertOver(check(new RateId(id.service(), OUTBOUND, light, NOON, id.digest()), order(), Duration.ZERO));
        assertOver(check(
                new RateId(id.service(), OUTBOUND, id.parcel(), NOON, "0123456789abcdef"), order(), Duration.ZERO));
        assertOver(check(new RateId(id.service(), RETURN, id.parcel(), NOON, id.digest()), order(), Duration.ZERO));
    }

    @Test
    void theOtherDirectionIsAnInvalidArgumentThatNamesBoth() {
        String id = quote(order(), RETURN).id().toString();
        assertThatThrownBy(() -> RateId.of(id, OUTBOUND))
                .isInstanceOf(BadArguments.class)
                .hasMessageContaining("was quoted for direction return");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "ground.outbound.700.-.t1a2b3",
                "ground.outbound.700.-.t1a2b3.0123456789ABCDEF",
                "ground.sideways.700.-.t1a2b3.0123456789abcdef",
                "ground.outbound.700.1x2.t1a2b3.0123456789abcdef",
                "ground.outbound.-7.-.t1a2b3.0123456789abcdef",
                "ground.outbound.999999.-.t1a2b3.0123456789abcdef"
            })
    void whatNoQuoteGaveIsAnInvalidArgument(String id) {
        assertThatThrownBy(() -> RateId.of(id, OUTBOUND))
                .isInstanceOf(BadArguments.class)
                .hasMessageContaining("none that a quote gave");
    }

    @Test
    void aParcelNobodyWeighedIsABoxAndHalfAKiloAUnit() {
        Order order = new AnOrder("USD").line(3, 1, 1, 0).line(2, 1, 2, 0).order();
        assertThat(Parcel.usual(order, OUTBOUND)).isEqualTo(new Parcel(1_200, null));
        assertThat(Parcel.usual(order, RETURN)).isEqualTo(new Parcel(1_700, null));
        assertThat(Parcel.usual(new AnOrder("USD").line(100, 1).order(), OUTBOUND))
                .isEqualTo(new Parcel(30_000, null));
    }

    @Test
    void aLargeLightParcelIsChargedForItsSize() {
        assertThat(new Parcel(1_000, new Parcel.Size(500, 400, 300)).chargedGrams())
                .isEqualTo(12_000);
        assertThat(new Parcel(20_000, new Parcel.Size(500, 400, 300)).chargedGrams())
                .isEqualTo(20_000);
        assertThat(new Parcel(1, new Parcel.Size(9_999, 9_999, 9_999)).chargedGrams())
                .isGreaterThan(30_000);
    }

    private static void assertOver(Rates.Checked checked) {
        assertThat(checked).isInstanceOfSatisfying(Rates.Over.class, over -> {
            assertThat(over.refusal().rule()).isEqualTo(ShopRule.RATE_EXPIRED);
            assertThat(over.refusal().next().tool()).isEqualTo("quote_shipping_rates");
            assertThat(over.refusal().next().arguments().path("direction").asText())
                    .isNotEmpty();
        });
    }

    private Rate quote(Order order, Order.Label.Direction direction) {
        return rates(NOON).quote(order, direction, null).getFirst();
    }

    private Rates.Checked check(RateId id, Order order, Duration later) {
        return rates(NOON.plus(later)).check(order, id);
    }

    private Rates rates(Instant now) {
        return new Rates(carrier, SHOP, Clock.fixed(now, ZoneOffset.UTC), Duration.ofHours(24));
    }

    private static Order order() {
        return new AnOrder("USD").line(1, 1).order();
    }

    private static Money usd(long minor) {
        return new Money(minor, Money.currency("USD"));
    }
}
