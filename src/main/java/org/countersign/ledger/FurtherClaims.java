package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.countersign.gate.Claim;
import org.countersign.gate.Entry;
import org.countersign.gate.GateSettings;
import org.countersign.gate.ObjectRef;
import org.jspecify.annotations.Nullable;

/** Leases of what a plan touches beside its target: all of it, or none. */
@ApplicationScoped
class FurtherClaims {

    private final Database database;
    private final Claims claims;
    private final String shop;

    FurtherClaims(Database database, Claims claims, GateSettings settings) {
        this.database = database;
        this.claims = claims;
        this.shop = settings.shop();
    }

    /** Only while the target is still ours: what was given up must not take anything more. */
    Claim extend(Entry entry, List<ObjectRef> refs, Duration lease) {
        return database.transaction(connection -> {
            for (ObjectRef ref : refs.stream().distinct().sorted().toList()) {
                if (takeBeside(connection, claims.object(ref), entry, lease).isEmpty()) {
                    connection.rollback();
                    return keeper(connection, entry, ref);
                }
            }
            return new Claim.Mine(entry.epoch(), 0);
        });
    }

    private Optional<Long> takeBeside(Connection connection, String object, Entry entry, Duration lease)
            throws SQLException {
        return Database.first(
                connection,
                """
                with mine as (
                  select 1 from object_lease
                   where shop = ? and object = ? and holder = ? and epoch = ? for update)
                insert into object_lease as l (shop, object, epoch, holder, held_until)
                select ?, ?, 1, ?, now() + ? * interval '1 millisecond' from mine
                on conflict (shop, object) do update
                   set epoch = l.epoch + 1, holder = excluded.holder, held_until = excluded.held_until
                 where (l.holder is null or l.holder = excluded.holder)
                   and (l.unresolved is null or l.unresolved = excluded.holder)
                returning epoch
                """,
                row -> row.getLong(1),
                shop,
                claims.object(entry.target()),
                entry.id(),
                entry.epoch(),
                shop,
                object,
                entry.id(),
                lease.toMillis());
    }

    private Claim keeper(Connection connection, Entry entry, ObjectRef ref) throws SQLException {
        record Keeper(
                boolean mine,
                @Nullable String holder,
                @Nullable String unresolved,
                boolean over) {}
        Keeper found = Database.first(
                        connection,
                        """
                        select exists (select from object_lease t
                                        where t.shop = m.shop and t.object = ? and t.holder = ? and t.epoch = ?),
                               l.holder, l.unresolved, coalesce(l.held_until < now(), false)
                          from (values (?)) as m (shop) left join object_lease l on l.shop = m.shop and l.object = ?
                        """,
                        row -> new Keeper(row.getBoolean(1), row.getString(2), row.getString(3), row.getBoolean(4)),
                        claims.object(entry.target()),
                        entry.id(),
                        entry.epoch(),
                        shop,
                        claims.object(ref))
                .orElseThrow();
        if (!found.mine()) {
            return new Claim.Lost();
        }
        if (found.unresolved() != null) {
            return new Claim.Unresolved(found.unresolved());
        }
        String holder = found.holder() == null ? "" : found.holder();
        return found.over() && !holder.isEmpty() ? new Claim.Unresolved(holder) : new Claim.Held(holder);
    }
}
