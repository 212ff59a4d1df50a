package org.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.gate.Effect;
import org.countersign.gate.Json;
import org.countersign.gate.Status;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** Reads what earlier actions do: no words, no steps, no checks. */
final class Effects {

    /**
     * What a reset of the sample shop took away is no effect any more; and who said no to an amount and offered this one, or
     * more, did not say no to this one; nor does anybody wait for a word whose time is over.
     */
    private static final String LIKE = """
            select a.id, a.status, a.requested_at, a.money_minor, a.money_currency, a.plan ->> 'goods', a.plan ->> 'past',
                   a.issuer = ? and a.subject = ? and a.fingerprint = ?
              from action a
             where a.id in (select id from action where shop = ? and target_type = ? and target_id = ? and requested_at > ?
                            union all
                            select id from action where shop = ? and customer_id = ? and requested_at > ?
                                                    and money_minor = ? and money_currency = ?)
               and a.id <> ? and a.plan is not null
               and a.requested_at > coalesce((select max(at) from shop_reset r where r.shop = a.shop), '-infinity')
               and a.status in ('DONE', 'RUNNING', 'OUTCOME_UNKNOWN', 'PARTLY_DONE', 'MISMATCH', 'AWAITING_APPROVAL',
                                'ESCALATED', 'NEEDS_CONFIRMATION', 'DENIED')
               and not exists (select from approval p
                                where p.action_id = a.id
                                  and (p.state = 'DENIED' and p.money_currency = ? and p.offer_minor >= ?
                                       or p.state in ('PENDING', 'ALLOWED') and p.expires_at <= now()))
             order by a.requested_at desc limit 200
            """;

    static List<Effect> like(Connection connection, String shop, Effect.Like like, Instant since) throws SQLException {
        Timestamp after = Timestamp.from(since);
        Money money = like.money();
        return Database.rows(
                connection,
                LIKE,
                Effects::read,
                like.caller().issuer(),
                like.caller().subject(),
                like.fingerprint(),
                shop,
                like.target().type(),
                like.target().id(),
                after,
                shop,
                like.customer(),
                after,
                money == null ? null : money.minor(),
                money == null ? null : money.currency().getCurrencyCode(),
                like.self() == null ? "" : like.self(),
                money == null ? null : money.currency().getCurrencyCode(),
                money == null ? null : money.minor());
    }

    private static Effect read(ResultSet row) throws SQLException {
        String currency = row.getString(5);
        return new Effect(
                row.getString(1),
                Status.valueOf(row.getString(2)),
                row.getTimestamp(3).toInstant(),
                row.getBoolean(8),
                currency == null ? null : new Money(row.getLong(4), Money.currency(currency)),
                goods(row.getString(6)),
                row.getString(7));
    }

    private static Map<String, Integer> goods(@Nullable String json) {
        Map<String, Integer> goods = new HashMap<>();
        JsonNode node = json == null ? Json.object() : Json.parse(json);
        node.properties()
                .forEach(line -> goods.put(line.getKey(), line.getValue().asInt()));
        return goods;
    }

    private Effects() {}
}
