package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.identity.Callers;
import org.countersign.identity.Challenge;
import org.countersign.meters.Traces;
import org.jspecify.annotations.Nullable;

/**
 * What an authenticated caller may say to this server. Lets a call through only for a tool that exists and a token that has
 * its scope.
 * Runs on the event loop and never blocks it.
 */
@Singleton
final class Door {

    private static final Set<String> METHODS =
            Set.of("tools/call", "tools/list", "initialize", "ping", "logging/setLevel");

    private final Catalogue catalogue;
    private final Listing listing;
    private final Unlisted unlisted;
    private final Desk desk;
    private final Introduction introduction;
    private final Invitation invitation;
    private final Challenge challenge;
    private final Traces traces;

    Door(
            Catalogue catalogue,
            Listing listing,
            Unlisted unlisted,
            Desk desk,
            Introduction introduction,
            Invitation invitation,
            Challenge challenge,
            Traces traces) {
        this.catalogue = catalogue;
        this.listing = listing;
        this.unlisted = unlisted;
        this.desk = desk;
        this.introduction = introduction;
        this.invitation = invitation;
        this.challenge = challenge;
        this.traces = traces;
    }

    void enter(RoutingContext request) {
        Optional<Caller> caller = request.user() instanceof QuarkusHttpUser user
                ? Callers.of(user.getSecurityIdentity())
                : Optional.empty();
        if (caller.isEmpty()) {
            challenge.unauthenticated(request);
            return;
        }
        switch (Message.read(
                request.body().buffer() == null
                        ? new byte[0]
                        : request.body().buffer().getBytes())) {
            case Message.Broken broken -> HttpAnswer.error(request, 400, broken.id(), broken.code(), broken.why());
            case Message.Response ignored ->
                request.response().setStatusCode(202).end();
            case Message.Notification notification -> notified(request, notification);
            case Message.Request asked -> asked(request, caller.get(), asked);
        }
    }

    private static void notified(RoutingContext request, Message.Notification notification) {
        // initialized says nothing here: whoever may call, may call without it
        if (notification.method().equals("notifications/cancelled")
                && textOrAbsent(notification.params().get("reason"))
                && notification.params().path("requestId").isValueNode()) {
            request.next();
        } else {
            request.response().setStatusCode(202).end();
        }
    }

    private void asked(RoutingContext request, Caller caller, Message.Request asked) {
        traces.asked(
                request,
                METHODS.contains(asked.method()) || desk.takes(asked.method()) ? asked.method() : "_OTHER",
                asked.method().equals("tools/call") ? tool(asked) : null,
                asked.params().path("_meta"));
        switch (asked.method()) {
            case "tools/call" -> call(request, caller, asked);
            case "tools/list" -> listing.answer(request, caller, asked);
            case "initialize" -> initialize(request, asked);
            case "ping" -> request.next();
            case "logging/setLevel" ->
                passIf(asked.params().path("level").isTextual(), request, asked, "level must be text.");
            default -> {
                if (desk.takes(asked.method())) {
                    desk.answer(request, caller, asked);
                } else {
                    HttpAnswer.error(
                            request,
                            200,
                            asked.id(),
                            Message.METHOD_NOT_FOUND,
                            "Unknown method " + Excerpt.of(asked.method())
                                    + ": this server offers tools, prompts, resources and completion.");
                }
            }
        }
    }

    /** None that a caller has made up. */
    private @Nullable String tool(Message.Request asked) {
        return catalogue
                .find(asked.params().path("name").asText())
                .map(entry -> entry.spec().name())
                .orElse(null);
    }

    private void initialize(RoutingContext request, Message.Request asked) {
        request.request().headers().remove(UrlElicitation.SESSION);
        JsonNode client = asked.params().path("clientInfo");
        boolean complete = asked.params().path("protocolVersion").isTextual()
                && (!asked.params().has("capabilities")
                        || asked.params().path("capabilities").isObject())
                && client.path("name").isTextual()
                && client.path("version").isTextual();
        if (complete) {
            introduction.answer(request, asked);
        } else {
            HttpAnswer.error(
                    request,
                    200,
                    asked.id(),
                    Message.INVALID_PARAMS,
                    "initialize needs protocolVersion, clientInfo {name, version} and an object as capabilities.");
        }
    }

    private static void passIf(boolean right, RoutingContext request, Message.Request asked, String otherwise) {
        if (right) {
            request.next();
        } else {
            HttpAnswer.error(request, 200, asked.id(), Message.INVALID_PARAMS, otherwise);
        }
    }

    private void call(RoutingContext request, Caller caller, Message.Request asked) {
        JsonNode name = asked.params().path("name");
        if (!name.isTextual()) {
            HttpAnswer.error(
                    request, 200, asked.id(), Message.INVALID_PARAMS, "params.name must be the name of a tool.");
            return;
        }
        Optional<Catalogue.Entry> entry = catalogue.find(name.asText());
        if (entry.isEmpty() || !scope(caller, entry.get())) {
            unlisted.answer(request, caller, asked, name.asText());
            return;
        }
        new ToolCall(caller, entry.get(), asked.params().path("arguments")).attachTo(request, asked);
        invitation.pass(request, entry.get().spec());
    }

    static boolean scope(Caller caller, Catalogue.Entry entry) {
        return entry.spec().readOnly() ? caller.mayRead() : caller.mayWrite();
    }

    private static boolean textOrAbsent(@Nullable JsonNode node) {
        return node == null || node.isTextual();
    }
}
