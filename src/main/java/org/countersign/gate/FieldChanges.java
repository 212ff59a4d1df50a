package org.countersign.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two states of an object, field by field: {@code [{field, before, after}]}, a side absent where it has no such field;
 * {@link Mask} knows this form.
 */
final class FieldChanges {

    /** A revision says only that something did. */
    private static final String REVISION = "revision";

    interface Shown extends BiPredicate<String, @Nullable JsonNode> {}

    /**
     * @param atMost so many fields
     * @param shown  whether a field's value may be said; else the field is only named
     */
    static ArrayNode between(JsonNode before, JsonNode after, int atMost, Shown shown) {
        ArrayNode rows = Json.object().putArray("differences");
        Map<String, JsonNode> oldFields = flat(before);
        Map<String, JsonNode> newFields = flat(after);
        Set<String> names = new TreeSet<>(oldFields.keySet());
        names.addAll(newFields.keySet());
        for (String name : names) {
            JsonNode was = oldFields.get(name);
            JsonNode is = newFields.get(name);
            if (rows.size() < atMost && !name.equals(REVISION) && !Objects.equals(was, is)) {
                var row = rows.addObject().put("field", name);
                if (shown.test(name, was) && shown.test(name, is)) {
                    row.set("before", was);
                    row.set("after", is);
                }
            }
        }
        return rows;
    }

    private static Map<String, JsonNode> flat(JsonNode state) {
        Map<String, JsonNode> fields = new TreeMap<>();
        collect("", state, fields);
        return fields;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> collect(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), fields));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + "[" + i + "]", node.get(i), fields);
            }
        } else {
            fields.put(path, node);
        }
    }

    private FieldChanges() {}
}
