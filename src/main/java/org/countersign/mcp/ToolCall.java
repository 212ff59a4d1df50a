package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.jspecify.annotations.Nullable;

/**
 * One call that passed the {@link Door}, on its way to {@link ToolCalls}. It travels beside the message, which goes on
 * without its arguments: so nothing on the way can convert them loosely.
 *
 * @param arguments as sent, not yet checked
 */
record ToolCall(Caller caller, Catalogue.Entry entry, JsonNode arguments) {

    private static final String KEY = "countersign.tool-call";

    void attachTo(RoutingContext request, Message.Request asked) {
        request.put(KEY, this);
        ((RoutingContextInternal) request).setBody(Buffer.buffer(withoutArguments(asked)));
    }

    static Optional<ToolCall> of(@Nullable RoutingContext request) {
        return request == null ? Optional.empty() : Optional.ofNullable(request.get(KEY));
    }

    private byte[] withoutArguments(Message.Request asked) {
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        call.set("id", asked.id());
        call.put("method", asked.method());
        ObjectNode params = call.putObject("params");
        params.put("name", entry.spec().name());
        params.putObject("arguments");
        return Json.write(call).getBytes(StandardCharsets.UTF_8);
    }
}
