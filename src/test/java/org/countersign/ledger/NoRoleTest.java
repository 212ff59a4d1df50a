package org.countersign.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One login that may not make a role: the server works, and says that its events are not protected by the database. */
@QuarkusTest
@TestProfile(NoRoleTest.NoRole.class)
class NoRoleTest extends AuditBed {

    @Inject
    EventRights rights;

    public static class NoRole extends AuditProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("countersign.database-role", "a_role_nobody_made");
            return settings;
        }
    }

    @Test
    void itWorksAndSaysSo() {
        assertThat(rights.insertOnly()).isFalse();
        refund();
        sealed();
        assertThat(verified().findings()).isEmpty();
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'ledger' }.data.events_protected_by_database", equalTo(false));
    }
}
