package org.countersign.console;

import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.countersign.gate.Json;

/** How pages write times and words of ours. */
@TemplateExtension
final class Shown {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** {@code 2026-11-21 19:05 UTC}. */
    static String utc(Instant at) {
        return MINUTES.format(at) + " UTC";
    }

    /** {@code 2026-11-21 19:05:03.120 UTC}. */
    static String exact(Instant at) {
        return MILLIS.format(at) + " UTC";
    }

    /** {@code PARTIALLY_PAID} is "partially paid". */
    static String spoken(Enum<?> word) {
        return spoken(Json.wire(word));
    }

    static String spoken(String word) {
        return word.replace('_', ' ');
    }

    static String capital(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, sentence.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                        + sentence.substring(sentence.offsetByCodePoints(0, 1));
    }

    /** {@code 3 h}: as much of it as matters. */
    static String about(Duration time) {
        long minutes = Math.max(0, time.toMinutes());
        return minutes < 60
                ? minutes + " min"
                : minutes < 48 * 60 ? minutes / 60 + " h " + minutes % 60 + " min" : minutes / 60 / 24 + " days";
    }

    private Shown() {}
}
