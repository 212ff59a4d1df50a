package org.countersign.carrier.testcarrier;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.countersign.carrier.OfCarrier;
import org.countersign.gate.StepKey;
import org.countersign.label.Carrier;
import org.countersign.shop.Money;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A carrier to learn and test with: all it says follows from rules and from what the shop knows, so it is never down. */
@OfCarrier(TestCarrier.NAME)
@ApplicationScoped
class TestCarrier implements Carrier {

    static final String NAME = "testcarrier";

    private final Tariff tariff;
    private final Journey journey;

    TestCarrier(
            @ConfigProperty(name = "countersign.testcarrier.currency", defaultValue = "USD") String currency,
            Clock clock) {
        this.tariff = new Tariff(Money.currency(currency));
        this.journey = new Journey(clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> notice() {
        return Optional.of("TEST LABEL - NOT VALID FOR SHIPPING");
    }

    @Override
    public List<Offer> offers(Trip trip) {
        return tariff.offers(trip);
    }

    @Override
    public String trackingNumber(StepKey key) {
        return TrackingNumber.of(key).value();
    }

    @Override
    public List<Event> events(Known parcel) {
        return journey.events(parcel);
    }
}
