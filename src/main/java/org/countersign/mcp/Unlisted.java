package org.countersign.mcp;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.ErrorCode;
import org.countersign.identity.Challenge;

/**
 * Answers calls that never reach their tool: unknown to this caller (the same answer whether the tool exists or not), or
 * granted while the token lacks the scope.
 */
@ApplicationScoped
class Unlisted {

    private final Catalogue catalogue;
    private final Visibility visibility;
    private final Challenge challenge;
    private final RefusalLogs refusals;

    Unlisted(Catalogue catalogue, Visibility visibility, Challenge challenge, RefusalLogs refusals) {
        this.catalogue = catalogue;
        this.visibility = visibility;
        this.challenge = challenge;
        this.refusals = refusals;
    }

    void answer(RoutingContext request, Caller caller, Message.Request asked, String tool) {
        request.vertx()
                .executeBlocking(() -> unknown(caller, tool), false)
                .onSuccess(unknown -> unknown.ifPresentOrElse(
                        message -> HttpAnswer.error(request, 200, asked.id(), Message.INVALID_PARAMS, message),
                        () -> challenge.insufficientScope(request)))
                .onFailure(closed -> HttpAnswer.error(
                        request,
                        200,
                        asked.id(),
                        Message.INTERNAL_ERROR,
                        "The permissions cannot be read now, so nothing was done. Try again in a few seconds."));
    }

    /** Empty if the caller was granted this tool: then it is the scope that is missing. */
    @ActivateRequestContext
    Optional<String> unknown(Caller caller, String tool) {
        if (catalogue.find(tool).isPresent() && visibility.granted(caller, tool)) {
            refusals.log(caller, tool, ErrorCode.NOT_PERMITTED, "the token lacks the scope");
            return Optional.empty();
        }
        return Optional.of(hidden(caller, tool));
    }

    /** Logs the call, and says what a caller without a grant for this tool is told. */
    String hidden(Caller caller, String tool) {
        refusals.log(caller, tool, ErrorCode.NOT_PERMITTED, "no such tool for this caller");
        List<String> visible =
                visibility.of(caller).stream().map(entry -> entry.spec().name()).toList();
        return "Unknown tool " + Excerpt.of(tool) + "."
                + Nearest.anyway(tool, visible)
                        .map(name -> " The nearest one you may use is " + name + "; tools/list has them all.")
                        .orElse(" Your roles are granted no tool here.");
    }
}
