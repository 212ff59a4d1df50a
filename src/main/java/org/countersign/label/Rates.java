package org.countersign.label;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Address;
import org.countersign.shop.Order;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Quotes labels and says whether a quote still holds: for so long (setting {@code countersign.rate-lifetime}), for the
 * same order, way and price. What it is bought for is never taken from the id, always computed again.
 */
@ApplicationScoped
public class Rates {

    /** Another replica's clock may be ahead by this much. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final Carrier carrier;
    private final ShipFrom shop;
    private final Clock clock;
    private final Duration lifetime;

    public Rates(
            Carrier carrier,
            ShipFrom shop,
            Clock clock,
            @ConfigProperty(name = "countersign.rate-lifetime", defaultValue = "PT24H") Duration lifetime) {
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("countersign.rate-lifetime is more than nothing, not " + lifetime);
        }
        this.carrier = carrier;
        this.shop = shop;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** Cheapest first; empty when the carrier takes no such parcel. */
    List<Rate> quote(Order order, Order.Label.Direction direction, @Nullable Parcel parcel) {
        Carrier.Trip trip = trip(order, direction, parcel == null ? Parcel.usual(order, direction) : parcel);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return carrier.offers(trip).stream()
                .map(offer -> rate(
                        new RateId(offer.service(), direction, trip.parcel(), now, digest(order, trip, offer)), offer))
                .toList();
    }

    /** Whether a label may be bought at this rate for the order as it is now. */
    public Checked check(Order order, RateId id) {
        Instant now = clock.instant();
        Instant until = id.issuedAt().plus(lifetime);
        if (!now.isBefore(until) || id.issuedAt().isAfter(now.plus(AHEAD))) {
            return over(order, id, "it held until " + until);
        }
        Carrier.Trip trip = trip(order, id.direction(), id.parcel());
        Optional<Carrier.Offer> offer = carrier.offers(trip).stream()
                .filter(one -> one.service().equals(id.service()))
                .findFirst();
        if (offer.isEmpty()) {
            return over(order, id, carrier.name() + " has no such service for this parcel");
        }
        return digest(order, trip, offer.get()).equals(id.digest())
                ? new Holds(rate(id, offer.get()))
                : over(order, id, "it is of another order, or address or price have changed since");
    }

    public sealed interface Checked {}

    public record Holds(Rate rate) implements Checked {}

    /** {@code rate_expired}, with a new quote as what to do next. */
    public record Over(Refusal refusal) implements Checked {}

    private static Over over(Order order, RateId id, String why) {
        return new Over(Refusal.rule(
                        ShopRule.RATE_EXPIRED,
                        "This rate does not hold for order " + order.name() + ": " + why + ".",
                        "Quote again with quote_shipping_rates, tell the customer if the price is another one, and use"
                                + " a rate_id of that answer.")
                .then(new Next(
                        "quote_shipping_rates",
                        Json.object().put("order_id", order.id().value()).put("direction", Json.wire(id.direction())),
                        "rates that hold now")));
    }

    private Rate rate(RateId id, Carrier.Offer offer) {
        return new Rate(
                id,
                carrier.name(),
                offer.service(),
                id.direction(),
                offer.price(),
                offer.days(),
                id.issuedAt().plus(lifetime));
    }

    private Carrier.Trip trip(Order order, Order.Label.Direction direction, Parcel parcel) {
        Address home = shop.address();
        return switch (direction) {
            case OUTBOUND -> new Carrier.Trip(direction, home, order.shippingAddress(), parcel);
            case RETURN -> new Carrier.Trip(direction, order.shippingAddress(), home, parcel);
        };
    }

    /** Short, and no secret: it only tells one way and price from another. */
    private String digest(Order order, Carrier.Trip trip, Carrier.Offer offer) {
        String what = String.join(
                "\n",
                carrier.name(),
                offer.service(),
                order.id().value(),
                trip.toString(),
                offer.price().toString());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
