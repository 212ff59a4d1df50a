package org.countersign.backend.medusa;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.countersign.shop.Order;
import org.countersign.shop.Orders;
import org.jspecify.annotations.Nullable;

/** Whether an order is one of those that were asked for; nothing is left to what the shop may have filtered. */
record Wanted(Orders.Query query) {

    private static final Pattern NAME = Pattern.compile("#([1-9][0-9]{0,8})");

    /** An order's number, where the text is an order's name and nothing else. */
    @Nullable
    Integer number() {
        Matcher name = NAME.matcher(query.text() == null ? "" : query.text().strip());
        return name.matches() ? Integer.valueOf(name.group(1)) : null;
    }

    boolean has(Order order) {
        return is(query.customer(), order.customer().id())
                && (query.email() == null
                        || query.email()
                                .strip()
                                .equalsIgnoreCase(order.customer().email()))
                && is(query.status(), order.status())
                && is(query.paymentStatus(), order.paymentStatus())
                && is(query.fulfillmentStatus(), order.fulfillmentStatus())
                && (query.placedAfter() == null || order.placedAt().isAfter(query.placedAfter()))
                && (query.placedBefore() == null || order.placedAt().isBefore(query.placedBefore()))
                && words(order);
    }

    /** Each word somewhere in what may be looked in. */
    private boolean words(Order order) {
        if (query.text() == null) {
            return true;
        }
        List<String> texts = Stream.of(
                        Stream.of(order.name()),
                        order.lines().stream().map(Order.Line::title),
                        query.personalData()
                                ? Stream.of(
                                        order.customer().name(),
                                        order.customer().email())
                                : Stream.<String>empty())
                .flatMap(some -> some)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
        return Stream.of(query.text().strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .allMatch(word -> texts.stream().anyMatch(text -> text.contains(word)));
    }

    private static boolean is(@Nullable Object wanted, Object is) {
        return wanted == null || wanted.equals(is);
    }
}
