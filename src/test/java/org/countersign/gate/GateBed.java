package org.countersign.gate;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.caller.Caller;
import org.countersign.caller.Grants;
import org.countersign.endtoend.Sql;
import org.countersign.policy.FreshPolicy;
import org.countersign.shop.OrderId;
import org.countersign.shop.Orders;
import org.junit.jupiter.api.BeforeEach;

/** The real gate on the real ledger; only the backend that is written to is the test's own. */
abstract class GateBed {

    private static final AtomicInteger USED = new AtomicInteger();

    static final Caller CALLER = caller("u-gate");

    @Inject
    Gate gate;

    @Inject
    Ledger ledger;

    @Inject
    Doubts doubts;

    @Inject
    Asking asking;

    @Inject
    Approvals approvals;

    @Inject
    Waiting pending;

    @Inject
    Approved approved;

    @Inject
    Decisions decisions;

    @Inject
    Confirming confirming;

    @Inject
    Escalated escalated;

    @Inject
    Admission admission;

    @Inject
    Examination examination;

    @Inject
    FurtherLeases further;

    @Inject
    ShopReads reads;

    final Stopping stopping = new Stopping();

    @Inject
    Receipts receipts;

    @Inject
    GateSettings settings;

    @Inject
    Trace trace;

    @Inject
    Clock clock;

    @Inject
    Orders orders;

    @Inject
    Grants grants;

    @Inject
    FreshPolicy policy;

    final Sql sql = Sql.ofThisServer();

    @BeforeEach
    void mayDoIt() {
        sql.execute(
                "insert into countersign.role_grant (shop, role, tool, enabled) values ('main', 'benchmark', 'scripted', true)"
                        + " on conflict do nothing");
        grant("{}");
        sql.execute("delete from countersign.switch");
        policy.readAgain();
    }

    /** The terms under which the caller may use the scripted tool. */
    void grant(String terms) {
        sql.execute(
                "update countersign.role_grant set terms = ?::jsonb, version = version + 1"
                        + " where role = 'benchmark' and tool = 'scripted' and terms <> ?::jsonb",
                terms,
                terms);
        policy.readAgain();
    }

    static Caller caller(String subject) {
        return new Caller(
                "https://issuer.example",
                subject,
                "a-client",
                "a-token",
                Set.of(Caller.READ, Caller.WRITE),
                Set.of("benchmark"),
                true);
    }

    /** An order that no other test of the gate uses, of a customer that none uses either. */
    String order() {
        return sql.text(
                "select min(id) from shop.orders where status = 'open' and customer_id not like 'customer_%'"
                        + " group by customer_id order by customer_id offset ? limit 1",
                USED.getAndIncrement());
    }

    String version(Caller caller, String order) {
        return receipts.issue(caller, orders.order(new OrderId(order)).orElseThrow());
    }

    Request request(String version) {
        return new Request(version, "because a test says so", null, null, null, null, null, false, false);
    }

    Request keyed(String version, String key) {
        return new Request(version, "because a test says so", null, null, null, null, key, false, false);
    }

    Answer submit(Scripted action) {
        return gate.submit(
                CALLER, action, request(version(CALLER, action.target().id())));
    }

    /** A gate whose ledger is broken. */
    Gate gate(BrokenLedger broken) {
        Ledger lossy = broken.over(ledger);
        return gate(lossy, new Sending(settings, lossy, clock, (tool, step, reply, took) -> {}));
    }

    Gate gate(Ledger own, Sending sending) {
        Execution execution = new Execution(own, further, sending, reads, receipts, stopping, clock);
        Resumption resumption = new Resumption(settings, own, examination, further, execution, clock);
        return new Gate(settings, own, admission, examination, execution, resumption, doubts, asking, trace, clock);
    }

    Gate gate(Admission own, Execution execution) {
        Resumption resumption = new Resumption(settings, ledger, examination, further, execution, clock);
        return new Gate(settings, ledger, own, examination, execution, resumption, doubts, asking, trace, clock);
    }

    Answer submit(Gate other, Scripted action) {
        return other.submit(
                CALLER, action, request(version(CALLER, action.target().id())));
    }

    Entry stored(Answer answer) {
        return ledger.entry(answer.entry().id()).orElseThrow();
    }

    /** As if so much time had passed that nothing that was sent can still arrive. */
    void nothingCanArriveAnyMore(String actionId) {
        sql.execute("update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", actionId);
    }

    /** As if its process had been gone for longer than the lease. */
    void leaseIsOver(String actionId) {
        sql.execute(
                "update countersign.object_lease set held_until = now() - interval '1 s' where holder = ?", actionId);
    }

    void switchOff() {
        sql.execute(
                "insert into countersign.switch (shop, scope, enabled, reason, by_whom) values ('main', 'all', false, 'a test', 'x')");
        policy.readAgain();
    }

    void switchOn() {
        sql.execute("delete from countersign.switch");
        policy.readAgain();
    }

    long held(String order) {
        return sql.number(
                "select count(*) from countersign.object_lease where object = ? and (holder is not null or unresolved is not null)",
                "builtin/order:" + order);
    }
}
