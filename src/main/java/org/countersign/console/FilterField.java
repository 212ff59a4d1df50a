package org.countersign.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.countersign.policy.Violation;

/**
 * One field of a form of filters, with what was given.
 *
 * @param type    of the input
 * @param problem empty where nothing is wrong with it
 */
public record FilterField(String name, String label, String type, String value, String problem) {

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    static FilterField text(Asked asked, String name, String label) {
        String value = asked.text(name);
        return new FilterField(name, label, "text", value == null ? "" : value, problem(asked, name));
    }

    /** In UTC; what is no time is shown as it was written. */
    static FilterField time(Asked asked, String name, String label) {
        String value = asked.text(name);
        if (value == null) {
            return new FilterField(name, label, "datetime-local", "", problem(asked, name));
        }
        return Times.of(value)
                .map(time -> new FilterField(name, label, "datetime-local", local(time), problem(asked, name)))
                .orElseGet(() -> new FilterField(name, label, "text", value, problem(asked, name)));
    }

    private static String local(Instant time) {
        return LOCAL.format(time);
    }

    static String problem(Asked asked, String name) {
        return asked.violations().stream()
                .filter(wrong -> wrong.path().equals(name))
                .map(Violation::problem)
                .findFirst()
                .map(problem -> "This " + problem + ".")
                .orElse("");
    }
}
