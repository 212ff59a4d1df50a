package org.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.process.TestServices;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** An owner who migrates and a login that serves; nobody made a role: the login itself gets the rights, and no more. */
@QuarkusTest
@TestProfile(TwoLoginsTest.TwoLogins.class)
class TwoLoginsTest {

    private static final String LOGIN = "countersign_app";

    @Inject
    AgroalDataSource source;

    @Inject
    EventRights rights;

    @Inject
    Audit audit;

    public static class TwoLogins extends AuditProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("countersign.database-role", "another_role_nobody_made");
            settings.put("countersign.sample-shop", "false");
            return settings;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Logins.class));
        }
    }

    /** The shop keeps the owner: it has connections of its own. */
    public static class Logins implements QuarkusTestResourceLifecycleManager {
        private final TestServices services = new TestServices();

        @Override
        public Map<String, String> start() {
            Map<String, String> settings = new HashMap<>(services.start());
            String url = settings.get("quarkus.datasource.jdbc.url");
            try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("drop role if exists " + LOGIN);
                statement.execute("create role " + LOGIN + " login");
            } catch (SQLException broken) {
                throw new IllegalStateException(broken);
            }
            settings.put("countersign.owner-username", settings.get("quarkus.datasource.username"));
            settings.put("countersign.owner-password", "any");
            settings.put("quarkus.datasource.shop.username", settings.get("quarkus.datasource.username"));
            settings.put("quarkus.datasource.shop.password", "any");
            settings.put("quarkus.datasource.username", LOGIN);
            settings.put("quarkus.datasource.password", "any");
            return settings;
        }

        @Override
        public void stop() {
            services.stop();
        }
    }

    @Test
    void theServersLoginInsertsAndSelectsAndOwnsNothing() throws SQLException {
        assertThat(ConfigProvider.getConfig().getValue("quarkus.datasource.username", String.class))
                .isEqualTo(LOGIN);
        assertThat(rights.insertOnly()).isTrue();
        assertThat(audit.verify(null, events -> {}).ok()).isTrue();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into unsealed values (0, 'none')");
            statement.execute("delete from unsealed");
            for (String forbidden : List.of("update event set kind = 'x'", "delete from event", "delete from seal")) {
                assertThatThrownBy(() -> statement.execute(forbidden)).hasMessageContaining("permission denied");
            }
        }
    }
}
