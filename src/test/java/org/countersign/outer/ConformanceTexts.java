package org.countersign.outer;

import io.quarkiverse.mcp.server.BlobResourceContents;
import io.quarkiverse.mcp.server.CompletionResponse;
import io.quarkiverse.mcp.server.EmbeddedResource;
import io.quarkiverse.mcp.server.ImageContent;
import io.quarkiverse.mcp.server.PromptCompletionManager;
import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.PromptManager.PromptArguments;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.PromptResponse;
import io.quarkiverse.mcp.server.ResourceContents;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceResponse;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/** The resources and prompts that the conformance suite expects. */
@Alternative
@Singleton
class ConformanceTexts {

    void resources(@Observes StartupEvent start, ResourceManager resources, ResourceTemplateManager templates) {
        resource(
                resources,
                "static-text",
                "text/plain",
                new TextResourceContents(
                        "test://static-text", "This is the content of the static text resource.", "text/plain", null));
        resource(
                resources,
                "static-binary",
                "image/png",
                new BlobResourceContents("test://static-binary", ConformanceTools.PIXEL, "image/png", null));
        resource(
                resources,
                "watched-resource",
                "text/plain",
                new TextResourceContents("test://watched-resource", "watched", "text/plain", null));
        templates
                .newResourceTemplate("template")
                .setServerName(ConformanceTools.SERVER)
                .setUriTemplate("test://template/{id}/data")
                .setDescription("A fixture.")
                .setMimeType("application/json")
                .setHandler(a -> new ResourceResponse(
                        List.of(new TextResourceContents(
                                a.requestUri().value(),
                                "{\"id\":\"%1$s\",\"templateTest\":true,\"data\":\"Data for ID: %1$s\"}"
                                        .formatted(a.args().get("id")),
                                "application/json",
                                null)),
                        null))
                .register();
    }

    private static void resource(ResourceManager resources, String name, String type, ResourceContents contents) {
        resources
                .newResource(name)
                .setServerName(ConformanceTools.SERVER)
                .setUri("test://" + name)
                .setDescription("A fixture.")
                .setMimeType(type)
                .setHandler(a -> new ResourceResponse(List.of(contents), null))
                .register();
    }

    void prompts(@Observes StartupEvent start, PromptManager prompts, PromptCompletionManager completions) {
        prompt(
                prompts,
                "test_simple_prompt",
                List.of(),
                a -> PromptResponse.withMessages(PromptMessage.withUserRole("This is a simple prompt for testing.")));
        prompt(
                prompts,
                "test_prompt_with_arguments",
                List.of("arg1", "arg2"),
                a -> PromptResponse.withMessages(
                        PromptMessage.withUserRole("Prompt with arguments: arg1='%s', arg2='%s'"
                                .formatted(a.args().get("arg1"), a.args().get("arg2")))));
        prompt(
                prompts,
                "test_prompt_with_embedded_resource",
                List.of("resourceUri"),
                a -> PromptResponse.withMessages(
                        PromptMessage.withUserRole(new EmbeddedResource(new TextResourceContents(
                                a.args().get("resourceUri"),
                                "Embedded resource content for testing.",
                                "text/plain",
                                null))),
                        PromptMessage.withUserRole("Please process the embedded resource above.")));
        prompt(
                prompts,
                "test_prompt_with_image",
                List.of(),
                a -> PromptResponse.withMessages(
                        PromptMessage.withUserRole(new ImageContent(ConformanceTools.PIXEL, "image/png")),
                        PromptMessage.withUserRole("Please analyze the image above.")));
        completions
                .newCompletion("test_prompt_with_arguments")
                .setServerName(ConformanceTools.SERVER)
                .setArgumentName("arg1")
                .setHandler(a -> CompletionResponse.create("paris", "park", "party"))
                .register();
    }

    private static void prompt(
            PromptManager prompts,
            String name,
            List<String> arguments,
            Function<PromptArguments, PromptResponse> handler) {
        PromptManager.PromptDefinition prompt = prompts.newPrompt(name)
                .setServerName(ConformanceTools.SERVER)
                .setDescription("A fixture.")
                .setHandler(handler);
        arguments.forEach(argument -> prompt.addArgument(argument, "A fixture.", true));
        prompt.register();
    }
}
