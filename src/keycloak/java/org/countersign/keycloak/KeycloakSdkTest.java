package org.countersign.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.countersign.outer.Npm;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole way of an MCP client that knows nothing but the address of this server, with the official TypeScript SDK. */
@Tag("outer")
@QuarkusTest
@TestProfile(KeycloakProfile.class)
class KeycloakSdkTest {

    KeycloakServer keycloak;

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private void goesTheWholeWay(String user, String index, String document) {
        keycloak.admin().person(user, "Some Body", "support_agent");
        Map<String, String> environment = Map.of(
                "MCP_URL",
                setting("countersign.public-url") + "/mcp",
                "PASSWORD",
                KeycloakAdmin.PASSWORD,
                "DOCUMENT",
                document);
        Npm.Run run = Npm.node(environment, "keycloak.mjs", user, index);
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output().lines().filter(line -> line.startsWith("ok " + user + ": ")))
                .hasSize(4);
    }

    @Test
    void aClientThatRegistersItself() {
        goesTheWholeWay("dora", "0", "");
    }

    @Test
    void aClientWithAMetadataDocument() {
        goesTheWholeWay("dino", "1", setting(KeycloakServices.DOCUMENT));
    }
}
