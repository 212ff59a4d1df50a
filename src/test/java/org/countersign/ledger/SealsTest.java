package org.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.gate.Event;
import org.countersign.gate.Json;
import org.countersign.ledger.audit.Seal;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Events commit in any order; each is sealed once, and nobody waits for it. */
@QuarkusTest
@TestProfile(AuditProfile.class)
class SealsTest extends AuditBed {

    @Test
    void anEventThatCommitsLateIsSealedLaterAndNeverSkipped() throws SQLException {
        try (Connection late = DriverManager.getConnection(
                ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class)
                        + "?currentSchema=countersign",
                "countersign",
                "any")) {
            late.setAutoCommit(false);
            insert(late);
            long lateId =
                    Long.parseLong(Database.first(late, "select max(id)::text from event", row -> row.getString(1))
                            .orElseThrow());
            refund();
            Seal first = seals.sealAll().orElseThrow();
            assertThat(first.events()).hasSize((int) events()).allMatch(id -> id > lateId);
            assertThat(verified().findings()).isEmpty();

            late.commit();
            assertThat(verified().unsealedEvents()).isEqualTo(1);
            Seal second = seals.sealAll().orElseThrow();
            assertThat(second.events()).containsExactly(lateId);
            assertThat(verified(second.head()).findings()).isEmpty();
        }
    }

    @Test
    void anIdleServerSealsNothing() {
        assertThat(seals.sealAll()).isEmpty();
        refund();
        assertThat(seals.sealAll()).isPresent();
        assertThat(seals.sealAll()).isEmpty();
        assertThat(sql.number("select count(*) from countersign.seal")).isEqualTo(1);
        assertThat(sql.number("select count(*) from countersign.unsealed")).isZero();
    }

    @Test
    void ofSeveralSealersOneSealsAndWritersGoOn() throws InterruptedException, ExecutionException {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 3; n++) {
                all.add(threads.submit(() -> {
                    for (int m = 0; m < 30; m++) {
                        seals.sealAll();
                    }
                }));
                all.add(threads.submit(() -> {
                    for (int m = 0; m < 5; m++) {
                        refund();
                    }
                }));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
        sealed();
        assertThat(verified().findings()).isEmpty();
        assertThat(sql.number("select sum(count) from countersign.seal"))
                .isEqualTo(sql.number("select count(*) from countersign.event"))
                .isGreaterThanOrEqualTo(45);
    }

    @Test
    void aSealThatIsBeingMadeKeepsNoWriterWaiting() throws SQLException {
        refund();
        try (Connection sealer = DriverManager.getConnection(
                ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class)
                        + "?currentSchema=countersign",
                "countersign",
                "any")) {
            sealer.setAutoCommit(false);
            Database.rows(
                    sealer,
                    "select pg_try_advisory_xact_lock(hashtextextended('countersign seal main', 0))",
                    row -> true);
            Database.update(sealer, "delete from unsealed");
            assertThat(seals.sealAll()).as("somebody else is at it").isEqualTo(Optional.empty());
            assertThat(refund().status()).isEqualTo("done");
            sealer.rollback();
        }
        assertThat(seals.sealAll()).isPresent();
    }

    private void insert(Connection connection) throws SQLException {
        Event event = new Event(
                "refused", Instant.parse("2026-11-21T12:00:00Z"), Json.object().put("error", "STALE"));
        Trail.store(connection, trail.alone("main", "issuer", "subject", event));
    }
}
