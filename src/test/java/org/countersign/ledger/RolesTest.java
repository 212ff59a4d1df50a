package org.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One login that owns the tables, as most installations begin: the server's own SQL still cannot change an event. */
@QuarkusTest
@TestProfile(AuditProfile.class)
class RolesTest extends AuditBed {

    @Inject
    AgroalDataSource source;

    @Inject
    EventRights rights;

    @Test
    void theServerWorksAsItsRole() throws SQLException {
        assertThat(rights.insertOnly()).isTrue();
        try (Connection connection = source.getConnection()) {
            assertThat(Database.first(connection, "select current_user::text", row -> row.getString(1)))
                    .contains("countersign_server");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update event set kind = 'x'",
                "update event set data = '{}' where id = 1",
                "delete from event",
                "truncate event",
                "update seal set n = 7",
                "delete from seal",
                "truncate seal cascade",
                "update event_text set text = '{}'",
                "alter table event disable trigger all",
                "drop table event",
                "create table countersign.mine (x int)",
                "update secret set value = ''",
                "delete from flyway_schema_history"
            })
    void whatTheServerMayNotDoTheDatabaseRefuses(String statement) throws SQLException {
        refund();
        sealed();
        try (Connection connection = source.getConnection();
                Statement doing = connection.createStatement()) {
            assertThatThrownBy(() -> doing.execute(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        }
    }
}
