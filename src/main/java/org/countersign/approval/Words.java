package org.countersign.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/** JSON as people read it. */
final class Words {

    /** As {@link Json} writes it. */
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

    private static final Pattern OWN = Pattern.compile("[a-z]+(_[a-z]+)+");

    /** {@code payment_status} is "Payment status". */
    static String title(String name) {
        String words = plain(name);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    static String plain(String name) {
        return switch (name) {
            case "line1" -> "street";
            case "line2" -> "street, second line";
            default -> name.replace('_', ' ');
        };
    }

    /** One value in one line; absent for what is not there. */
    static @Nullable String value(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (isMoney(node)) {
            return node.path("amount").asText() + " " + node.path("currency").asText();
        }
        if (node.isBoolean()) {
            return node.asBoolean() ? "yes" : "no";
        }
        if (node.isContainerNode()) {
            return String.join(node.isArray() ? "; " : ", ", parts(node));
        }
        String text = node.asText();
        return TIME.matcher(text).matches() ? text.substring(0, 10) + " " + text.substring(11, 16) + " UTC" : text;
    }

    static String shown(@Nullable JsonNode node) {
        String value = value(node);
        return value == null ? "" : value;
    }

    /** The same, and what is one of our own words without its underscores. */
    static String wire(@Nullable JsonNode node) {
        String shown = shown(node);
        return OWN.matcher(shown).matches() ? plain(shown) : shown;
    }

    private static List<String> parts(JsonNode node) {
        List<String> parts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(each -> parts.add(shown(each)));
        } else {
            node.properties().forEach(each -> {
                String value = value(each.getValue());
                if (value != null && !value.isEmpty()) {
                    parts.add(plain(each.getKey()) + " " + value);
                }
            });
        }
        return parts;
    }

    static boolean isMoney(JsonNode node) {
        return node.isObject()
                && node.size() == 2
                && node.path("amount").isTextual()
                && node.path("currency").isTextual();
    }

    private Words() {}
}
