package org.countersign.mcp;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.stream.Collectors;
import org.countersign.caller.Caller;
import org.jboss.logging.Logger;

/** tools/list: what this caller's roles were granted, in one page, from schemas that were written once. */
@ApplicationScoped
class Listing {

    private static final Logger LOG = Logger.getLogger(Listing.class);

    private final Visibility visibility;

    Listing(Visibility visibility) {
        this.visibility = visibility;
    }

    void answer(RoutingContext request, Caller caller, Message.Request asked) {
        if (!asked.params().path("cursor").isMissingNode()
                && !asked.params().path("cursor").isNull()) {
            HttpAnswer.error(
                    request, 200, asked.id(), Message.INVALID_PARAMS, "Unknown cursor: the list has one page.");
            return;
        }
        request.vertx()
                .executeBlocking(() -> tools(caller), false)
                .onSuccess(tools -> HttpAnswer.result(request, asked.id(), tools))
                .onFailure(closed -> {
                    LOG.errorf(closed, "grants cannot be read: no tool is listed");
                    HttpAnswer.error(
                            request,
                            200,
                            asked.id(),
                            Message.INTERNAL_ERROR,
                            "The permissions cannot be read now, so no tool is shown. Try again in a few seconds.");
                });
    }

    @ActivateRequestContext
    String tools(Caller caller) {
        return visibility.of(caller).stream()
                .map(Catalogue.Entry::json)
                .collect(Collectors.joining(",", "{\"tools\":[", "]}"));
    }
}
