package org.countersign.fire;

import java.util.ArrayList;
import java.util.List;
import org.countersign.endtoend.Sql;

/** Sums of the shop against sums of the ledger: all of them agree, whatever happened. */
final class Books {

    private static final String REFUNDED = "select coalesce(sum(amount), 0) from shop.refunds";

    private final Sql sql;

    Books(Sql sql) {
        this.sql = sql;
    }

    /** Sums that do not agree, leases that nobody gave back, chains that are torn: none. */
    List<String> disagreements() {
        List<String> found = new ArrayList<>();
        effects(found);
        money(found);
        ledger(found);
        return found;
    }

    private void effects(List<String> found) {
        agree(found, "refunds without an action", "0", """
                select count(*) from shop.refunds r where not exists (select from countersign.action a
                 where a.id = split_part(r.step_key, '/', 1) and a.target_id = r.order_id)""");
        agree(found, "cancellations without an action", "0", """
                select count(*) from shop.cancellations c where not exists (select from countersign.action a
                 where a.id = split_part(c.step_key, '/', 1) and a.target_id = c.order_id and a.status = 'DONE')""");
        agree(found, "cancelled orders", sql.text("select count(*) from shop.cancellations"), """
                select count(*) from shop.orders where status = 'cancelled'""");
        agree(found, "units in stock", sql.text("""
                select coalesce(sum(l.quantity), 0) from shop.lines l join shop.orders o on o.id = l.order_id
                 where o.fulfillment_status = 'unfulfilled' and l.variant_id = 'fire'
                   and exists (select from shop.refunds r where r.order_id = o.id)"""), """
                select coalesce(sum(stock), 0) from shop.variants where id = 'fire'""");
    }

    private void money(List<String> found) {
        String refunds = sql.text(REFUNDED);
        agree(found, "the ledger's money", refunds, """
                select coalesce(sum(case when a.status = 'DONE' then a.money_minor else
                         (select sum(s.money_minor) from countersign.step s where s.action_id = a.id and s.state = 'DONE') end), 0)
                  from countersign.action a where a.status in ('DONE', 'PARTLY_DONE')""");
        agree(found, "the money in the budgets", refunds, """
                select coalesce(sum(minor), 0) from countersign.budget_use""");
        agree(found, "the payments", refunds, "select coalesce(sum(refunded), 0) from shop.payments");
        agree(found, "the transactions", refunds, """
                select coalesce(sum(amount), 0) from shop.transactions where kind = 'refund'""");
        agree(
                found,
                "the gift cards",
                sql.text(REFUNDED + " where method_id like 'gift_card%'"),
                "select coalesce(sum(balance), 0) from shop.payment_methods");
    }

    private void ledger(List<String> found) {
        // what is partly done stays with its object until somebody goes on with it
        agree(found, "leases held", "0", """
                select count(*) from countersign.object_lease l left join countersign.action a on a.id = l.unresolved
                 where l.holder is not null or l.unresolved is not null and a.status is distinct from 'PARTLY_DONE'""");
        agree(found, "escalations open", sql.text("""
                select count(*) from countersign.action where status in ('PARTLY_DONE', 'ESCALATED')"""), """
                select count(*) from countersign.escalation where closed_at is null""");
        agree(found, "keys that are bound or free against the rule", "0", """
                select count(*) from countersign.action_key k join countersign.action a on a.id = k.action_id
                 where k.bound = (a.status in ('REFUSED', 'FAILED', 'EXPIRED', 'VOID', 'WITHDRAWN'))""");
        agree(found, "torn chains", "0", """
                select count(*) from countersign.event e where e.action_id is not null and e.prev is distinct from
                       (select b.hash from countersign.event b where b.action_id = e.action_id and b.seq = e.seq - 1)""");
        // a cancellation that went on after a stop is a change each time
        agree(found, "changes settled", "0", """
                select count(*) from countersign.object_lease l
                  join shop.orders o on o.id = split_part(l.object, 'order:', 2),
                  lateral (select count(*) as n from shop.refunds r where r.order_id = o.id) refunds
                 where case when o.fulfillment_status = 'unfulfilled' then l.settled < n else l.settled <> n end""");
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
