package org.countersign.carrier.testcarrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countersign.gate.StepKey;
import org.countersign.label.Carrier;
import org.countersign.label.Parcel;
import org.countersign.shop.Address;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test carrier's tariff, numbers and events follow from what it is asked, always in the same way. */
class TestCarrierTest {

    private static final Address HOME = address("19106", "US");
    private static final Instant SHIPPED = Instant.parse("2026-03-01T08:00:00Z");

    @ParameterizedTest(name = "{0} g to {1} {2}, {3}: {4}")
    @CsvSource({
        "1,     19999, US, OUTBOUND, 4.99 7.99 18.99",
        "1000,  19999, US, OUTBOUND, 4.99 7.99 18.99",
        "1001,  19999, US, OUTBOUND, 5.59 8.89 20.49",
        "1000,  80279, US, OUTBOUND, 5.99 8.99 21.99",
        "1000,  80279, US, RETURN,   5.40 8.10 19.80",
        "1000,  V6B,   CA, OUTBOUND, 14.99 19.99 39.99",
        "1000,  3011,  CH, OUTBOUND, 24.99 32.99 54.99",
        "20000, 80279, US, OUTBOUND, 23.09 33.69 63.79",
        "20001, 80279, US, OUTBOUND, 34.99 65.99",
        "30000, 80279, US, OUTBOUND, 46.69 85.79",
        "30001, 80279, US, OUTBOUND, ''"
    })
    void thePriceFollowsFromServiceZoneWeightAndDirection(
            int grams, String postalCode, String country, Order.Label.Direction direction, String prices) {
        Address there = address(postalCode, country);
        boolean back = direction == Order.Label.Direction.RETURN;
        Carrier.Trip trip =
                new Carrier.Trip(direction, back ? there : HOME, back ? HOME : there, new Parcel(grams, null));
        List<String> offered = carrier(SHIPPED).offers(trip).stream()
                .map(offer -> offer.price().amount())
                .toList();
        assertThat(String.join(" ", offered)).isEqualTo(prices);
    }

    @Test
    void fasterIsDearerAndAllAreInItsCurrency() {
        Carrier.Trip trip =
                new Carrier.Trip(Order.Label.Direction.OUTBOUND, HOME, address("80279", "US"), new Parcel(2_500, null));
        List<Carrier.Offer> offers = carrier(SHIPPED).offers(trip);
        assertThat(offers).extracting(Carrier.Offer::service).containsExactly("economy", "standard", "express");
        assertThat(offers).extracting(Carrier.Offer::days).containsExactly(6, 3, 2);
        assertThat(offers).extracting(Carrier.Offer::price).isSorted();
        assertThat(new Tariff(Money.currency("EUR")).offers(trip))
                .allSatisfy(offer -> assertThat(offer.price().toString()).endsWith(" EUR"));
    }

    @Test
    void aKeyHasOneNumberWithACheckDigitThatFindsAWrongDigit() {
        Set<String> numbers = new HashSet<>();
        for (int i = 1; i <= 2_000; i++) {
            String number = carrier(SHIPPED).trackingNumber(new StepKey("act_x/" + i));
            assertThat(number).matches("71[0-9]{14}");
            assertThat(weighted(number) % 10).as(number).isZero();
            String wrong = number.substring(0, 5) + (number.charAt(5) - '0' + 1) % 10 + number.substring(6);
            assertThat(weighted(wrong) % 10).isNotZero();
            numbers.add(number);
        }
        assertThat(numbers).hasSize(2_000);
        StepKey key = new StepKey("act_x/1");
        assertThat(carrier(SHIPPED).trackingNumber(key))
                .isEqualTo(carrier(SHIPPED).trackingNumber(key));
    }

    @Test
    void aParcelOnItsWayShowsWhatHappenedUntilNow() {
        Carrier.Known parcel = parcel(SHIPPED, null);
        assertThat(statuses(parcel, Duration.ZERO)).containsExactly("label_created", "picked_up");
        assertThat(statuses(parcel, Duration.ofHours(5))).containsExactly("label_created", "picked_up", "in_transit");
        assertThat(statuses(parcel, Duration.ofDays(9)))
                .containsExactly("label_created", "picked_up", "in_transit", "in_transit");
    }

    @Test
    void aDeliveredOneEndsWithItsDelivery() {
        Instant delivered = SHIPPED.plus(Duration.ofDays(2));
        List<Carrier.Event> events = carrier(SHIPPED.plus(Duration.ofDays(9))).events(parcel(SHIPPED, delivered));
        assertThat(events)
                .extracting(Carrier.Event::status)
                .containsExactly(
                        "label_created", "picked_up", "in_transit", "in_transit", "out_for_delivery", "delivered");
        assertThat(events).extracting(Carrier.Event::at).isSorted();
        assertThat(events.getLast().at()).isEqualTo(delivered);
        assertThat(events.getLast().where()).isEqualTo("Town, CH");
    }

    @Test
    void aQuickDeliveryHasNoEventAfterIt() {
        for (int minutes : new int[] {1, 200, 400, 1_300, 1_500}) {
            Instant delivered = SHIPPED.plus(Duration.ofMinutes(minutes));
            List<Carrier.Event> events =
                    carrier(SHIPPED.plus(Duration.ofDays(9))).events(parcel(SHIPPED, delivered));
            assertThat(events).extracting(Carrier.Event::at).isSorted();
            assertThat(events.getLast().status()).isEqualTo("delivered");
        }
    }

    @Test
    void aVoidedLabelNeverMoves() {
        Carrier.Known voided = new Carrier.Known("71", HOME, address("3011", "CH"), SHIPPED, true, SHIPPED, SHIPPED);
        assertThat(carrier(SHIPPED).events(voided))
                .extracting(Carrier.Event::status)
                .containsExactly("label_created");
    }

    private static List<String> statuses(Carrier.Known parcel, Duration later) {
        return carrier(SHIPPED.plus(later)).events(parcel).stream()
                .map(Carrier.Event::status)
                .toList();
    }

    /** Weights 1 and 3 from the right, the check digit itself included: a multiple of ten. */
    private static int weighted(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            sum += Character.digit(number.charAt(number.length() - 1 - i), 10) * (i % 2 == 0 ? 1 : 3);
        }
        return sum;
    }

    private static Carrier.Known parcel(Instant shipped, Instant delivered) {
        return new Carrier.Known(
                "71", HOME, address("3011", "CH"), SHIPPED.minusSeconds(60), false, shipped, delivered);
    }

    private static Address address(String postalCode, String country) {
        return new Address(null, null, "1 Street", null, "Town", null, postalCode, country, null);
    }

    private static TestCarrier carrier(Instant now) {
        return new TestCarrier("USD", Clock.fixed(now, ZoneOffset.UTC));
    }
}
