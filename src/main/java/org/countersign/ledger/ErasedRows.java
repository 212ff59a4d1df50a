package org.countersign.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.countersign.gate.ActionKey;
import org.countersign.gate.Approval;
import org.countersign.gate.Entry;
import org.countersign.gate.Json;
import org.countersign.gate.Plan;
import org.countersign.gate.StepState;
import org.countersign.ledger.audit.Words;
import org.jspecify.annotations.Nullable;

/** Every row that holds what was written about a customer. Whoever adds a table with people's words adds it here. */
final class ErasedRows {

    private static final String MARK = "(erased)";

    /** @param settled for good: nobody will send, look for or decide it any more */
    record Found(String id, boolean settled, boolean erased) {}

    /** The customer's actions, kept from being changed by others meanwhile. */
    List<Found> of(Connection connection, String shop, String customerId) throws SQLException {
        return Database.rows(
                connection,
                """
                select a.id,
                       a.status in ('DONE', 'DENIED', 'REFUSED', 'FAILED', 'EXPIRED', 'WITHDRAWN', 'VOID')
                         and (a.watch_until is null or a.watch_until < now())
                         and not exists (select from object_lease l where l.shop = a.shop and a.id in (l.holder, l.unresolved)),
                       not exists (select from event_text t where t.about = a.id)
                         and not exists (select from action_words w where w.action_id = a.id and w.reasoning <> ?)
                  from action a
                 where a.shop = ? and (a.customer_id = ? or (a.target_type = 'customer' and a.target_id = ?)
                        or (a.target_type, a.target_id) in (select o.target_type, o.target_id from action o
                                                             where o.shop = a.shop and o.customer_id = ?))
                 order by a.id for update of a
                """,
                row -> new Found(row.getString(1), row.getBoolean(2), row.getBoolean(3)),
                MARK,
                shop,
                customerId,
                customerId,
                customerId);
    }

    void erase(Connection connection, Entry entry) throws SQLException {
        String id = entry.id();
        Plan plan = entry.plan();
        Database.update(
                connection,
                "update action set arguments = ?::jsonb, plan = ?::jsonb, outcome = ?::jsonb, key_text = ?,"
                        + " case_id = null where id = ?",
                erased(entry.arguments()),
                plan == null ? null : erasedPlan(Codec.plan(plan)),
                erased(Codec.outcome(entry.outcome())),
                entry.key().source() == ActionKey.Source.DERIVED ? entry.key().text() : MARK,
                id);
        Database.update(connection, """
                update action_words set reasoning = ?, uncertainty_reason = null, customer_request = null
                 where action_id = ?
                """, MARK, id);
        for (StepState state : entry.steps()) {
            Database.update(
                    connection,
                    "update step set request = ?::jsonb, effect = ?::jsonb, observed = ?::jsonb, answer = null"
                            + " where action_id = ? and n = ?",
                    erased(state.step().request()),
                    erased(state.step().effect()),
                    erased(state.observed()),
                    id,
                    state.step().n());
        }
        Database.update(
                connection,
                "update escalation set data = '{}', close_reason = case when closed_at is not null then ? end"
                        + " where action_id = ?",
                MARK,
                id);
        Database.update(
                connection,
                "update approval set seen = null, reason = case when reason is not null then ? end, asks = ?::jsonb"
                        + " where action_id = ?",
                MARK,
                entry.approval() == null ? "[]" : erasedAsks(entry.approval()),
                id);
        Database.update(
                connection,
                "update approval_word w set text = ? from approval p where p.id = w.approval_id and p.action_id = ?",
                MARK,
                id);
        Database.update(
                connection,
                "update escalation_word w set text = ? from escalation e where e.id = w.escalation_id and e.action_id = ?",
                MARK,
                id);
        Database.update(connection, "delete from event_text where about = ?", id);
    }

    private static String erasedAsks(Approval approval) {
        ArrayNode asks = Json.object().putArray("asks");
        approval.asks()
                .forEach(ask -> asks.addObject()
                        .put("check", ask.check())
                        .put("code", ask.code())
                        .put("detail", MARK));
        return Json.text(asks);
    }

    /** Removes the words of calls that were aimed at the customer and became no action. @return the events */
    List<Long> notes(Connection connection, String shop, String customerId) throws SQLException {
        return Database.rows(connection, """
                delete from event_text t using event e
                 where e.shop = ? and e.action_id is null and t.about = e.data ->> 'words_digest' and t.seq = 0
                   and t.text ->> 'target' = 'customer:' || ?
                returning e.id
                """, row -> row.getLong(1), shop, customerId);
    }

    /** Whose it was stays: limits count by it. */
    private static String erasedPlan(ObjectNode plan) {
        ObjectNode left = (ObjectNode) Words.erased(plan);
        if (plan.has("customer")) {
            left.set("customer", plan.get("customer"));
        }
        return Json.text(left);
    }

    private static @Nullable String erased(@Nullable ObjectNode json) {
        return json == null ? null : Json.text(Words.erased(json));
    }
}
