package org.countersign.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.ActionKey;
import org.countersign.gate.Claim;
import org.countersign.gate.Effect;
import org.countersign.gate.Entry;
import org.countersign.gate.Escalation;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.SendMark;
import org.countersign.gate.Status;
import org.countersign.gate.Used;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/** The ledger in PostgreSQL. */
@ApplicationScoped
class PostgresLedger implements Ledger {

    private final Database database;
    private final Claims claims;
    private final FurtherClaims furtherClaims;
    private final TakeOvers takeOvers;
    private final Settlements settlements;
    private final Watches watches;
    private final Escalations escalations;
    private final Home home;
    private final Budgets budgets;
    private final Sends sends;
    private final Trail trail;
    private final String shop;
    private final Clock clock;

    PostgresLedger(
            Database database,
            Claims claims,
            FurtherClaims furtherClaims,
            TakeOvers takeOvers,
            Settlements settlements,
            Watches watches,
            Escalations escalations,
            Home home,
            Budgets budgets,
            Sends sends,
            Trail trail,
            GateSettings settings,
            Clock clock) {
        this.clock = clock;
        this.database = database;
        this.claims = claims;
        this.furtherClaims = furtherClaims;
        this.takeOvers = takeOvers;
        this.settlements = settlements;
        this.watches = watches;
        this.escalations = escalations;
        this.home = home;
        this.budgets = budgets;
        this.sends = sends;
        this.trail = trail;
        this.shop = settings.shop();
    }

    @Override
    public byte[] secret(String name) {
        return database.once(connection -> Database.first(
                        connection, "select value from secret where name = ?", row -> row.getBytes(1), name)
                .orElseThrow());
    }

    @Override
    public long settled(ObjectRef ref) {
        return database.once(connection -> Database.first(
                        connection,
                        "select settled from object_lease where shop = ? and object = ?",
                        row -> row.getLong(1),
                        shop,
                        claims.object(ref.whole()))
                .orElse(0L));
    }

    @Override
    public Optional<String> unresolved(ObjectRef ref) {
        return database.once(connection -> Database.first(
                connection,
                "select unresolved from object_lease where shop = ? and object = ? and unresolved is not null",
                row -> row.getString(1),
                shop,
                claims.object(ref)));
    }

    @Override
    public Optional<Entry> known(ActionKey key) {
        return database.once(connection -> Entries.byKey(connection, key));
    }

    @Override
    public Claim claim(Entry entry, Duration lease, Event event) {
        return trail.writing(entry.id(), () -> claims.claim(entry, lease, event));
    }

    @Override
    public Claim extend(Entry entry, List<ObjectRef> refs, Duration lease) {
        return furtherClaims.extend(entry, refs, lease);
    }

    @Override
    public void undo(Entry entry) {
        claims.undo(entry);
    }

    @Override
    public SendMark send(Entry entry, int n, Duration sendWithin, Duration judgeAfter, Duration lease, Event event) {
        return trail.writing(entry.id(), () -> settlements.send(entry, n, sendWithin, judgeAfter, lease, event));
    }

    @Override
    public boolean settle(Entry entry, List<Event> events) {
        return trail.writing(entry.id(), () -> settlements.settle(entry, events, false));
    }

    @Override
    public boolean settleAndWatch(Entry entry, List<Event> events) {
        return trail.writing(entry.id(), () -> settlements.settle(entry, events, true));
    }

    @Override
    public Optional<Entry> takeOver(String actionId, Duration lease) {
        return takeOvers.takeOver(actionId, lease);
    }

    @Override
    public Optional<Entry> resume(String actionId, Duration lease) {
        return takeOvers.resume(actionId, lease);
    }

    @Override
    public List<String> due(int limit) {
        return watches.due(limit);
    }

    @Override
    public List<String> watched(int limit) {
        return watches.watched(limit);
    }

    @Override
    public boolean late(Entry found, Status was, Event event) {
        return trail.writing(found.id(), () -> watches.late(found, was, event));
    }

    @Override
    public List<Escalation> escalations(int limit) {
        return escalations.open(limit);
    }

    @Override
    public void escalate(String kind, ObjectNode data) {
        escalations.open(kind, data);
    }

    @Override
    public boolean ruled(Entry seen, Escalation.Ruling ruling, Event event) {
        return trail.writing(seen.id(), () -> escalations.ruled(seen, ruling, event));
    }

    @Override
    public boolean withdraw(Entry seen, Caller by, Event event) {
        return trail.writing(seen.id(), () -> escalations.withdrawn(seen, by, event));
    }

    @Override
    public void awaitSends() {
        sends.await();
    }

    @Override
    public boolean atHome() {
        return home.same();
    }

    @Override
    public void atHomeHere(Caller by, Event event) {
        home.here(by, event);
    }

    @Override
    public List<String> unknownMarks(List<String> marks) {
        return home.unknown(marks);
    }

    @Override
    public List<Effect> effects(Effect.Like like, Instant since) {
        return database.once(connection -> Effects.like(connection, shop, like, since));
    }

    @Override
    public boolean warnedOfDuplicate(Caller caller, byte[] fingerprint, Instant since) {
        return database.once(connection -> Database.first(
                        connection,
                        """
                        select 1 from action where issuer = ? and subject = ? and requested_at > ? and fingerprint = ?
                           and status = 'REFUSED' and outcome -> 'refusal' ->> 'code' = 'POSSIBLE_DUPLICATE' limit 1
                        """,
                        row -> true,
                        caller.issuer(),
                        caller.subject(),
                        Timestamp.from(since),
                        fingerprint)
                .isPresent());
    }

    @Override
    public Used used(Used.Of whose) {
        ZoneId day = budgets.day();
        return database.once(connection -> budgets.used(connection, whose, day));
    }

    @Override
    public int writes(@Nullable String caseId, ObjectRef target, int atMost) {
        return database.once(connection -> Tries.writes(connection, shop, caseId, target, atMost));
    }

    @Override
    public int done(String tool, ObjectRef target, int atMost) {
        return database.once(connection -> Tries.done(connection, shop, tool, target, atMost));
    }

    @Override
    public int failedAgain(byte[] call) {
        return database.once(connection -> Tries.failedAgain(connection, call));
    }

    @Override
    public Optional<String> customerOfCase(String caseId) {
        return database.once(connection -> Database.first(connection, """
                select customer_id from action
                 where shop = ? and case_id = ? and customer_id is not null order by requested_at, id limit 1
                """, row -> row.getString(1), shop, caseId));
    }

    @Override
    public Optional<Entry> entry(String actionId) {
        return database.once(connection ->
                Entries.byId(connection, actionId).filter(entry -> entry.shop().equals(shop)));
    }

    @Override
    public Page<Entry> entries(Query query, Page.Request page) {
        return database.once(connection -> Listing.page(connection, shop, query, page));
    }

    @Override
    public void note(Caller caller, String tool, @Nullable ObjectRef target, Event event) {
        var data = event.data().deepCopy().put("tool", tool).put("client_id", caller.clientId());
        if (target != null) {
            data.put("target", target.toString());
        }
        String row = trail.alone(shop, caller.issuer(), caller.subject(), new Event(event.kind(), event.at(), data));
        database.once(connection -> Trail.store(connection, row));
    }

    @Override
    public void shopWasReset(String issuer, String subject) {
        Event event = new Event("shop_reset", clock.instant(), Json.object());
        String row = trail.alone(shop, issuer, subject, event);
        database.transaction(connection -> {
            Database.update(connection, "insert into shop_reset (shop) values (?)", shop);
            // what was left half done is whole again; a doubt is still looked at
            Database.update(connection, """
                    update object_lease set unresolved = null
                     where shop = ? and holder is null
                       and unresolved in (select id from action where status in ('PARTLY_DONE', 'MISMATCH'))
                    """, shop);
            return Trail.store(connection, row);
        });
    }
}
