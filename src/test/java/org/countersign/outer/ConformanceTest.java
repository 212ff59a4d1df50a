package org.countersign.outer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.process.TestServices;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official conformance suite, all scored server scenarios of 2025-11-25. It cannot sign in and wants tools, resources
 * and prompts of its own: those live on an MCP server of their own, {@code /conformance}, that exists in this profile
 * only. What needs no fixtures runs against the real {@code /mcp}, whose token a small proxy adds.
 */
@Tag("outer")
@QuarkusTest
@TestProfile(ConformanceTest.Fixtures.class)
class ConformanceTest {

    private static final String SUITE = "node_modules/@modelcontextprotocol/conformance/dist/index.js";

    DevelopmentIdentityProvider provider;

    public static class Fixtures implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>();
            settings.put("quarkus.mcp.server.conformance.http.root-path", "/conformance");
            settings.put("quarkus.mcp.server.conformance.server-info.name", "conformance");
            return settings;
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(ConformanceTools.class, ConformanceConversations.class, ConformanceTexts.class);
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TestServices.class));
        }
    }

    private static String publicUrl() {
        return ConfigProvider.getConfig().getValue("countersign.public-url", String.class);
    }

    @Test
    void everyScoredScenarioPasses() {
        Npm.Run run = Npm.node(
                Map.of(),
                SUITE,
                "server",
                "--url",
                publicUrl() + "/conformance",
                "--suite",
                "active",
                "--spec-version",
                "2025-11-25",
                "-o",
                "conformance-results");
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).containsPattern("Total: [1-9][0-9]+ passed, 0 failed");
    }

    /** Not in the active suite, but ours should keep 2020-12 keywords all the same. */
    @Test
    void schemasOf202012ArriveWhole() {
        Npm.Run run = Npm.node(
                Map.of(), SUITE, "server", "--url", publicUrl() + "/conformance", "--scenario", "json-schema-2020-12");
        assertThat(run.code()).as(run.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server-initialize", "ping", "logging-set-level", "tools-list", "dns-rebinding-protection"})
    void theRealEndpointPassesWhatNeedsNoFixture(String scenario) {
        String token = provider.token("ada", URI.create(publicUrl() + "/mcp"), "commerce:read commerce:write");
        Npm.Run run = Npm.node(
                Map.of("MCP_URL", publicUrl() + "/mcp", "MCP_TOKEN", token),
                "with-token.mjs",
                SUITE,
                "server",
                "--scenario",
                scenario);
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("0 failed");
    }

    @Test
    void theRealEndpointStaysProtectedInThisProfile() {
        given().contentType("application/json").body("{}").post("/mcp").then().statusCode(401);
    }
}
