package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;

/**
 * The database that the ledger was written in: its system id, its timeline, and the id that it gave to a table of ours, which
 * is another one where a dump was restored, even into the same database. After a restore or a failover one of them differs,
 * and the end of the ledger may be lost: then nothing is sent and nothing is taken for not sent until somebody has
 * compared it with the shop.
 */
@ApplicationScoped
class Home {

    /** True while this is the same database. Takes the shop. */
    static final String SAME = """
            exists (select from ledger_home h
                     where h.shop = ? and h.system_id = (select system_identifier::text from pg_control_system())
                       and h.timeline = substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
                       and h.table_id is not distinct from h.tableoid)
            """;

    private final Database database;
    private final Trail trail;
    private final String shop;

    Home(Database database, Trail trail, GateSettings settings) {
        this.database = database;
        this.trail = trail;
        this.shop = settings.shop();
    }

    boolean same() {
        return database.once(connection -> Database.first(connection, "select " + SAME, row -> row.getBoolean(1), shop)
                .orElseThrow());
    }

    /** From now on this database is the ledger's. */
    void here(Caller by, Event event) {
        String row = trail.alone(shop, by.issuer(), by.subject(), event);
        database.transaction(connection -> {
            Database.update(connection, """
                    insert into ledger_home (shop, system_id, timeline, table_id, by_whom)
                    select ?, system_identifier::text, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
                           'ledger_home'::regclass::oid, ?
                      from pg_control_system()
                    on conflict (shop) do update
                       set system_id = excluded.system_id, timeline = excluded.timeline,
                           table_id = excluded.table_id, since = now(), by_whom = excluded.by_whom
                    """, shop, by.subject());
            return Trail.store(connection, row);
        });
    }

    /** Of these marks those whose step the ledger does not have as done or as not planned. */
    List<String> unknown(List<String> marks) {
        return database.once(connection ->
                Database.rows(connection, """
                select m.mark from unnest(?) as m (mark)
                 where not exists (select from step s
                                    where s.action_id = split_part(m.mark, '/', 1)
                                      and s.n = split_part(split_part(m.mark, '/', 2), '.', 1)::int
                                      and s.state in ('DONE', 'MISMATCH'))
                """, row -> row.getString(1), (Object) marks.toArray(String[]::new)));
    }
}
