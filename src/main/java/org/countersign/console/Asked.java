package org.countersign.console;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.countersign.policy.Violation;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/**
 * The filters of one address, read strictly: a name that is not known, a value that cannot be, or one too many is a violation,
 * so that nobody takes a list for narrower than it is. What is empty is absent, as browsers send it.
 */
final class Asked {

    private static final int LONGEST = 256;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");

    private final Map<String, List<String>> given = new TreeMap<>();
    private final List<Violation> wrong = new ArrayList<>();

    /** @param several the names that may be there more than once, or with commas */
    Asked(MultivaluedMap<String, String> parameters, Set<String> known, Set<String> several) {
        parameters.forEach((name, values) -> {
            List<String> texts = values.stream()
                    .flatMap(value ->
                            several.contains(name) ? List.of(value.split(",")).stream() : List.of(value).stream())
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .distinct()
                    .toList();
            if (!known.contains(name) && !several.contains(name)) {
                wrong(name, "is not known; known are " + String.join(", ", names(known, several)));
            } else if (!texts.isEmpty()) {
                read(name, texts, several.contains(name));
            }
        });
    }

    private static List<String> names(Set<String> known, Set<String> several) {
        List<String> names = new ArrayList<>(known);
        names.addAll(several);
        names.sort(null);
        return names;
    }

    private void read(String name, List<String> texts, boolean several) {
        if (texts.size() > 1 && !several) {
            wrong(name, "is there more than once");
        } else if (texts.stream()
                .anyMatch(text -> text.length() > LONGEST || text.chars().anyMatch(c -> c < ' '))) {
            wrong(name, "must be at most " + LONGEST + " characters in one line");
        } else {
            given.put(name, texts);
        }
    }

    void wrong(String name, String problem) {
        wrong.add(new Violation(name, problem));
    }

    List<Violation> violations() {
        return List.copyOf(wrong);
    }

    @Nullable
    String text(String name) {
        List<String> texts = given.get(name);
        return texts == null ? null : texts.getFirst();
    }

    List<String> texts(String name) {
        return given.getOrDefault(name, List.of());
    }

    @Nullable
    Instant time(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        Instant time = Times.of(text).orElse(null);
        if (time == null) {
            wrong(name, Times.FORM);
        }
        return time;
    }

    /** Of the {@code subject} that is asked for; absent where none is. @param own where no {@code issuer} is given */
    @Nullable
    String issuer(String own) {
        String issuer = text("issuer");
        if (text("subject") != null) {
            return issuer == null ? own : issuer;
        }
        if (issuer != null) {
            wrong("issuer", "goes with subject: together they are one person");
        }
        return null;
    }

    /** {@code from} and {@code to}. */
    void mustBeInOrder(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && !from.isBefore(to)) {
            wrong("to", "must be later than from");
        }
    }

    /** By {@code limit} and {@code cursor}. */
    Page.Request page(int usual) {
        String limit = text("limit");
        if (limit != null && !LIMIT.matcher(limit).matches()) {
            wrong("limit", "must be 1 to 100");
            limit = null;
        }
        return new Page.Request(limit == null ? usual : Integer.parseInt(limit), text("cursor"));
    }

    /** The same filters as a query with this cursor, such as {@code ?tool=refund_order&cursor=…}. */
    String with(String cursor) {
        StringBuilder query = new StringBuilder("?");
        given.forEach((name, texts) -> {
            if (!name.equals("cursor")) {
                texts.forEach(text ->
                        query.append(name).append('=').append(encoded(text)).append('&'));
            }
        });
        return query.append("cursor=").append(encoded(cursor)).toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
