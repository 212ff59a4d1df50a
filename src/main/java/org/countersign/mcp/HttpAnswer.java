package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;

/** Ends a request on /mcp that the MCP extension does not answer. */
final class HttpAnswer {

    static void result(RoutingContext request, JsonNode id, String resultJson) {
        send(request, 200, "{\"jsonrpc\":\"2.0\",\"id\":" + Json.write(id) + ",\"result\":" + resultJson + "}");
    }

    static void error(RoutingContext request, int status, JsonNode id, int code, String message) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.putObject("error").put("code", code).put("message", message);
        send(request, status, Json.write(answer));
    }

    /** Something is wrong with the HTTP request itself. */
    static void error(RoutingContext request, int status, String message) {
        error(request, status, NullNode.instance, Message.INVALID_REQUEST, message);
    }

    private static void send(RoutingContext request, int status, String json) {
        if (!request.response().ended()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(json);
        }
    }

    private HttpAnswer() {}
}
