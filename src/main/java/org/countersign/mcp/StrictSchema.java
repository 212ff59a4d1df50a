package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/** A published schema, compiled once: formats are asserted, and all that is wrong is found, not the first only. */
final class StrictSchema {

    static JsonSchema compiled(JsonNode schema) {
        JsonSchema compiled = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .failFast(false)
                                .regularExpressionFactory(StrictSchema::ecma)
                                .build());
        compiled.initializeValidators();
        return compiled;
    }

    /** The same schema with null beside a type as a list of types, so that a violation is one, and said in one way. */
    static JsonNode plain(JsonNode schema) {
        JsonNode plain = schema.deepCopy();
        if (plain instanceof ObjectNode object && object.remove("anyOf") instanceof ArrayNode branches) {
            object.setAll((ObjectNode) branches.path(0));
            object.set("type", object.arrayNode().add(object.path("type")).add("null"));
            if (object.get("enum") instanceof ArrayNode choices) {
                choices.addNull();
            }
        }
        if (plain.get("items") != null) {
            ((ObjectNode) plain).set("items", plain(plain.get("items")));
        }
        if (plain.get("properties") instanceof ObjectNode properties) {
            properties.properties().forEach(property -> property.setValue(plain(property.getValue())));
        }
        return plain;
    }

    /** As JSON Schema means it: $ is the very end, not the line break before it. */
    private static RegularExpression ecma(String regex) {
        Pattern pattern = Pattern.compile(regex.replaceAll("(?<!\\\\)\\$$", "\\\\z"));
        return value -> pattern.matcher(value).find();
    }

    private StrictSchema() {}
}
