package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** JSON as texts by path ({@code approvals.0.above.amount}); what is false or null has none, as in a form. */
final class Flat {

    static Map<String, String> of(JsonNode json) {
        Map<String, String> texts = new HashMap<>();
        flatten("", json, texts);
        return texts;
    }

    private static void flatten(String path, JsonNode json, Map<String, String> texts) {
        if (json.isObject()) {
            json.properties().forEach(each -> flatten(below(path, each.getKey()), each.getValue(), texts));
        } else if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                flatten(below(path, String.valueOf(i)), json.get(i), texts);
            }
        } else if (json.isBoolean()) {
            if (json.asBoolean()) {
                texts.put(path, Fields.YES);
            }
        } else if (!json.isNull() && !json.isMissingNode()) {
            texts.put(path, json.asText());
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Flat() {}
}
