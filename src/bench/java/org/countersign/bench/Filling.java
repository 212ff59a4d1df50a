package org.countersign.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fills a ledger by SQL with actions of the last 80 days, made after those that are in it: of 40 people, five a customer,
 * two an order; of the sample shop's own orders three each. Of an action's events only the first and the last two; hashes
 * and seals have their size and are not right.
 */
final class Filling {

    /** As the server makes ids, so that they sort by time. */
    private static final String ID = "'act_' || "
            + IntStream.iterate(45, shift -> shift >= 0, shift -> shift - 5)
                    .mapToObj(shift ->
                            "substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (ms >> " + shift + " & 31)::int, 1)")
                    .collect(Collectors.joining(" || "))
            + " || substr(md5(i::text), 1, 16)";

    private static final String MADE_AFTER = """
            create temp table pattern as
              select row_number() over (order by a.id) - 1 as p, a.id as like_id, a.*,
                     (select max(seq) from event e where e.action_id = a.id) as last_seq
                from action a where status = 'DONE' order by a.id limit 50""";

    private static final String OWN = """
            create temp table own as
              select row_number() over (order by id) - 1 as o, id, customer_id from shop.orders""";

    private static final String ROWS = """
            create temp table filled as
              select i, %2$s as id, at, i %% (select count(*) from pattern) as p,
                     coalesce(own.id, 'F' || (i * 7919 %% (%1$d / 2 + 1))) as order_id,
                     coalesce(own.customer_id, 'FC' || (i * 7919 %% (%1$d / 2 + 1)) / 3) as customer,
                     'person-' || i %% 40 as subject, 'case-' || i / 2 as case_id,
                     case when i %% 25 = 7 then 'REFUSED' when i %% 50 = 9 then 'FAILED' when i %% 10000 = 11 then 'MISMATCH'
                          else 'DONE' end as status,
                     1000 + i %% 5000 as minor
                from generate_series(1, %1$d::bigint) i
                cross join lateral (
                  select now() - interval '2 minutes' - interval '80 days' * (1 - i::float8 / %1$d) as at) t
                cross join lateral (select (extract(epoch from at) * 1000)::bigint as ms) u
                left join own on i %% greatest(1, %1$d / (3 * (select count(*) from own))) = 0
                     and own.o = i / greatest(1, %1$d / (3 * (select count(*) from own))) %% (select count(*) from own)""";

    private static final List<String> TABLES = List.of("""
            insert into action (id, shop, tool, target_type, target_id, issuer, subject, client_id, token_id, roles, key_text,
                                key_source, key_hash, fingerprint, arguments, object_version, case_id, status, epoch, plan,
                                outcome, money_minor, money_currency, requested_at, touched_at, settled_at, watched_at)
            select f.id, shop, tool, target_type, f.order_id, issuer, f.subject, client_id, token_id, roles, 'key-' || f.i,
                   key_source, sha256(convert_to(f.id, 'UTF8')), sha256(convert_to(f.i::text, 'UTF8')),
                   jsonb_set(arguments, '{order_id}', to_jsonb(f.order_id)), object_version, f.case_id, f.status, 1,
                   case when f.status <> 'REFUSED' then jsonb_set(plan, '{customer}', to_jsonb(f.customer)) end,
                   outcome, f.minor, money_currency, f.at, f.at, f.at, f.at
              from filled f join pattern using (p) order by f.i""", """
            insert into action_words (action_id, reasoning, intentional_repeat)
            select id, 'The parcel came ' || i % 9 || ' days late and the customer asked for a gesture.', false
              from filled order by i""", """
            insert into action_key (key_hash, action_id, bound)
            select sha256(convert_to(id, 'UTF8')), id, status in ('DONE', 'MISMATCH') from filled order by i""", """
            insert into step (action_id, n, kind, request, effect, money_minor, money_currency, state, tries, observed, answer,
                              sent_at, judge_at, first_sent_at)
            select f.id, s.n, s.kind, s.request, s.effect, f.minor, s.money_currency,
                   case f.status when 'FAILED' then 'NOT_DONE' else s.state end, 1, s.observed, s.answer, f.at, f.at, f.at
              from filled f join pattern t using (p) join step s on s.action_id = t.like_id
             where f.status <> 'REFUSED' order by f.i""", """
            insert into budget_use (action_id, shop, issuer, subject, tool, customer_id, currency, minor, at)
            select f.id, t.shop, t.issuer, f.subject, t.tool, f.customer, t.money_currency, f.minor, f.at
              from filled f join pattern t using (p) where f.status in ('DONE', 'MISMATCH') order by f.i""", """
            insert into object_lease (shop, object, epoch, unresolved, settled)
            select l.shop, l.object, l.n, l.open, l.n
              from (select t.shop, split_part((select min(object) from object_lease), '/', 1) || '/order:' || f.order_id as object,
                           count(*) as n, max(f.id) filter (where f.status = 'MISMATCH' and f.order_id like 'F%') as open
                      from filled f join pattern t using (p) group by 1, 2) l
            on conflict do nothing""", """
            insert into escalation (id, shop, action_id, kind, opened_at)
            select 'esc_' || i, 'main', id, 'mismatch', at from filled where status = 'MISMATCH'""", """
            insert into event (shop, action_id, seq, at, kind, issuer, subject, data, prev, hash, recipe)
            select e.shop, f.id, n.seq, f.at, e.kind, e.issuer, f.subject, e.data,
                   case when n.seq > 1 then sha256(convert_to(f.id || n.seq - 1, 'UTF8')) end,
                   sha256(convert_to(f.id || n.seq, 'UTF8')), e.recipe
              from filled f join pattern t using (p)
              cross join lateral (values (1, 1), (2, t.last_seq - 1), (3, t.last_seq)) n (seq, like_seq)
              join event e on e.action_id = t.like_id and e.seq = n.like_seq order by f.i, n.seq""", """
            insert into event_text (about, seq, salt, text)
            select f.id, 1, sha256(convert_to(f.id, 'UTF8')), x.text
              from filled f join pattern t using (p) join event_text x on x.about = t.like_id and x.seq = 1 order by f.i""", """
            insert into seal (shop, n, at, count, root, prev, hash, event_ids, hashes)
            select 'main', (select coalesce(max(n), 0) from seal) + row_number() over (order by min(id)), max(at), count(*),
                   sha256(string_agg(hash, ''::bytea)), sha256(''), sha256(string_agg(hash, ''::bytea)),
                   array_agg(id order by id), string_agg(hash, ''::bytea order by id)
              from event where action_id in (select id from filled) group by id / 4096""");

    /** @param rows how many actions */
    static void fill(Sut sut, String database, int rows) throws SQLException {
        try (Connection connection = sut.superuser(database);
                Statement statement = connection.createStatement()) {
            connection.setSchema("countersign");
            statement.execute("set synchronous_commit = off");
            statement.execute("set session_replication_role = replica"); // foreign keys hold as it is made
            statement.execute("set work_mem = '256MB'");
            statement.execute(MADE_AFTER);
            statement.execute(OWN);
            statement.execute(ROWS.formatted(rows, ID));
            statement.execute("analyze filled");
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    private Filling() {}
}
