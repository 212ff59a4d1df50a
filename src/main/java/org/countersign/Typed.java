package org.countersign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was typed: {@code --name=value} or {@code --name value} anywhere, the other words in order. */
record Typed(List<String> words, Map<String, String> options) {

    static Typed of(String... args) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            int equals = arg.indexOf('=');
            if (arg.startsWith("--") && equals > 0) {
                options.put(arg.substring(2, equals), arg.substring(equals + 1));
            } else if (arg.startsWith("--") && i + 1 < args.length) {
                options.put(arg.substring(2), args[++i]);
            } else {
                words.add(arg);
            }
        }
        return new Typed(List.copyOf(words), Map.copyOf(options));
    }

    /** The command first; empty behind the last word. */
    String word(int n) {
        return n < words.size() ? words.get(n) : "";
    }

    @Nullable
    String option(String name) {
        return options.get(name);
    }

    /** Nothing more was typed than these options and so many words: a misspelt option must not be taken for none. */
    boolean isOnly(int count, String... known) {
        return words.size() == count && Set.of(known).containsAll(options.keySet());
    }
}
