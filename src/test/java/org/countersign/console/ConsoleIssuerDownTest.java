package org.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.endtoend.Browser;
import org.countersign.endtoend.ShopProfile;
import org.countersign.process.TestServices;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A server that starts before its identity provider. */
@QuarkusTest
@TestProfile(ConsoleIssuerDownTest.Profile.class)
class ConsoleIssuerDownTest {

    private static final int PORT = 18_998;

    public static class Profile extends ShopProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Services.class));
        }
    }

    public static class Services implements QuarkusTestResourceLifecycleManager {
        private final TestServices services = new TestServices();

        @Override
        public Map<String, String> start() {
            Map<String, String> settings = new HashMap<>(services.start());
            settings.put("countersign.issuer", "http://localhost:" + PORT);
            return settings;
        }

        @Override
        public void stop() {
            services.stop();
        }
    }

    @Test
    void nobodySignsInWhileItIsDownAndEverybodyOnceItIsUp() {
        Browser.Page down = Browser.of("lea").get("/console");
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.words()).contains("Not now").doesNotContain("Exception", "localhost");
        assertThat(down.header("Retry-After")).isEqualTo("5");
        assertThat(Browser.of("lea").get("/console/style.css").status()).isEqualTo(200);

        URI mcp = URI.create(ConfigProvider.getConfig().getValue("countersign.public-url", String.class) + "/mcp");
        try (DevelopmentIdentityProvider late =
                DevelopmentIdentityProvider.start(PORT, mcp, mcp.resolve("/api/admin"))) {
            assertThat(late.issuer().getPort()).isEqualTo(PORT);
            assertThat(Browser.of("lea").get("/console").words()).contains("Lea Lead");
        }
    }
}
