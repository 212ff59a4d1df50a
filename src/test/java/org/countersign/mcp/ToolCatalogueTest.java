package org.countersign.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;

/**
 * What models are shown is approved word by word: {@code src/test/approved/tools.json}. After a change that is meant, run
 * this test with {@code APPROVE=1} in the environment and read the difference.
 */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ToolCatalogueTest {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final Path APPROVED = Path.of("src/test/approved/tools.json");
    private static final List<String> FORBIDDEN_AT_ROOT = List.of("$ref", "oneOf", "anyOf", "allOf", "not");

    private static JsonNode tools(String user) {
        return Agent.as(user).tools();
    }

    @Test
    void whatModelsAreShownWasApproved() throws IOException {
        String now = JSON.writeValueAsString(tools("bench")) + "\n";
        if (System.getenv("APPROVE") != null) {
            Files.createDirectories(APPROVED.getParent());
            Files.writeString(APPROVED, now);
        }
        assertThat(now).isEqualTo(Files.readString(APPROVED));
    }

    @Test
    void listsAreSmallEnoughToChooseFrom() {
        Map<String, Integer> most = Map.of("ada", 24, "lea", 32, "wim", 18);
        most.forEach((user, count) -> {
            JsonNode tools = tools(user);
            System.out.println(user + ": " + tools.size() + " tools, "
                    + tools.toString().getBytes(StandardCharsets.UTF_8).length + " bytes");
            assertThat(tools).as(user).hasSizeLessThanOrEqualTo(count);
        });
        assertThat(tools("ada").toString().getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(48_000);
    }

    @Test
    void everyDescriptionTellsWhatWhenNotWhatFirstAndAnExample() {
        for (JsonNode tool : tools("bench")) {
            String description = tool.path("description").asText();
            assertThat(description)
                    .as(tool.path("name").asText())
                    .contains("Example: {")
                    .containsPattern("(?i)\\bnot\\b");
            assertThat(description.length()).isBetween(120, 1_000);
            if (!tool.at("/annotations/readOnlyHint").asBoolean()) {
                assertThat(description).as(tool.path("name").asText()).contains("Before: ");
            }
        }
    }

    @Test
    void schemasAreOfTheKindThatEveryClientTakes() {
        for (JsonNode tool : tools("bench")) {
            JsonNode input = tool.path("inputSchema");
            assertThat(input.path("type").asText()).isEqualTo("object");
            assertThat(input.path("additionalProperties").asBoolean(true)).isFalse();
            for (String schema : List.of("inputSchema", "outputSchema")) {
                FORBIDDEN_AT_ROOT.forEach(
                        word -> assertThat(tool.path(schema).has(word)).isFalse());
            }
            List<String> required = StreamSupport.stream(input.path("required").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            input.path("properties").properties().forEach(property -> {
                if (!required.contains(property.getKey())) {
                    assertThat(property.getValue().path("anyOf").toString())
                            .as("%s.%s takes null", tool.path("name"), property.getKey())
                            .contains("\"null\"");
                }
            });
            assertThat(tool.at("/outputSchema/required").toString()).isEqualTo("[\"summary\"]");
        }
    }

    @Test
    void whatCarriesUntrustedTextSaysSoInTheList() {
        JsonNode order = Agent.as("bench").tools().get(1);
        assertThat(order.path("name").asText()).isEqualTo("get_order");
        for (String field : List.of(
                "order/properties/customer/properties/name",
                "order/properties/shipping_address",
                "order/properties/notes/items/properties/text")) {
            assertThat(order.at("/outputSchema/properties/" + field + "/description")
                            .asText())
                    .as(field)
                    .startsWith("untrusted");
        }
    }

    @Test
    void annotationsAreTrue() {
        for (JsonNode tool : tools("bench")) {
            JsonNode annotations = tool.path("annotations");
            assertThat(annotations.path("idempotentHint").asBoolean()).isTrue();
            assertThat(annotations.path("openWorldHint").asBoolean()).isFalse();
            if (annotations.path("readOnlyHint").asBoolean()) {
                assertThat(annotations.path("destructiveHint").asBoolean()).isFalse();
            }
        }
    }
}
