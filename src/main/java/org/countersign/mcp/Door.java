package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.caller.Caller;
import org.countersign.identity.Callers;
import org.countersign.identity.Challenge;
import org.jboss.logging.Logger;

/**
 * What an authenticated caller may say to this server. Lists tools itself; lets a call through only for a tool that exists
 * and a token that has its scope, with the arguments taken out of the message, so that nothing converts them loosely.
 * Runs on the event loop and never blocks it.
 */
@Singleton
final class Door {

    private static final Logger LOG = Logger.getLogger(Door.class);

    private final Catalogue catalogue;
    private final Visibility visibility;
    private final Unlisted unlisted;
    private final Challenge challenge;

    Door(Catalogue catalogue, Visibility visibility, Unlisted unlisted, Challenge challenge) {
        this.catalogue = catalogue;
        this.visibility = visibility;
        this.unlisted = unlisted;
        this.challenge = challenge;
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
        boolean understood = switch (notification.method()) {
            case "notifications/initialized" -> true;
            case "notifications/cancelled" ->
                textOrAbsent(notification.params().get("reason"))
                        && notification.params().path("requestId").isValueNode();
            default -> false;
        };
        if (understood) {
            request.next();
        } else {
            request.response().setStatusCode(202).end();
        }
    }

    private void asked(RoutingContext request, Caller caller, Message.Request asked) {
        switch (asked.method()) {
            case "tools/call" -> call(request, caller, asked);
            case "tools/list" -> list(request, caller, asked);
            case "initialize" -> initialize(request, asked);
            case "ping" -> request.next();
            case "logging/setLevel" ->
                passIf(asked.params().path("level").isTextual(), request, asked, "level must be text.");
            default ->
                HttpAnswer.error(
                        request,
                        200,
                        asked.id(),
                        Message.METHOD_NOT_FOUND,
                        "Unknown method " + Excerpt.of(asked.method()) + ": this server offers tools.");
        }
    }

    private static void initialize(RoutingContext request, Message.Request asked) {
        request.request().headers().remove("Mcp-Session-Id");
        JsonNode client = asked.params().path("clientInfo");
        boolean complete = asked.params().path("protocolVersion").isTextual()
                && asked.params().path("capabilities").isObject()
                && client.path("name").isTextual()
                && client.path("version").isTextual();
        passIf(
                complete,
                request,
                asked,
                "initialize needs protocolVersion, capabilities and clientInfo {name, version}.");
    }

    private static void passIf(boolean right, RoutingContext request, Message.Request asked, String otherwise) {
        if (right) {
            request.next();
        } else {
            HttpAnswer.error(request, 200, asked.id(), Message.INVALID_PARAMS, otherwise);
        }
    }

    private void list(RoutingContext request, Caller caller, Message.Request asked) {
        if (!asked.params().path("cursor").isMissingNode()
                && !asked.params().path("cursor").isNull()) {
            HttpAnswer.error(
                    request, 200, asked.id(), Message.INVALID_PARAMS, "Unknown cursor: the list has one page.");
            return;
        }
        request.vertx()
                .executeBlocking(
                        () -> visibility.of(caller).stream()
                                .map(Catalogue.Entry::json)
                                .collect(Collectors.joining(",", "{\"tools\":[", "]}")),
                        false)
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
        new ToolCall(caller, entry.get(), asked.params().path("arguments")).attachTo(request);
        ((RoutingContextInternal) request).setBody(withoutArguments(asked, name));
        request.next();
    }

    private static Buffer withoutArguments(Message.Request asked, JsonNode name) {
        ObjectNode call = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        call.set("id", asked.id());
        call.put("method", "tools/call");
        ObjectNode params = call.putObject("params");
        params.set("name", name);
        params.putObject("arguments");
        return Buffer.buffer(Json.write(call).getBytes(StandardCharsets.UTF_8));
    }

    static boolean scope(Caller caller, Catalogue.Entry entry) {
        return entry.spec().readOnly() ? caller.mayRead() : caller.mayWrite();
    }

    private static boolean textOrAbsent(JsonNode node) {
        return node == null || node.isTextual();
    }
}
