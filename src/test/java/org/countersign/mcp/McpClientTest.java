package org.countersign.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkiverse.mcp.server.test.McpAssured;
import io.quarkiverse.mcp.server.test.McpAssured.McpStreamableTestClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same promises as a client library sees them. */
@QuarkusTest
@TestProfile(EdgeProfile.class)
class McpClientTest extends EdgeTestBase {

    private McpStreamableTestClient client(String token) {
        return McpAssured.newStreamableClient()
                .setBaseUri(URI.create(publicUrl()))
                .setAdditionalHeaders(
                        message -> MultiMap.caseInsensitiveMultiMap().add("Authorization", "Bearer " + token))
                .build()
                .connect(init -> {
                    assertThat(init.serverName()).isEqualTo("countersign");
                    assertThat(init.instructions()).contains("READ").hasSizeLessThanOrEqualTo(1500);
                });
    }

    @Test
    void aClientListsAndCalls() {
        client(agent())
                .when()
                .toolsList(page -> assertThat(page.tools())
                        .extracting(tool -> tool.name())
                        .containsExactly("probe_read", "probe_write"))
                .toolsCall("probe_write", Map.of("order_id", "W1"), answer -> {
                    assertThat(answer.isError()).isFalse();
                    JsonObject content = (JsonObject) answer.structuredContent();
                    assertThat(content.getString("summary")).isEqualTo("echo");
                    assertThat(new JsonObject(answer.firstContent().asText().text()))
                            .isEqualTo(content);
                })
                .toolsCall(
                        "probe_write",
                        Map.of("order_id", 7),
                        answer -> assertThat(answer.isError()).isTrue())
                .thenAssertResults();
    }

    @Test
    void aHiddenToolIsAProtocolError() {
        client(person("reader").sign())
                .when()
                .toolsCall("probe_write")
                .withArguments(Map.of("order_id", "W1"))
                .withErrorAssert(error -> assertThat(error.code()).isEqualTo(-32602))
                .send()
                .thenAssertResults();
    }
}
