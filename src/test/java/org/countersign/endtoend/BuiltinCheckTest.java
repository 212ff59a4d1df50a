package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.countersign.endtoend.TappedServices.Taps;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator is told of the built-in shop, and who is told it. */
@QuarkusTest
@TestProfile(TappedProfile.class)
class BuiltinCheckTest {

    Taps taps;

    @AfterEach
    void mend() {
        taps.shop().mend();
    }

    private static JsonNode check() {
        return Agent.parse(AdminBed.as("sam")
                .get("/api/admin/backend")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    @Test
    void itsDatabaseIsLookedAtAndEveryToolIsStated() {
        JsonNode report = check();
        assertThat(report.path("ok").asBoolean()).as("%s", report).isTrue();
        assertThat(report.path("backend").asText()).isEqualTo("builtin");
        assertThat(report.path("tools")).hasSize(EveryWrite.ALL.size()).allSatisfy(tool -> {
            assertThat(tool.path("resend").asText()).isEqualTo("key");
            assertThat(tool.path("absence").asText()).isEqualTo("proof");
            assertThat(tool.path("shop_checks").asText()).isNotBlank();
        });
    }

    @Test
    void aDatabaseThatIsAwayIsAFinding() {
        taps.shop().cut();
        JsonNode report = check();
        assertThat(report.path("ok").asBoolean(true)).isFalse();
        assertThat(report.at("/findings/0/about").asText()).isEqualTo("reachable");
        assertThat(report.toString())
                .doesNotContain(ConfigProvider.getConfig().getValue(TappedServices.DIRECT, String.class));
    }
}
