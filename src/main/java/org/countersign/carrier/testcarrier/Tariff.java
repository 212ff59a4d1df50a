package org.countersign.carrier.testcarrier;

import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.countersign.label.Carrier;
import org.countersign.shop.Address;
import org.countersign.shop.Money;
import org.countersign.shop.Order;

/**
 * Prices by service, zone and weight, like a carrier's printed tariff: a base for the first kilogram and a rate for each
 * further one begun; returns cost a tenth less.
 */
record Tariff(Currency currency) {

    private static final int MOST_GRAMS = 30_000;

    /** Zones: near (same country, postal codes begin alike), country, neighbours, world. Minor units. */
    private record Row(String name, int mostGrams, List<Integer> base, List<Integer> perKilogram, List<Integer> days) {}

    private static final List<Row> SERVICES = List.of(
            new Row("economy", 20_000, List.of(499, 599, 1499, 2499), List.of(60, 90, 350, 700), List.of(4, 6, 10, 18)),
            new Row(
                    "standard",
                    MOST_GRAMS,
                    List.of(799, 899, 1999, 3299),
                    List.of(90, 130, 500, 900),
                    List.of(2, 3, 6, 10)),
            new Row(
                    "express",
                    MOST_GRAMS,
                    List.of(1899, 2199, 3999, 5499),
                    List.of(150, 220, 800, 1400),
                    List.of(1, 2, 3, 5)));

    private static final List<Set<String>> NEIGHBOURS = List.of(
            Set.of("US", "CA", "MX"),
            Set.of(
                    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
                    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"));

    /** Cheapest first. */
    List<Carrier.Offer> offers(Carrier.Trip trip) {
        int grams = trip.parcel().chargedGrams();
        int zone = zone(trip.from(), trip.to());
        return SERVICES.stream()
                .filter(service -> grams > 0 && grams <= service.mostGrams())
                .map(service -> offer(service, zone, grams, trip.direction()))
                .toList();
    }

    private Carrier.Offer offer(Row service, int zone, int grams, Order.Label.Direction direction) {
        int further = (grams + 999) / 1000 - 1;
        long full = service.base().get(zone)
                + (long) further * service.perKilogram().get(zone);
        long price = direction == Order.Label.Direction.RETURN ? full - full / 10 : full;
        return new Carrier.Offer(
                service.name(), new Money(price, currency), service.days().get(zone));
    }

    private static int zone(Address from, Address to) {
        if (from.country().equals(to.country())) {
            return first(from.postalCode()) == first(to.postalCode()) ? 0 : 1;
        }
        boolean near =
                NEIGHBOURS.stream().anyMatch(group -> group.contains(from.country()) && group.contains(to.country()));
        return near ? 2 : 3;
    }

    private static char first(String postalCode) {
        return postalCode.isBlank() ? ' ' : postalCode.strip().charAt(0);
    }
}
