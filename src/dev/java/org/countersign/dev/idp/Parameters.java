package org.countersign.dev.idp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a query or a form. One without a value counts as left out (RFC 6749, section 3.1). */
record Parameters(Map<String, List<String>> values) {

    static Parameters parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                values.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Parameters(values);
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalidRequest("Broken percent encoding in '" + text + "'. Encode parameters as a form.");
        }
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    Optional<String> one(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw Refusal.invalidRequest("The parameter " + name + " is there more than once. Send it once.");
        }
        return all.stream().findFirst();
    }

    String required(String name) {
        return one(name).orElseThrow(() -> Refusal.invalidRequest("The parameter " + name + " is missing. Add it."));
    }

    /** Whether the name is there at all, even without a value. */
    boolean mentions(String name) {
        return values.containsKey(name);
    }
}
