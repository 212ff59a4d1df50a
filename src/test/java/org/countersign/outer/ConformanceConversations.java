package org.countersign.outer;

import io.quarkiverse.mcp.server.ElicitationRequest;
import io.quarkiverse.mcp.server.ElicitationRequest.BooleanSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.EnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.IntegerSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.MultiSelectEnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.NumberSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.SingleSelectEnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.StringSchema;
import io.quarkiverse.mcp.server.ElicitationResponse;
import io.quarkiverse.mcp.server.SamplingMessage;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.UnaryOperator;

/** The fixtures that ask the client back. */
@Alternative
@Singleton
class ConformanceConversations {

    private static final List<String> OPTIONS = List.of("option1", "option2", "option3");
    private static final List<String> VALUES = List.of("value1", "value2", "value3");

    private final ConformanceTools tools;

    ConformanceConversations(ConformanceTools tools) {
        this.tools = tools;
    }

    void register(@Observes StartupEvent start) {
        tools.tool("test_sampling", ConformanceTools.text("prompt", ""), ConformanceConversations::sampling);
        tools.tool(
                "test_elicitation",
                ConformanceTools.text("message", ""),
                a -> elicit(
                        a,
                        String.valueOf(a.args().get("message")),
                        request -> request.addSchemaProperty("username", new StringSchema(true))
                                .addSchemaProperty("email", new StringSchema(true))));
        tools.tool(
                "test_elicitation_sep1034_defaults",
                ConformanceTools.empty(),
                a -> elicit(
                        a,
                        "Defaults",
                        request -> request.addSchemaProperty(
                                        "name",
                                        StringSchema.builder()
                                                .setDefaultValue("John Doe")
                                                .build())
                                .addSchemaProperty(
                                        "age",
                                        IntegerSchema.builder()
                                                .setDefaultValue(30)
                                                .build())
                                .addSchemaProperty(
                                        "score",
                                        NumberSchema.builder()
                                                .setDefaultValue(95.5)
                                                .build())
                                .addSchemaProperty(
                                        "status",
                                        EnumSchema.builder(List.of("active", "inactive", "pending"))
                                                .setDefaultValue("active")
                                                .build())
                                .addSchemaProperty(
                                        "verified",
                                        BooleanSchema.builder()
                                                .setDefaultValue(true)
                                                .build())));
        tools.tool(
                "test_elicitation_sep1330_enums",
                ConformanceTools.empty(),
                a -> elicit(
                        a,
                        "Enums",
                        request -> request.addSchemaProperty(
                                        "untitledSingle",
                                        SingleSelectEnumSchema.builder(OPTIONS).build())
                                .addSchemaProperty(
                                        "titledSingle",
                                        SingleSelectEnumSchema.builder(VALUES)
                                                .setEnumTitles(List.of("First Option", "Second Option", "Third Option"))
                                                .build())
                                .addSchemaProperty(
                                        "legacyEnum",
                                        EnumSchema.builder(List.of("opt1", "opt2", "opt3"))
                                                .setEnumNames(List.of("Option One", "Option Two", "Option Three"))
                                                .build())
                                .addSchemaProperty(
                                        "untitledMulti",
                                        MultiSelectEnumSchema.builder(OPTIONS).build())
                                .addSchemaProperty(
                                        "titledMulti",
                                        MultiSelectEnumSchema.builder(VALUES)
                                                .setEnumTitles(List.of("First Choice", "Second Choice", "Third Choice"))
                                                .build())));
    }

    private static ToolResponse sampling(ToolArguments arguments) {
        String prompt = String.valueOf(arguments.args().get("prompt"));
        return ConformanceTools.text("LLM response: "
                + arguments
                        .sampling()
                        .requestBuilder()
                        .addMessage(SamplingMessage.withUserRole(prompt))
                        .setMaxTokens(100)
                        .build()
                        .sendAndAwait()
                        .content());
    }

    private static ToolResponse elicit(
            ToolArguments arguments, String message, UnaryOperator<ElicitationRequest.Builder> properties) {
        ElicitationResponse response = properties
                .apply(arguments.elicitation().requestBuilder().setMessage(message))
                .build()
                .sendAndAwait();
        return ConformanceTools.text("Elicitation completed: action=" + response.action() + ", content="
                + response.content().asMap());
    }
}
