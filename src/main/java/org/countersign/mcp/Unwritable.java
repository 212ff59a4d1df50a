package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds texts that no ledger can keep: with a NUL, or half of a surrogate pair. All that a write says is kept. */
final class Unwritable {

    static List<Violation> in(JsonNode arguments) {
        List<Violation> found = new ArrayList<>();
        search("", arguments, found);
        return List.copyOf(found);
    }

    private static void search(String path, JsonNode node, List<Violation> found) {
        if (node.isTextual() && !writable(node.asText())) {
            found.add(new Violation(
                    path,
                    Wording.value(node),
                    "text without NUL and broken characters",
                    "has a character that cannot be kept"));
        }
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            search(path + "[" + i + "]", node.path(i), found);
        }
        node.properties()
                .forEach(property -> search(
                        path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                        property.getValue(),
                        found));
    }

    private static boolean writable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private Unwritable() {}
}
