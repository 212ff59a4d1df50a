package org.countersign.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.StepKey;
import org.countersign.shop.Money;

/** A carrier of one service at one price, which a test changes; it remembers what it was asked. */
final class OneService implements Carrier {

    final List<Trip> asked = new ArrayList<>();
    long price = 1000;
    private final String name;

    OneService(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> notice() {
        return Optional.of("NOT FOR SHIPPING");
    }

    @Override
    public List<Offer> offers(Trip trip) {
        asked.add(trip);
        return List.of(new Offer("ground", new Money(price, Money.currency("USD")), 3));
    }

    @Override
    public String trackingNumber(StepKey key) {
        return "N-" + key.value();
    }

    @Override
    public List<Event> events(Known parcel) {
        return List.of();
    }
}
