package org.countersign.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as people and scripts write them: RFC 3339; without an offset, or without a time of day, they are UTC. */
final class Times {

    static final String FORM =
            "must be a time such as 2026-11-21T00:00:00Z (RFC 3339), or a day such as 2026-11-21 (UTC)";

    /** Empty for what is none. */
    static Optional<Instant> of(String text) {
        try {
            if (text.length() == "2026-11-21".length()) {
                return Optional.of(
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            boolean local = text.matches(".*T[0-9:.]+");
            return Optional.of(
                    local
                            ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private Times() {}
}
