package org.countersign.backend.builtin;

import java.util.Locale;

/** An enum constant as the tables store it: its name in lower case. */
final class Word {

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E as(Class<E> type, String stored) {
        return Enum.valueOf(type, stored.toUpperCase(Locale.ROOT));
    }

    private Word() {}
}
