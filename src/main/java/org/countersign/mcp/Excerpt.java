package org.countersign.mcp;

/** Shows what a caller sent without letting it take the page: shortened, and everything unprintable escaped. */
final class Excerpt {

    private static final int LENGTH = 80;

    static String of(String text) {
        return of(text, LENGTH);
    }

    static String of(String text, int length) {
        boolean whole = text.codePointCount(0, text.length()) <= length;
        int end = whole ? text.length() : text.offsetByCodePoints(0, length);
        StringBuilder shown = new StringBuilder();
        text.substring(0, end).codePoints().forEach(point -> append(shown, point));
        return whole ? shown.toString() : shown + "… (" + text.length() + " characters)";
    }

    private static void append(StringBuilder shown, int point) {
        if (point == '"' || point == '\\') {
            shown.append('\\').append((char) point);
        } else if (printable(point)) {
            shown.appendCodePoint(point);
        } else {
            shown.append(String.format("\\u{%x}", point));
        }
    }

    /** Not the controls, not the invisible format characters that turn text around, no lonely surrogates. */
    private static boolean printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private Excerpt() {}
}
