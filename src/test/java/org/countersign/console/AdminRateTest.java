package org.countersign.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.ShopProfile;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sends the admin API too many changes in a minute is told when to come again. */
@QuarkusTest
@TestProfile(AdminRateTest.Profile.class)
class AdminRateTest {

    private static final int A_MINUTE = 4;

    public static class Profile extends ShopProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("countersign.admin.changes-per-minute", String.valueOf(A_MINUTE));
            return settings;
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(MovableClock.class);
        }
    }

    @Inject
    MovableClock clock;

    @BeforeEach
    void aMinuteThatNobodyHasUsed() {
        clock.later(Duration.ofMinutes(2));
    }

    private static Response turn(String user) {
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        return given().header("Authorization", "Bearer " + Agent.token(issuer, user, "admin"))
                .contentType("application/json")
                .body("{\"enabled\": true, \"reason\": \"a test\"}")
                .put("/api/admin/writes");
    }

    @Test
    void changesAreLimitedForEachPersonAndLooksAreNot() {
        for (int i = 0; i < A_MINUTE; i++) {
            assertThat(turn("sam").statusCode()).isEqualTo(200);
        }
        Response tooMany = turn("sam");
        tooMany.then().statusCode(429).contentType("application/problem+json").body("title", equalTo("too_many_calls"));
        assertThat(Integer.parseInt(tooMany.header("Retry-After"))).isBetween(1, 60);
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        given().header("Authorization", "Bearer " + Agent.token(issuer, "sam", "admin"))
                .get("/api/admin/writes")
                .then()
                .statusCode(200);
        assertThat(turn("lea").statusCode()).as("somebody else").isEqualTo(403);

        clock.later(Duration.ofMinutes(1));
        assertThat(turn("sam").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsRefusedForItsPermissionCountsToo() {
        for (int i = 0; i < A_MINUTE; i++) {
            assertThat(turn("lea").statusCode()).isEqualTo(403);
        }
        assertThat(turn("lea").statusCode()).isEqualTo(429);
    }
}
