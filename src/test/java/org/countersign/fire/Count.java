package org.countersign.fire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.endtoend.Sql;

/** Wish by wish: what the shop shows of it against what the ledger says and its client was told. */
final class Count {

    /** Effects by the steps' own keys, of the sum that was written down. */
    private static final String LEDGER = """
            select concat_ws(' ', a.target_id, a.status,
                   (select count(*) from shop.refunds r where r.step_key like a.id || '/%' and r.amount = a.money_minor)
                   + (select count(*) from shop.cancellations c where c.step_key like a.id || '/%'))
              from countersign.action a""";

    private static final String SHOP = """
            select order_id || ' refund ' || amount from shop.refunds
            union all select order_id || ' cancelled' from shop.cancellations""";

    private record Written(String status, int effects) {}

    private final Map<String, List<Written>> ledger = new HashMap<>();
    private final Map<String, List<String>> shop = new HashMap<>();

    Count(Sql sql) {
        for (String line : sql.texts(LEDGER)) {
            String[] part = line.split(" ");
            ledger.computeIfAbsent(part[0], none -> new ArrayList<>())
                    .add(new Written(part[1], Integer.parseInt(part[2])));
        }
        for (String line : sql.texts(SHOP)) {
            String[] part = line.split(" ", 2);
            shop.computeIfAbsent(part[0], none -> new ArrayList<>()).add(part[1]);
        }
    }

    Map<String, Row> of(List<Intent> intents) {
        Map<String, Row> rows = new TreeMap<>();
        intents.forEach(intent -> rows.merge(intent.origin, row(intent), Row::plus));
        return rows;
    }

    private Row row(Intent intent) {
        List<String> effects = shop.getOrDefault(intent.order, List.of());
        int done = 0;
        int failed = 0;
        int person = 0;
        int open = 0;
        int wrong = 0;
        for (Written action : ledger.getOrDefault(intent.order, List.of())) {
            switch (action.status()) {
                case "DONE" -> {
                    done++;
                    wrong += action.effects() == intent.kind.effects ? 0 : 1;
                }
                case "PARTLY_DONE" -> {
                    person++;
                    wrong += action.effects() == 1 ? 0 : 1;
                }
                case "RUNNING", "OUTCOME_UNKNOWN" -> open++;
                case "MISMATCH", "ESCALATED" -> person++;
                default -> {
                    failed++;
                    wrong += action.effects() == 0 ? 0 : 1;
                }
            }
        }
        boolean missing = intent.end().equals("done") && !intent.isShownBy(effects);
        boolean unwritten = effects.size() > (done + person + open) * intent.kind.effects;
        int once = new HashSet<>(effects).size();
        return new Row(
                1,
                intent.calls.get(),
                effects.size(),
                done,
                failed,
                person,
                Math.max(effects.size() - once, Math.max(0, effects.size() - intent.kind.effects)),
                Math.max(wrong, missing || unwritten ? 1 : 0),
                open);
    }
}
