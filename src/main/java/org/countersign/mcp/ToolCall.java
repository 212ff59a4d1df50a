package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.jspecify.annotations.Nullable;

/** One call that passed the {@link Door}, on its way to {@link ToolCalls}. @param arguments as sent, not yet checked */
record ToolCall(Caller caller, Catalogue.Entry entry, JsonNode arguments) {

    private static final String KEY = "countersign.tool-call";

    void attachTo(RoutingContext request) {
        request.put(KEY, this);
    }

    static Optional<ToolCall> of(@Nullable RoutingContext request) {
        return request == null ? Optional.empty() : Optional.ofNullable(request.get(KEY));
    }
}
