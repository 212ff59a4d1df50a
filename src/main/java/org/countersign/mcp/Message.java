package org.countersign.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One JSON-RPC message, checked for its form, since what comes after this is not built for surprises. */
sealed interface Message {

    int PARSE_ERROR = -32700;
    int INVALID_REQUEST = -32600;
    int METHOD_NOT_FOUND = -32601;
    int INVALID_PARAMS = -32602;
    int INTERNAL_ERROR = -32603;

    record Request(JsonNode id, String method, ObjectNode params) implements Message {}

    record Notification(String method, ObjectNode params) implements Message {}

    /** The client answers something that was never asked. */
    record Response() implements Message {}

    /** @param id of the broken request, or null if it has none that can be used */
    record Broken(JsonNode id, int code, String why) implements Message {}

    static Message read(byte[] body) {
        try {
            return of(Json.read(body));
        } catch (JsonProcessingException malformed) {
            return broken(PARSE_ERROR, "The body is not JSON: " + Excerpt.of(malformed.getOriginalMessage(), 200));
        } catch (IOException unreadable) {
            return broken(
                    PARSE_ERROR, "The body is not JSON: " + Excerpt.of(String.valueOf(unreadable.getMessage()), 200));
        }
    }

    private static Message of(JsonNode json) {
        if (json.isArray()) {
            return broken(INVALID_REQUEST, "Batches are not accepted: send one JSON object a request.");
        }
        if (!(json instanceof ObjectNode message)
                || !"2.0".equals(message.path("jsonrpc").asText())) {
            return broken(INVALID_REQUEST, "The body must be one JSON-RPC object with \"jsonrpc\": \"2.0\".");
        }
        JsonNode id = message.get("id");
        if (id != null && !usable(id)) {
            return broken(INVALID_REQUEST, "id must be a string of at most 256 characters or an integer.");
        }
        if (message.has("result") || message.has("error")) {
            return new Response();
        }
        return call(message, id);
    }

    private static Message call(ObjectNode message, @Nullable JsonNode id) {
        JsonNode shownId = id == null ? NullNode.instance : id;
        JsonNode method = message.path("method");
        if (!method.isTextual()) {
            return new Broken(shownId, INVALID_REQUEST, "method must be text.");
        }
        JsonNode params = message.has("params") ? message.path("params") : JsonNodeFactory.instance.objectNode();
        if (!(params instanceof ObjectNode object)) {
            return new Broken(shownId, INVALID_PARAMS, "params must be an object.");
        }
        if (object.has("_meta") && !object.path("_meta").isObject()) {
            return new Broken(shownId, INVALID_PARAMS, "params._meta must be an object.");
        }
        return id == null ? new Notification(method.asText(), object) : new Request(id, method.asText(), object);
    }

    private static boolean usable(JsonNode id) {
        return id.isTextual() ? id.asText().length() <= 256 : id.isIntegralNumber() && id.canConvertToLong();
    }

    private static Broken broken(int code, String why) {
        return new Broken(NullNode.instance, code, why);
    }
}
