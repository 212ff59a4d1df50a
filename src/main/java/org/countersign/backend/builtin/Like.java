package org.countersign.backend.builtin;

import java.util.Arrays;

/** Free text as ILIKE patterns, one for each word; its wildcards stand for themselves. */
final class Like {

    static String[] words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(Like::pattern)
                .toArray(String[]::new);
    }

    private static String pattern(String word) {
        return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private Like() {}
}
