package org.countersign.fire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.endtoend.Sql;

/** What the shop shows, counted against what the ledger says and against what the clients wanted and were told. */
final class Books {

    private final Sql sql;

    Books(Sql sql) {
        this.sql = sql;
    }

    /** What became of the refunds of one origin. Doubles, lost and open must be none. */
    record Row(int wanted, int calls, int effects, int done, int failed, int person, int doubles, int lost, int open) {

        static final Row NONE = new Row(0, 0, 0, 0, 0, 0, 0, 0, 0);

        Row plus(Row other) {
            return new Row(
                    wanted + other.wanted,
                    calls + other.calls,
                    effects + other.effects,
                    done + other.done,
                    failed + other.failed,
                    person + other.person,
                    doubles + other.doubles,
                    lost + other.lost,
                    open + other.open);
        }
    }

    private record Written(String status, int effects) {}

    Map<String, Row> count(List<Intent> intents) {
        Map<String, List<Written>> ledger = new HashMap<>();
        for (String line : sql.texts("""
                select concat_ws(' ', a.target_id, a.status, (select count(*) from shop.refunds r
                          where r.step_key = a.id || '/1' and r.amount = a.money_minor)) from countersign.action a""")) {
            String[] part = line.split(" ");
            ledger.computeIfAbsent(part[0], none -> new ArrayList<>())
                    .add(new Written(part[1], Integer.parseInt(part[2])));
        }
        Map<String, List<Long>> shop = new HashMap<>();
        for (String line : sql.texts("select order_id || ' ' || amount from shop.refunds")) {
            String[] part = line.split(" ");
            shop.computeIfAbsent(part[0], none -> new ArrayList<>()).add(Long.parseLong(part[1]));
        }
        Map<String, Row> rows = new TreeMap<>();
        for (Intent intent : intents) {
            rows.merge(
                    intent.origin,
                    row(
                            intent,
                            ledger.getOrDefault(intent.order, List.of()),
                            shop.getOrDefault(intent.order, List.of())),
                    Row::plus);
        }
        return rows;
    }

    private static Row row(Intent intent, List<Written> actions, List<Long> effects) {
        int done = 0;
        int failed = 0;
        int person = 0;
        int open = 0;
        int wrong = 0;
        for (Written action : actions) {
            switch (action.status()) {
                case "DONE" -> {
                    done++;
                    wrong += action.effects() == 1 ? 0 : 1;
                }
                case "RUNNING", "OUTCOME_UNKNOWN" -> open++;
                case "MISMATCH", "PARTLY_DONE", "ESCALATED" -> person++;
                default -> {
                    failed++;
                    wrong += action.effects() == 0 ? 0 : 1;
                }
            }
        }
        boolean told = intent.end().equals("done");
        boolean short1 = told && !effects.equals(List.of((long) intent.cents));
        boolean unwritten = effects.size() > done + person + open;
        int lost = Math.max(wrong, short1 || unwritten ? 1 : 0);
        return new Row(
                1,
                intent.calls.get(),
                effects.size(),
                done,
                failed,
                person,
                Math.max(0, effects.size() - 1),
                lost,
                open);
    }

    /** Sums that do not agree, leases that nobody gave back, chains that are torn: none. */
    List<String> disagreements() {
        List<String> found = new ArrayList<>();
        agree(found, "refunds without an action", "0", """
                select count(*) from shop.refunds r where not exists (select from countersign.action a
                 where r.step_key like a.id || '/%' and a.target_id = r.order_id)""");
        String refunds = sql.text("select coalesce(sum(amount), 0) from shop.refunds");
        agree(found, "the ledger's money", refunds, """
                select coalesce(sum(money_minor), 0) from countersign.action where status = 'DONE'""");
        agree(found, "the payments", refunds, "select coalesce(sum(refunded), 0) from shop.payments");
        agree(found, "the transactions", refunds, """
                select coalesce(sum(amount), 0) from shop.transactions where kind = 'refund'""");
        agree(
                found,
                "the gift cards",
                sql.text("select coalesce(sum(amount), 0) from shop.refunds where method_id like 'gift_card%'"),
                "select coalesce(sum(balance), 0) from shop.payment_methods");
        agree(found, "leases held", "0", """
                select count(*) from countersign.object_lease where holder is not null or unresolved is not null""");
        agree(found, "keys that are bound to nothing", "0", """
                select count(*) from countersign.action_key k join countersign.action a on a.id = k.action_id
                 where k.bound <> (a.status = 'DONE')""");
        agree(found, "torn chains", "0", """
                select count(*) from countersign.event e where e.action_id is not null and e.prev is distinct from
                       (select b.hash from countersign.event b where b.action_id = e.action_id and b.seq = e.seq - 1)""");
        agree(found, "changes settled", sql.text("select count(*) from shop.refunds"), """
                select coalesce(sum(settled), 0) from countersign.object_lease where object like '%order:%'""");
        return found;
    }

    private void agree(List<String> found, String what, String expected, String query) {
        String is = sql.text(query);
        if (!is.equals(expected)) {
            found.add(what + ": " + is + " instead of " + expected);
        }
    }

    List<String> open() {
        return sql.texts(
                "select id || ' ' || status from countersign.action where status in ('RUNNING', 'OUTCOME_UNKNOWN')");
    }
}
