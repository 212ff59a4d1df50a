package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.countersign.gate.GateSettings;
import org.countersign.ledger.audit.Report;
import org.jspecify.annotations.Nullable;

/** The audit as auditors use it: is everything as it was written, and all of it to take away. Each in one snapshot. */
@ApplicationScoped
public class Audit {

    /** The pool's limit of 15 s is for callers who wait; sorting a large ledger takes longer. */
    private static final Duration LONGEST_SILENCE = Duration.ofHours(1);

    private final Database database;
    private final Retention retention;
    private final String shop;
    private final Clock clock;

    Audit(Database database, Retention retention, GateSettings settings, Clock clock) {
        this.database = database;
        this.retention = retention;
        this.shop = settings.shop();
        this.clock = clock;
    }

    /**
     * @param head     {@code n:hash} of a seal that was seen outside of the database; null when there is none
     * @param progress told how many events were looked at, now and then
     * @throws IllegalArgumentException when head is no head
     */
    public Report verify(@Nullable String head, LongConsumer progress) {
        return database.snapshot(
                LONGEST_SILENCE,
                connection ->
                        new AuditCheck(connection, shop, clock.instant(), retention.time(), progress).check(head));
    }

    /**
     * Writes the seals made from {@code since} on and before {@code until} with their events, as JSON Lines; without
     * {@code until} also what is not sealed yet.
     */
    public void export(@Nullable Instant since, @Nullable Instant until, Writer to) throws IOException {
        try {
            database.snapshot(LONGEST_SILENCE, connection -> {
                new Export(connection, shop, to).write(clock.instant(), since, until);
                return true;
            });
        } catch (Export.NotTaken notTaken) {
            throw notTaken.getCause();
        }
    }
}
