package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.countersign.caller.Caller;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;

/** What a person may rule, and what not even a person may. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class RulingsTest extends GateBed {

    private static final Caller LEAD = caller("u-lead");

    @Inject
    Rulings rulings;

    @Test
    void aReleasedActionStaysPartlyDoneAndItsObjectTakesWritesAgain() {
        Scripted half = Scripted.on(order()).steps(2).done().declined();
        Answer partly = submit(half);
        assertThat(rulings.release(LEAD, stored(partly), "paid by hand")).isInstanceOf(Rulings.Stands.class);
        assertThat(stored(partly).status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(submit(Scripted.on(half.target().id())).status()).isEqualTo(Status.DONE);
        assertThat(ledger.escalations(100))
                .noneMatch(escalation -> partly.entry().id().equals(escalation.actionId()));
        assertThat(sql.texts(
                        "select subject || ' ' || kind from countersign.event where action_id = ? order by seq desc limit 1",
                        partly.entry().id()))
                .containsExactly("u-lead released");
        assertThat(rulings.release(LEAD, stored(partly), "again")).isInstanceOf(Rulings.Not.class);
    }

    @Test
    void aDoubtThatNoLookEndsIsClosedAsFailedAndItsKeyIsFree() {
        Scripted action = Scripted.on(order()).of(Resend.NOTHING, Absence.HINT).unknown();
        Answer doubt = submit(action);
        assertThat(rulings.close(LEAD, stored(doubt), false, "asked the bank"))
                .as("it could still arrive")
                .isInstanceOf(Rulings.Not.class);
        nothingCanArriveAnyMore(doubt.entry().id());
        assertThat(rulings.close(LEAD, stored(doubt), false, "asked the bank")).isInstanceOf(Rulings.Stands.class);
        assertThat(stored(doubt).status()).isEqualTo(Status.FAILED);
        assertThat(sql.text(
                        "select watch_until from countersign.action where id = ?",
                        doubt.entry().id()))
                .as("a person may be wrong")
                .isNotNull();
        Answer again = submit(action);
        assertThat(again.status()).isEqualTo(Status.DONE);
        assertThat(again.entry().retryOf()).isEqualTo(doubt.entry().id());
    }

    @Test
    void anEffectThatAPersonFoundIsAMismatchAndItsKeyStaysBound() {
        Scripted action = Scripted.on(order()).of(Resend.NOTHING, Absence.HINT).unknown();
        Request request = keyed(version(CALLER, action.target().id()), "found-by-a-person");
        Answer doubt = gate.submit(CALLER, action, request);
        nothingCanArriveAnyMore(doubt.entry().id());
        assertThat(rulings.close(LEAD, stored(doubt), true, "seen at the bank")).isInstanceOf(Rulings.Stands.class);
        assertThat(stored(doubt).status()).isEqualTo(Status.MISMATCH);
        assertThat(stored(doubt).outcome().changed()).isTrue();
        assertThat(gate.submit(CALLER, action, request).replayed()).isTrue();
        assertThat(action.sent).hasSize(1);
        assertThat(submit(Scripted.on(action.target().id()).steps(2)).status())
                .as("the person has dealt with it")
                .isEqualTo(Status.DONE);
    }

    @Test
    void aLookThatFindsTheEffectIsWorthMoreThanARuling() {
        Scripted action = Scripted.on(order()).of(Resend.NOTHING, Absence.HINT).unknown();
        Answer doubt = submit(action);
        action.shows(doubt.entry().id() + "/1", Scripted.effect(1));
        nothingCanArriveAnyMore(doubt.entry().id());
        assertThat(rulings.close(LEAD, stored(doubt), false, "nothing there")).isInstanceOf(Rulings.Not.class);
        assertThat(stored(doubt).status()).isEqualTo(Status.DONE);
    }

    @Test
    void aClosedDoubtAboutASecondStepLeavesTheActionPartlyDone() {
        Scripted action = Scripted.on(order())
                .steps(2)
                .of(Resend.NOTHING, Absence.HINT)
                .done()
                .unknown();
        Answer doubt = submit(action);
        assertThat(doubt.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        nothingCanArriveAnyMore(doubt.entry().id());
        assertThat(rulings.close(LEAD, stored(doubt), false, "nothing there")).isInstanceOf(Rulings.Stands.class);
        assertThat(stored(doubt).status()).isEqualTo(Status.PARTLY_DONE);
        assertThat(held(action.target().id())).as("until it is released").isEqualTo(1);
        assertThat(ledger.escalations(100))
                .filteredOn(escalation -> doubt.entry().id().equals(escalation.actionId()))
                .extracting(Escalation::kind)
                .containsExactly("partly_done");
    }

    @Test
    void whatIsDoneOrWaitsIsNotRuledOn() {
        Answer done = submit(Scripted.on(order()));
        assertThat(rulings.release(LEAD, stored(done), "x")).isInstanceOf(Rulings.Not.class);
        assertThat(rulings.close(LEAD, stored(done), false, "x")).isInstanceOf(Rulings.Not.class);
        assertThat(stored(done).status()).isEqualTo(Status.DONE);
    }
}
