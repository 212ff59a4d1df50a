package org.countersign.backend.medusa;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.countersign.backend.Fields;

/**
 * Finds the id of an order by its number, {@code display_id}. Medusa has no filter for it; but numbers grow, so that a list in
 * their order is halved until it is found or cannot be there.
 */
final class OrderNumbers {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final int WINDOW = 100;

    private final Medusa medusa;

    OrderNumbers(Medusa medusa) {
        this.medusa = medusa;
    }

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** As many questions as the number of orders has bits, at the most. */
    Optional<String> id(String text) {
        int number = Integer.parseInt(text);
        int from = 0;
        int to = number;
        int offset = Math.max(0, number - WINDOW);
        while (from < to) {
            List<Numbered> window = window(offset);
            Optional<Numbered> found =
                    window.stream().filter(one -> one.number() == number).findFirst();
            if (found.isPresent()) {
                return found.map(Numbered::id);
            }
            if (window.isEmpty() || window.getFirst().number() > number) {
                to = offset;
            } else if (window.getLast().number() < number && window.size() == WINDOW) {
                from = offset + WINDOW;
            } else {
                return Optional.empty();
            }
            offset = from + Math.max(0, to - from - 1) / 2;
        }
        return Optional.empty();
    }

    private record Numbered(String id, int number) {}

    private List<Numbered> window(int offset) {
        return medusa.list(
                "/admin/orders",
                Map.of(
                        "order",
                        "display_id",
                        "offset",
                        String.valueOf(offset),
                        "limit",
                        String.valueOf(WINDOW),
                        "fields",
                        "id,display_id"),
                answer -> answer.list(
                        "orders", (Fields order) -> new Numbered(order.text("id"), order.count("display_id"))));
    }
}
