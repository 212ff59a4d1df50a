package org.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Makes arguments that a published input schema accepts, with names that exist wherever one is known. */
final class FuzzValid {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;
    private final FuzzWorld world;

    FuzzValid(Random random, FuzzWorld world) {
        this.random = random;
        this.world = world;
    }

    /** About one order that was read, if the tool takes one. */
    ObjectNode arguments(JsonNode schema) {
        JsonNode order = world.anOrder(random);
        ObjectNode arguments = object(schema, order);
        if (arguments.has("amount") && (arguments.has("lines") || arguments.has("shipping"))) {
            // either or: the schema cannot say it, the description does
            arguments.remove(random.nextBoolean() ? List.of("amount") : List.of("lines", "shipping"));
        }
        if (schema.at("/properties/amount").isObject() && !arguments.has("amount") && !arguments.has("lines")) {
            arguments.set("amount", money(order));
            arguments.remove("shipping");
        }
        if ("other".equals(arguments.path("reason").asText()) && !arguments.has("note")) {
            arguments.put("note", "as it was said");
        }
        return arguments;
    }

    private ObjectNode object(JsonNode schema, JsonNode order) {
        ObjectNode object = JSON.createObjectNode();
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            boolean required = FuzzHostile.required(schema, name);
            // what asks for a person or shows a plan only, seldom: most of what is valid shall be done
            int oneIn = switch (name) {
                case "dry_run", "intentional_repeat", "cursor", "refund_to" -> 12;
                case "lines", "amount" -> 2;
                default -> 4;
            };
            if (required || random.nextInt(oneIn) == 0) {
                object.set(name, value(name, FuzzHostile.plain(property.getValue()), order));
            }
        });
        return object;
    }

    private JsonNode value(String name, JsonNode schema, JsonNode order) {
        return switch (schema.path("type").asText()) {
            case "object" -> schema.path("properties").has("currency") ? money(order) : object(schema, order);
            case "array" -> list(schema, order);
            case "integer" ->
                JSON.getNodeFactory()
                        .numberNode(schema.path("minimum").asInt()
                                + random.nextInt(Math.min(
                                        3,
                                        schema.path("maximum").asInt(100)
                                                - schema.path("minimum").asInt()
                                                + 1)));
            case "number" -> JSON.getNodeFactory().numberNode(random.nextInt(11) / 10.0);
            case "boolean" -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            default -> JSON.getNodeFactory().textNode(text(name, schema, order));
        };
    }

    private ArrayNode list(JsonNode schema, JsonNode order) {
        ArrayNode list = JSON.createArrayNode();
        int most = 1 + random.nextInt(2);
        for (int i = 0; i < most; i++) {
            list.add(value("", schema.path("items"), order));
        }
        return list;
    }

    private ObjectNode money(JsonNode order) {
        String currency = order.at("/totals/total/currency").asText("USD");
        String amount = (random.nextInt(9)) + (currency.equals("KWD") ? ".125" : ".25");
        return JSON.createObjectNode().put("amount", amount).put("currency", currency);
    }

    private String text(String name, JsonNode schema, JsonNode order) {
        if (schema.has("enum")) {
            return schema.path("enum")
                    .path(random.nextInt(schema.path("enum").size()))
                    .asText();
        }
        if (schema.path("format").asText().equals("date-time")) {
            return "2026-0" + (1 + random.nextInt(9)) + "-11T10:00:00Z";
        }
        String named = switch (name) {
            case "order_id" -> order.path("id").asText(null);
            case "version" -> order.path("version").asText(null);
            case "line_id" -> line(order).path("id").asText(null);
            case "reasoning" -> "The customer asked for it, and the order shows it.";
            case "idempotency_key" -> "fuzz-key-" + random.nextInt(400);
            default -> null;
        };
        String known = named == null ? world.any(name, random) : named;
        return known == null ? "some words" + " of it".repeat(random.nextInt(4)) : known;
    }

    private JsonNode line(JsonNode order) {
        JsonNode lines = order.path("lines");
        return lines.isEmpty() ? lines : lines.path(random.nextInt(lines.size()));
    }
}
