package org.countersign.backend.builtin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows that came along as one JSON column: an array of arrays, so that one round trip reads a whole object. */
final class Json {

    private static final ObjectReader TREE = new ObjectMapper().readerFor(JsonNode.class);

    /** Nothing for a null column: that is how an aggregate says none. */
    static <T> List<T> list(@Nullable String column, Function<JsonNode, T> row) {
        return column == null ? List.of() : list(parse(column), row);
    }

    static <T> List<T> list(JsonNode nodes, Function<JsonNode, T> row) {
        List<T> rows = new ArrayList<>(nodes.size());
        nodes.forEach(node -> rows.add(row.apply(node)));
        return Collections.unmodifiableList(rows);
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>(array.size());
        array.forEach(node -> texts.add(node.asText()));
        return Collections.unmodifiableList(texts);
    }

    /** In the order stored. */
    static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return Collections.unmodifiableMap(map);
    }

    static @Nullable String text(JsonNode node) {
        return node.isNull() ? null : node.asText();
    }

    static @Nullable Instant time(JsonNode node) {
        return node.isNull() ? null : Instant.parse(node.asText());
    }

    static JsonNode parse(String json) {
        try {
            return TREE.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the shop's database gave no JSON", broken);
        }
    }

    private Json() {}
}
