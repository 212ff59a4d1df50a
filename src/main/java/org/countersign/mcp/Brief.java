package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a list shows of a tool's answer. A list is read by a model before every task and may not be long (contract, section
 * 3), so of the whole schema, which every answer satisfies, it names only what is required and the fields that carry
 * untrusted text. An answer that satisfies the whole schema satisfies this one.
 */
final class Brief {

    private static final String UNTRUSTED = "untrusted";

    static ObjectNode of(JsonNode schema) {
        ObjectNode brief = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode parts = brief.putObject("properties");
        schema.path("properties").properties().stream()
                .filter(part -> part.getKey().equals("summary") || anyBelow(part.getValue()))
                .forEach(part -> parts.set(part.getKey(), part(part.getValue())));
        brief.set("required", schema.path("required"));
        return brief;
    }

    private static ObjectNode part(JsonNode whole) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        part.set("type", whole.path("type"));
        untrusted(whole, part);
        return part;
    }

    /** Copies the untrusted fields below into a brief schema that has its type. */
    private static void untrusted(JsonNode whole, ObjectNode brief) {
        if (says(whole)) {
            brief.put("description", UNTRUSTED);
            return;
        }
        whole.path("properties").properties().stream()
                .filter(field -> anyBelow(field.getValue()))
                .forEach(field -> brief.withObjectProperty("properties").set(field.getKey(), part(field.getValue())));
        if (anyBelow(whole.path("items"))) {
            brief.set("items", part(whole.path("items")));
        }
    }

    private static boolean anyBelow(JsonNode schema) {
        return says(schema)
                || schema.path("properties").properties().stream().anyMatch(field -> anyBelow(field.getValue()))
                || schema.has("items") && anyBelow(schema.path("items"));
    }

    private static boolean says(JsonNode schema) {
        return schema.path("description").asText().startsWith(UNTRUSTED);
    }

    private Brief() {}
}
