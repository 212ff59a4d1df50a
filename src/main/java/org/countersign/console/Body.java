package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.WebApplicationException;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.gate.Json;

/** A JSON object that somebody sent; what is not meant for the call is a 400 that says what is. */
record Body(JsonNode json) {

    /** @param known the names that may occur */
    static Body of(String text, String... known) {
        JsonNode json;
        try {
            json = Json.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw bad("The body is no JSON object; known properties are " + String.join(", ", known) + ".");
        }
        return of(json, known);
    }

    static Body of(JsonNode json, String... known) {
        if (!json.isObject()) {
            throw bad("The body must be a JSON object; known properties are " + String.join(", ", known) + ".");
        }
        Set<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        Set.of(known).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw bad("Unknown property; known are " + String.join(", ", known) + ".");
        }
        return new Body(json);
    }

    /** Why somebody does this: everybody who is concerned reads it. */
    String reason() {
        String reason = json.path("reason").asText();
        if (!json.path("reason").isTextual() || !fits(reason, 500)) {
            throw bad("reason must say why, in 1 to 500 characters.");
        }
        return reason;
    }

    String text(String name, int most) {
        String text = json.path(name).asText();
        if (!json.path(name).isTextual() || !fits(text, most)) {
            throw bad(name + " must be a text of 1 to " + most + " characters.");
        }
        return text;
    }

    /** Something was said, and PostgreSQL takes it. */
    static boolean fits(String text, int most) {
        return !text.isBlank() && text.length() <= most && text.indexOf('\0') < 0;
    }

    boolean flag(String name) {
        if (!json.path(name).isBoolean()) {
            throw bad(name + " must be true or false.");
        }
        return json.path(name).asBoolean();
    }

    private static WebApplicationException bad(String detail) {
        return new WebApplicationException(Problem.of(400, "invalid_arguments", detail));
    }
}
