package org.countersign.label;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.gate.Json;
import org.countersign.mcp.BadArguments;
import org.countersign.shop.Order;

/**
 * A rate that says itself what it is for: {@code standard.return.1200.300x200x100.t1a2b3.9f…}. Nothing is stored; when it
 * is used, price and digest are computed again from the order as it is then, so a made-up id gains nothing.
 *
 * @param issuedAt whole seconds
 * @param digest   of the way and the price, see {@link Rates}
 */
public record RateId(String service, Order.Label.Direction direction, Parcel parcel, Instant issuedAt, String digest) {

    private static final Pattern FORM = Pattern.compile("([a-z0-9_]{1,40})\\.(outbound|return)\\.([0-9]{1,5})\\."
            + "(?:-|([0-9]{1,4})x([0-9]{1,4})x([0-9]{1,4}))\\.([0-9a-z]{1,7})\\.([0-9a-f]{16})");

    /** @throws BadArguments when no quote gave it, or when it was quoted for the other direction */
    public static RateId of(String text, Order.Label.Direction direction) {
        return of("rate_id", text, direction);
    }

    /** As {@link #of(String, Order.Label.Direction)}. @param argument how it is called where it was given */
    public static RateId of(String argument, String text, Order.Label.Direction direction) {
        RateId id = parse(text)
                .orElseThrow(() -> BadArguments.at(
                        argument, text, "an id from quote_shipping_rates, whole", "is none that a quote gave"));
        if (id.direction() != direction) {
            throw BadArguments.at(
                    argument,
                    text,
                    "a rate quoted for direction " + Json.wire(direction),
                    "was quoted for direction " + Json.wire(id.direction()));
        }
        return id;
    }

    static Optional<RateId> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Parcel.Size size = form.group(4) == null
                ? null
                : new Parcel.Size(number(form.group(4)), number(form.group(5)), number(form.group(6)));
        return Optional.of(new RateId(
                form.group(1),
                Order.Label.Direction.valueOf(form.group(2).toUpperCase(Locale.ROOT)),
                new Parcel(number(form.group(3)), size),
                Instant.ofEpochSecond(Long.parseLong(form.group(7), Character.MAX_RADIX)),
                form.group(8)));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    @Override
    public String toString() {
        Parcel.Size size = parcel.size();
        return String.join(
                ".",
                service,
                Json.wire(direction),
                Integer.toString(parcel.grams()),
                size == null ? "-" : size.length() + "x" + size.width() + "x" + size.height(),
                Long.toString(issuedAt.getEpochSecond(), Character.MAX_RADIX),
                digest);
    }
}
