package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.countersign.caller.Caller;
import org.countersign.endtoend.ShopFixture;
import org.junit.jupiter.api.AfterEach;

/** The gate with people who decide, and ways to stop time between a yes and what it allows. */
abstract class ApprovalBed extends GateBed {

    static final Caller LEAD = person("u-lead", "support_lead");
    static final Caller ADMIN = person("u-admin", "shop_admin");

    @Inject
    Withdrawals withdrawals;

    @Inject
    Sweep sweep;

    static Caller person(String subject, String... roles) {
        return new Caller("https://issuer.example", subject, "console", null, Set.of(), Set.of(roles), true);
    }

    /** With the same roles as {@link #CALLER}, and with a day of their own. */
    static Caller somebody() {
        return caller("u-" + UUID.randomUUID());
    }

    @AfterEach
    void asItWas() {
        switchOn();
        sql.execute("update countersign.shop_settings set settings = '{}'");
        sql.execute(
                "update countersign.role set decides_minor = 200000, decides_currency = 'USD' where name = 'support_lead'");
        sql.execute("update countersign.role_grant set enabled = true where tool = 'scripted'");
        sql.execute(
                "update countersign.role set permissions = '{see_personal_data,never_escalates}' where name = 'benchmark'");
        // what a test left waiting is no other test's matter
        sql.execute("update countersign.approval set state = 'WITHDRAWN' where state in ('PENDING', 'ALLOWED')");
        sql.execute("update countersign.action set status = 'WITHDRAWN' where status in"
                + " ('NEEDS_CONFIRMATION', 'AWAITING_APPROVAL', 'ESCALATED')");
        policy.readAgain();
    }

    /** An order of its own. */
    @Override
    String order() {
        return new ShopFixture(sql, "USD", 0).line(1, 1000).payment("credit_card", 1000).order;
    }

    Answer submit(Caller caller, Scripted action) {
        return gate.submit(
                caller, action, request(version(caller, action.target().id())));
    }

    Request worded(Caller caller, Scripted action, String reasoning) {
        return new Request(
                version(caller, action.target().id()), reasoning, null, null, null, null, null, false, false);
    }

    /** Waits for another person. */
    Answer awaiting(Scripted action) {
        return awaiting(CALLER, action);
    }

    Answer awaiting(Caller caller, Scripted action) {
        grant("{\"confirmation\": \"other_person\"}");
        Answer answer = submit(caller, action);
        assertThat(answer.status()).as("%s", answer.outcome()).isEqualTo(Status.AWAITING_APPROVAL);
        return answer;
    }

    /** Waits for {@code confirm_action}. */
    Answer planned(Scripted action) {
        grant("{\"confirmation\": \"model\"}");
        Answer answer = submit(action);
        assertThat(answer.status()).as("%s", answer.outcome()).isEqualTo(Status.NEEDS_CONFIRMATION);
        return answer;
    }

    /** The identical call. */
    Answer repeat(Answer before, Scripted action) {
        return gate.submit(CALLER, action, Approved.request(before.entry()));
    }

    Approval approval(Answer answer) {
        return approval(answer.entry().id());
    }

    Approval approval(String action) {
        return ledger.entry(action).orElseThrow().approval();
    }

    /** What it came to. */
    Entry allow(Caller by, Answer waiting) {
        return stands(decisions.allow(by, approval(waiting).id(), "fine"));
    }

    Entry deny(Caller by, Answer waiting) {
        return stands(decisions.deny(by, approval(waiting).id(), "not like this"));
    }

    static Entry stands(Decisions.Said said) {
        assertThat(said).isInstanceOf(Decisions.Stands.class);
        return ((Decisions.Stands) said).entry();
    }

    static boolean first(Decisions.Said said) {
        return ((Decisions.Stands) said).first();
    }

    static ErrorCode refused(Decisions.Said said) {
        assertThat(said).isInstanceOf(Decisions.Not.class);
        return ((Decisions.Not) said).refusal().code();
    }

    /** The yes is stored a while ago, and whose process stored it has gone since. */
    Entry allowedAndLeft(Answer waiting) {
        Entry seen = stored(waiting);
        Approval.Decided word =
                new Approval.Decided(LEAD.issuer(), LEAD.subject(), "support_lead", "ok", null, clock.instant());
        assertThat(approvals.decide(
                        seen, word, true, Decisions.event(seen, "approval_allowed", LEAD, word, clock.instant())))
                .isTrue();
        aWhileAgo(waiting);
        return stored(waiting);
    }

    void aWhileAgo(Answer waiting) {
        sql.execute(
                "update countersign.approval set decided_at = decided_at - interval '1 minute' where action_id = ?",
                waiting.entry().id());
        sql.execute(
                "update countersign.action set touched_at = touched_at - interval '10 minutes' where id = ?",
                waiting.entry().id());
    }

    /** The yes is stored and the object is taken; then nothing more is heard of the process that did it. */
    void startedAndLeft(Answer waiting) {
        assertThat(pending.start(allowedAndLeft(waiting), Duration.ofMinutes(1)))
                .isInstanceOf(Claim.Mine.class);
        leaseIsOver(waiting.entry().id());
        sql.execute(
                "update countersign.action set touched_at = now() - interval '10 minutes' where id = ?",
                waiting.entry().id());
    }

    /** By the database's clock. */
    void timeIsOver(Answer waiting) {
        sql.execute(
                "update countersign.approval set expires_at = now() - interval '1 ms' where action_id = ?",
                waiting.entry().id());
    }

    void changed(String order) {
        sql.execute("update shop.orders set to_line1 = to_line1 || ' b' where id = ?", order);
    }

    List<String> events(Answer answer) {
        return sql.texts(
                "select kind from countersign.event where action_id = ? order by seq",
                answer.entry().id());
    }

    /** It waits as it did, nothing was sent, and nobody has decided. */
    void stillWaits(Answer waiting, Scripted action) {
        assertThat(stored(waiting).status())
                .isIn(Status.AWAITING_APPROVAL, Status.NEEDS_CONFIRMATION, Status.ESCALATED);
        Approval approval = approval(waiting);
        assertThat(approval == null ? Approval.State.PENDING : approval.state()).isEqualTo(Approval.State.PENDING);
        assertThat(approval == null || approval.decided() == null).isTrue();
        assertThat(action.sent).isEmpty();
    }
}
