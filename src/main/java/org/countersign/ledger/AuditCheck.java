package org.countersign.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.countersign.ledger.SealedRows.Full;
import org.countersign.ledger.audit.ChainedEvent;
import org.countersign.ledger.audit.EventCheck;
import org.countersign.ledger.audit.Report;
import org.countersign.ledger.audit.SealCheck;
import org.jspecify.annotations.Nullable;

/** One check of a shop's whole audit, in one snapshot of the database, some rows in memory at a time. */
final class AuditCheck {

    private static final int EVENTS_AT_ONCE = 2_000;
    private static final int SEALS_AT_ONCE = 4;
    private static final int PROGRESS = 100_000;

    private final Connection connection;
    private final String shop;
    private final Instant forgotten;
    private final LongConsumer progress;
    private final Report report = new Report();
    private final EventCheck events = new EventCheck(report);

    private @Nullable String action;
    private EventCheck.@Nullable End end;
    private final List<ChainedEvent> wordless = new ArrayList<>();

    /** @param retention after which the words of what never became an action are forgotten */
    AuditCheck(Connection connection, String shop, Instant now, Duration retention, LongConsumer progress) {
        this.connection = connection;
        this.shop = shop;
        this.forgotten = now.minus(retention);
        this.progress = progress;
    }

    Report check(@Nullable String head) throws SQLException {
        SealCheck seals = new SealCheck(report, head);
        each("where e.shop = ? and e.action_id is not null order by e.action_id, e.seq", this::ofAction);
        actionEnded();
        each("where e.shop = ? and e.action_id is null order by e.id", this::ofNone);
        SealedRows.each(
                connection,
                SEALS_AT_ONCE,
                SealedRows.SEALS + " where shop = ? order by n",
                SealedRows::seal,
                made -> seals.check(
                        made.seal(), made.hashes(), present(made.seal().events()), false),
                shop);
        seals.end();
        new AuditGaps(connection, shop, report).check();
        return report;
    }

    private void each(String where, SealedRows.Each<Full> each) throws SQLException {
        SealedRows.each(
                connection,
                EVENTS_AT_ONCE,
                SealedRows.EVENTS + where,
                SealedRows::event,
                full -> {
                    events.content(full.event());
                    each.take(full);
                    if (report.events() % PROGRESS == 0) {
                        progress.accept(report.events());
                    }
                },
                shop);
    }

    private void ofAction(Full full) {
        ChainedEvent event = full.event();
        if (!String.valueOf(event.actionId()).equals(action)) {
            actionEnded();
            report.action();
            action = event.actionId();
        }
        events.link(event, end);
        end = EventCheck.End.of(event);
        if (event.kind().equals(Erasure.ERASED)) {
            wordless.forEach(erased -> report.erased());
            wordless.clear();
        }
        if (events.wordsMissing(event, full.salt(), full.words())) {
            wordless.add(event);
        }
    }

    /** Words are gone and no later event of the action says that they were erased. */
    private void actionEnded() {
        wordless.forEach(events::wordsRemoved);
        wordless.clear();
        end = null;
        action = null;
    }

    private void ofNone(Full full) throws SQLException {
        ChainedEvent event = full.event();
        if (!events.wordsMissing(event, full.salt(), full.words())) {
            return;
        }
        boolean old = Retention.FORGETTABLE.contains(event.kind()) && event.at().isBefore(forgotten);
        if (old || Erasure.erasedNote(connection, shop, event.id())) {
            report.erased();
        } else {
            events.wordsRemoved(event);
        }
    }

    private Map<Long, byte[]> present(List<Long> ids) throws SQLException {
        Map<Long, byte[]> hashes = new HashMap<>();
        Database.rows(
                connection,
                "select id, hash from event where shop = ? and id = any(?)",
                row -> hashes.put(row.getLong(1), row.getBytes(2)) == null,
                shop,
                connection.createArrayOf("bigint", ids.toArray()));
        return hashes;
    }
}
