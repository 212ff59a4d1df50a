package org.countersign.backend;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** Our credentials, which no answer of a shop carries on into a message, a log or the ledger, even if the shop repeats them. */
final class Unsaid {

    private static final String INSTEAD = "***";
    private static final String BASIC = "Basic ";
    /** What is shorter is in many a word, and no secret. */
    private static final int SHORTEST = 8;

    private final List<String> words = new ArrayList<>();

    /** @param headers such as {@code Bearer …} and {@code Basic …}, of which the part behind the blank is the secret */
    Unsaid(Collection<String> headers) {
        for (String header : headers) {
            add(header.substring(header.indexOf(' ') + 1));
            if (header.startsWith(BASIC)) {
                byte[] pair = Base64.getDecoder().decode(header.substring(BASIC.length()));
                for (String part : new String(pair, StandardCharsets.UTF_8).split(":", 2)) {
                    add(part);
                }
            }
        }
    }

    String in(String text) {
        String shown = text;
        for (String word : words) {
            shown = shown.replace(word, INSTEAD);
        }
        return shown;
    }

    private void add(String word) {
        if (word.length() >= SHORTEST) {
            words.add(word);
        }
    }
}
