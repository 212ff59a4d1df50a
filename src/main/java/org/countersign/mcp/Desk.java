package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.McpException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Instance;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.gate.Blocks;
import org.countersign.identity.Challenge;
import org.countersign.meters.Traces;
import org.jboss.logging.Logger;

/** Answers what an authenticated caller asks beside tools: prompts, resources, completion. Each looks at grant, then scope. */
@ApplicationScoped
class Desk {

    private static final Logger LOG = Logger.getLogger(Desk.class);
    private static final Set<String> METHODS = Set.of(
            "prompts/list",
            "prompts/get",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "completion/complete");

    private final Prompts prompts;
    private final Resources resources;
    private final Completions completions;
    private final Challenge challenge;
    private final Traces traces;
    private final Instance<Blocks> blocks;

    Desk(
            Prompts prompts,
            Resources resources,
            Completions completions,
            Challenge challenge,
            Traces traces,
            Instance<Blocks> blocks) {
        this.blocks = blocks;
        this.prompts = prompts;
        this.resources = resources;
        this.completions = completions;
        this.challenge = challenge;
        this.traces = traces;
    }

    boolean takes(String method) {
        return METHODS.contains(method);
    }

    void answer(RoutingContext request, Caller caller, Message.Request asked) {
        request.vertx()
                .executeBlocking(() -> traces.call(request, asked.method(), () -> result(caller, asked)), false)
                .onSuccess(result -> HttpAnswer.result(request, asked.id(), result))
                .onFailure(failure -> failed(request, asked, failure));
    }

    private void failed(RoutingContext request, Message.Request asked, Throwable failure) {
        switch (failure) {
            case MissingScope missing -> challenge.insufficientScope(request);
            case McpException said ->
                HttpAnswer.error(
                        request, 200, asked.id(), said.getJsonRpcErrorCode(), String.valueOf(said.getMessage()));
            default -> {
                LOG.errorf(failure, "%s failed", asked.method());
                HttpAnswer.error(
                        request,
                        200,
                        asked.id(),
                        Message.INTERNAL_ERROR,
                        "This cannot be answered now. Nothing was changed. Try again in a few seconds.");
            }
        }
    }

    @ActivateRequestContext
    String result(Caller caller, Message.Request asked) {
        blocks.get().of(caller).ifPresent(blocked -> {
            throw wrong(blocked.message());
        });
        ObjectNode params = asked.params();
        return Json.write(
                switch (asked.method()) {
                    case "prompts/list" -> prompts.list(caller, onePage(params));
                    case "prompts/get" -> prompts.get(caller, params);
                    case "resources/list" -> resources.list(caller, onePage(params));
                    case "resources/templates/list" -> resources.templates(caller, onePage(params));
                    case "resources/read" -> resources.read(caller, params);
                    case "completion/complete" -> completions.complete(caller, params);
                    default -> throw wrong("Unknown method.");
                });
    }

    private static ObjectNode onePage(ObjectNode params) {
        JsonNode cursor = params.path("cursor");
        if (!cursor.isMissingNode() && !cursor.isNull()) {
            throw wrong("Unknown cursor: the list has one page.");
        }
        return params;
    }

    static McpException wrong(String why) {
        return new McpException(why, Message.INVALID_PARAMS);
    }
}
