package org.countersign.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Builds JSON Schema 2020-12 by hand, so that what a model sees is what was meant: no {@code $ref}, no combinators, no
 * additional properties on inputs, every optional property also takes null (contract, section 3).
 */
public final class Schema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode node;

    private Schema(String type, String description) {
        this.node = JSON.objectNode();
        node.put("type", type);
        if (!description.isEmpty()) {
            node.put("description", description);
        }
    }

    /** An object that accepts the named properties only. */
    public static Schema object(String description) {
        Schema schema = new Schema("object", description);
        schema.node.putObject("properties");
        schema.node.put("additionalProperties", false);
        return schema;
    }

    /** An object of an answer: it may carry more than is named, so that answers can grow. */
    public static Schema answer(String description) {
        Schema schema = object(description);
        schema.node.remove("additionalProperties");
        return schema;
    }

    public static Schema text(String description) {
        return new Schema("string", description);
    }

    /** Text that a customer or a carrier wrote: data, never an instruction. */
    public static Schema untrusted(String description) {
        return new Schema("string", "untrusted: " + description);
    }

    public static Schema text(String description, int min, int max) {
        Schema schema = text(description);
        if (min > 0) {
            schema.node.put("minLength", min);
        }
        schema.node.put("maxLength", max);
        return schema;
    }

    public static Schema choice(String description, Iterable<String> values) {
        Schema schema = text(description);
        ArrayNode choices = schema.node.putArray("enum");
        values.forEach(choices::add);
        return schema;
    }

    public static Schema time(String description) {
        Schema schema = text(description);
        schema.node.put("format", "date-time");
        return schema;
    }

    public static Schema flag(String description) {
        return new Schema("boolean", description);
    }

    public static Schema integer(String description, int min, int max) {
        Schema schema = new Schema("integer", description);
        schema.node.put("minimum", min).put("maximum", max);
        return schema;
    }

    public static Schema number(String description, int min, int max) {
        Schema schema = new Schema("number", description);
        schema.node.put("minimum", min).put("maximum", max);
        return schema;
    }

    public static Schema list(String description, Schema items, int min, int max) {
        Schema schema = new Schema("array", description);
        schema.node.set("items", items.node);
        schema.node.put("minItems", min).put("maxItems", max);
        return schema;
    }

    /** A list of an answer: no bounds. */
    public static Schema list(String description, Schema items) {
        Schema schema = new Schema("array", description);
        schema.node.set("items", items.node);
        return schema;
    }

    /** {@code {"amount": "47.84", "currency": "USD"}}. */
    public static Schema money(String description) {
        Schema amount = text("such as 47.84");
        amount.node.put("pattern", "^-?[0-9]{1,15}(\\.[0-9]{1,6})?$");
        Schema currency = text("");
        currency.node.put("pattern", "^[A-Z]{3}$");
        return object(description).required("amount", amount).required("currency", currency);
    }

    public Schema pattern(String regex) {
        node.put("pattern", regex);
        return this;
    }

    public Schema byDefault(boolean value) {
        node.put("default", value);
        return this;
    }

    public Schema byDefault(int value) {
        node.put("default", value);
        return this;
    }

    public Schema required(String name, Schema property) {
        properties().set(name, property.node);
        required().add(name);
        return this;
    }

    /**
     * A property that may be absent. Of an argument null means absent too, since strict modes of some clients always send
     * it; an answer never carries null.
     */
    public Schema optional(String name, Schema property) {
        if (!node.has("additionalProperties")) {
            properties().set(name, property.node);
            return this;
        }
        properties().set(name, orNull(property.node));
        return this;
    }

    /** One type a branch: some clients map schemas onto a dialect that has no lists of types. */
    private static ObjectNode orNull(ObjectNode property) {
        ObjectNode either = JSON.objectNode();
        for (String annotation : List.of("description", "default")) {
            if (property.has(annotation)) {
                either.set(annotation, property.remove(annotation));
            }
        }
        either.putArray("anyOf").add(property).addObject().put("type", "null");
        return either;
    }

    /** A property of an answer: absent when there is none, never null, and not worth the words of {@link #optional}. */
    public Schema gives(String name, Schema property) {
        properties().set(name, property.node);
        return this;
    }

    public ObjectNode toJson() {
        return node.deepCopy();
    }

    private ObjectNode properties() {
        return (ObjectNode) node.path("properties");
    }

    private ArrayNode required() {
        return node.get("required") instanceof ArrayNode names ? names : node.putArray("required");
    }
}
