package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.countersign.gate.CustomerPast;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Status;
import org.countersign.shop.Money;

/** A customer's actions, added up in PostgreSQL. */
@ApplicationScoped
class PostgresPast implements CustomerPast {

    private final Database database;
    private final String shop;

    PostgresPast(Database database, GateSettings settings) {
        this.database = database;
        this.shop = settings.shop();
    }

    @Override
    public List<Row> since(String customerId, Instant since, String except) {
        return database.once(connection -> Database.rows(
                connection,
                """
                select a.tool, a.status, x.escalated, count(*), a.money_currency, sum(a.money_minor)::bigint
                  from action a,
                       lateral (select exists (select from escalation e
                                                where e.action_id = a.id and e.kind = 'escalated') as escalated) x
                 where a.shop = ? and a.requested_at >= ? and a.id <> ?
                   and (a.customer_id = ? or (a.target_type = 'customer' and a.target_id = ?))
                 group by a.tool, a.status, x.escalated, a.money_currency
                 order by a.tool, a.status, x.escalated, a.money_currency
                """,
                row -> {
                    String currency = row.getString(5);
                    return new Row(
                            row.getString(1),
                            Status.valueOf(row.getString(2)),
                            row.getBoolean(3),
                            row.getLong(4),
                            currency == null ? null : new Money(row.getLong(6), Money.currency(currency)));
                },
                shop,
                OffsetDateTime.ofInstant(since, ZoneOffset.UTC),
                except,
                customerId,
                customerId));
    }
}
