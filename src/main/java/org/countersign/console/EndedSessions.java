package org.countersign.console;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.countersign.gate.LedgerUnavailable;

/** PostgreSQL: sessions whose person signed out, known to every replica for as long as their cookies could still be used. */
@Singleton
final class EndedSessions {

    private final AgroalDataSource source;

    EndedSessions(AgroalDataSource source) {
        this.source = source;
    }

    /** @param atMost how long any session lasts */
    void add(String session, Duration atMost) {
        try (Connection connection = source.getConnection();
                PreparedStatement forget =
                        connection.prepareStatement("delete from ended_session where until < now()");
                PreparedStatement add = connection.prepareStatement("""
                        insert into ended_session (session, until) values (?, now() + make_interval(secs => ?))
                        on conflict (session) do nothing""")) {
            forget.executeUpdate();
            add.setString(1, session);
            add.setLong(2, atMost.toSeconds());
            add.executeUpdate();
        } catch (SQLException lost) {
            throw new LedgerUnavailable(lost);
        }
    }

    boolean has(String session) {
        try (Connection connection = source.getConnection();
                PreparedStatement find = connection.prepareStatement("select 1 from ended_session where session = ?")) {
            find.setString(1, session);
            try (ResultSet row = find.executeQuery()) {
                return row.next();
            }
        } catch (SQLException lost) {
            throw new LedgerUnavailable(lost);
        }
    }
}
