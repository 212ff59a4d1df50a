package org.countersign.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.caller.Caller;

/** Completes arguments while a person types: at most ten values, and none that this caller could not find with a tool. */
@ApplicationScoped
class Completions {

    private static final int MOST = 10;
    private static final int LONGEST = 128;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<ShopCompletion> completions;
    private final Prompts prompts;
    private final Resources resources;
    private final Catalogue catalogue;
    private final Visibility visibility;

    Completions(
            @All List<ShopCompletion> completions,
            Prompts prompts,
            Resources resources,
            Catalogue catalogue,
            Visibility visibility) {
        this.completions = completions;
        this.prompts = prompts;
        this.resources = resources;
        this.catalogue = catalogue;
        this.visibility = visibility;
    }

    ObjectNode complete(Caller caller, ObjectNode params) {
        JsonNode argument = params.path("argument");
        if (!argument.path("name").isTextual() || !argument.path("value").isTextual()) {
            throw Desk.wrong("params.argument must be {name, value}, both text.");
        }
        String name = argument.path("name").asText();
        if (!known(caller, params.path("ref"), name)) {
            throw Desk.wrong("params.ref and params.argument name nothing that can be completed.");
        }
        if (!caller.mayRead()) {
            throw new MissingScope();
        }
        return result(values(caller, name, argument.path("value").asText()));
    }

    private boolean known(Caller caller, JsonNode ref, String argument) {
        return switch (ref.path("type").asText()) {
            case "ref/prompt" ->
                prompts.find(caller, ref.path("name").asText())
                        .filter(spec -> spec.arguments().stream()
                                .anyMatch(known -> known.name().equals(argument)))
                        .isPresent();
            case "ref/resource" ->
                resources
                        .variable(caller, ref.path("uri").asText())
                        .filter(argument::equals)
                        .isPresent();
            default -> false;
        };
    }

    private List<String> values(Caller caller, String argument, String typed) {
        if (typed.length() > LONGEST || !Unwritable.in(JSON.textNode(typed)).isEmpty()) {
            return List.of();
        }
        return completions.stream()
                .filter(completion -> completion.argument().equals(argument))
                .filter(completion ->
                        catalogue.find(completion.tool()).isPresent() && visibility.granted(caller, completion.tool()))
                .findFirst()
                .map(completion -> completion.values(caller, typed, MOST + 1))
                .orElse(List.of());
    }

    private static ObjectNode result(List<String> values) {
        ObjectNode result = JSON.objectNode();
        ObjectNode completion = result.putObject("completion");
        ArrayNode shown = completion.putArray("values");
        values.stream().limit(MOST).forEach(shown::add);
        completion.put("hasMore", values.size() > MOST);
        return result;
    }
}
