package org.countersign.label.pdf;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;

/**
 * Text in the one encoding that the fonts of every PDF reader have (PDF 32000-1, annex D). What it lacks is written without
 * its accents; what remains is a question mark, and what would break a line is a space.
 */
final class WinAnsi {

    /** The printable ones of 0x80 to 0x9f; from 0xa0 on the codes are Latin-1. */
    private static final String HIGH = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    private static final Map<Character, String> WITHOUT_ACCENTS =
            Map.of('Ł', "L", 'ł', "l", 'Đ', "D", 'đ', "d", 'ı', "i", 'Ħ', "H", 'ħ', "h", 'Ŧ', "T", 'ŧ', "t", 'ẞ', "SS");

    /** One byte a character, as ISO 8859-1 text so that it can be put together like any other. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(point -> encoded.append(encode(point)));
        return encoded.toString();
    }

    private static String encode(int point) {
        if (point < ' ' || point == 0x7f || (point >= 0x80 && point < 0xa0) || Character.isWhitespace(point)) {
            return " ";
        }
        if (point < 0x100) {
            return Character.toString(point);
        }
        int high = HIGH.indexOf(point);
        if (high >= 0) {
            return Character.toString(0x80 + high);
        }
        return Character.isBmpCodePoint(point) ? plain((char) point) : "?";
    }

    private static String plain(char character) {
        String mapped = WITHOUT_ACCENTS.get(character);
        if (mapped != null) {
            return mapped;
        }
        String base = Normalizer.normalize(String.valueOf(character), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "");
        boolean known =
                !base.isEmpty() && StandardCharsets.ISO_8859_1.newEncoder().canEncode(base);
        return known ? base : Character.getType(character) == Character.NON_SPACING_MARK ? "" : "?";
    }

    private WinAnsi() {}
}
