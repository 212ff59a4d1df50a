package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;

/** What the sweep goes on looking at after a doubt was closed, and what it hands to a person. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class WatchTest extends GateBed {

    @Test
    void anEffectThatShowsUpAfterItsDoubtWasClosedIsAMismatchForAPerson() {
        Scripted action = Scripted.on(order()).unknown();
        String id = closedDoubt(action);
        assertThat(ledger.entry(id).orElseThrow().status()).isEqualTo(Status.FAILED);

        action.shows(id + "/1", Scripted.effect(1));
        doubts.sweep(1000);
        assertThat(ledger.entry(id).orElseThrow().status()).as("not yet due").isEqualTo(Status.FAILED);
        tenMinutesLater(id);
        doubts.sweep(1000);

        Entry late = ledger.entry(id).orElseThrow();
        assertThat(late.status()).isEqualTo(Status.MISMATCH);
        assertThat(late.outcome().changed()).isTrue();
        assertThat(late.steps().getFirst().observed()).isEqualTo(Scripted.effect(1));
        assertThat(ledger.escalations(100))
                .filteredOn(escalation -> id.equals(escalation.actionId()))
                .extracting(Escalation::kind)
                .containsExactly("late_effect");
        assertThat(sql.number("select count(*) from countersign.budget_use where action_id = ?", id))
                .as("what it moved counts after all")
                .isEqualTo(1);
        Answer other = submit(Scripted.on(action.target().id()));
        assertThat(other.outcome().refusal().code()).isEqualTo(ErrorCode.UNRESOLVED);
        Answer same = keyed(action);
        assertThat(same.status()).as("its key is bound again").isEqualTo(Status.MISMATCH);
        assertThat(same.replayed()).isTrue();
        assertThat(action.sent).hasSize(3);
    }

    @Test
    void anEffectThatShowsUpBesideItsOwnRepetitionIsAMismatchToo() {
        Scripted action = Scripted.on(order()).unknown();
        String id = closedDoubt(action);
        Answer again = keyed(action);
        assertThat(again.status()).isEqualTo(Status.DONE);

        action.shows(id + "/1", Scripted.effect(1));
        tenMinutesLater(id);
        doubts.sweep(1000);
        assertThat(ledger.entry(id).orElseThrow().status()).isEqualTo(Status.MISMATCH);
        assertThat(ledger.entry(again.entry().id()).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(keyed(action).entry().id())
                .as("the key stays with the action that was done")
                .isEqualTo(again.entry().id());
    }

    @Test
    void whatStaysAwayIsLookedAtForSevenDaysAndNoLonger() {
        Scripted action = Scripted.on(order()).unknown();
        String id = closedDoubt(action);
        tenMinutesLater(id);
        assertThat(ledger.watched(1000)).contains(id);
        assertThat(ledger.watched(1000)).as("just looked at").doesNotContain(id);
        sql.execute(
                "update countersign.action set watched_at = now() - interval '1 day', watch_until = now() where id = ?",
                id);
        assertThat(ledger.watched(1000)).doesNotContain(id);
        assertThat(sql.number(
                        "select extract(day from watch_until - settled_at)::int from countersign.action where id = ?",
                        closedDoubt(Scripted.on(order()).unknown())))
                .isEqualTo(7);
    }

    @Test
    void whatTheShopDeclinedIsNotWatched() {
        Answer declined = submit(Scripted.on(order()).declined());
        assertThat(declined.status()).isEqualTo(Status.FAILED);
        assertThat(sql.text(
                        "select watch_until from countersign.action where id = ?",
                        declined.entry().id()))
                .isNull();
    }

    @Test
    void twoSweepsDoNotTakeUpTheSameAction() throws Exception {
        Answer doubt =
                submit(Scripted.on(order()).of(Resend.NOTHING, Absence.HINT).unknown());
        hoursPass(doubt, 1);
        List<CompletableFuture<List<String>>> sweeps = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> ledger.due(1000)))
                .limit(6)
                .toList();
        long taken = sweeps.stream()
                .flatMap(sweep -> sweep.join().stream())
                .filter(doubt.entry().id()::equals)
                .count();
        assertThat(taken).isEqualTo(1);
    }

    @Test
    void aDoubtThatIsADayOldIsHandedToAPersonAndStillLookedAt() {
        Scripted action = Scripted.on(order()).of(Resend.NOTHING, Absence.HINT).unknown();
        Answer doubt = submit(action);
        hoursPass(doubt, 23);
        doubts.sweep(1000);
        assertThat(kinds(doubt)).isEmpty();
        hoursPass(doubt, 25);
        doubts.sweep(1000);
        assertThat(kinds(doubt)).containsExactly("outcome_unknown");
        hoursPass(doubt, 50);
        doubts.sweep(1000);
        assertThat(kinds(doubt)).as("once").containsExactly("outcome_unknown");

        action.shows(doubt.entry().id() + "/1", Scripted.effect(1));
        hoursPass(doubt, 75);
        doubts.sweep(1000);
        assertThat(stored(doubt).status()).isEqualTo(Status.DONE);
        assertThat(kinds(doubt)).as("closed by the look that found it").isEmpty();
    }

    @Test
    void whatIsPartlyDoneOrAMismatchIsHandedToAPersonAtOnce() {
        assertThat(kinds(submit(Scripted.on(order()).steps(2).done().declined())))
                .containsExactly("partly_done");
        Scripted other = Scripted.on(order()).then((step, effect) -> new Reply.Accepted("id"));
        Answer answer = submit(other);
        other.shows(answer.entry().id() + "/1", Json.object().put("did", "something else"));
        nothingCanArriveAnyMore(answer.entry().id());
        assertThat(doubts.lookAgain(stored(answer)).status()).isEqualTo(Status.MISMATCH);
        assertThat(kinds(answer)).containsExactly("mismatch");
    }

    private List<String> kinds(Answer answer) {
        return ledger.escalations(100).stream()
                .filter(escalation -> answer.entry().id().equals(escalation.actionId()))
                .map(Escalation::kind)
                .toList();
    }

    private Answer keyed(Scripted action) {
        String order = action.target().id();
        return gate.submit(CALLER, action, keyed(version(CALLER, order), "the-key-of-" + order));
    }

    /** Sent without an answer, and proved absent. */
    private String closedDoubt(Scripted action) {
        action.unknown().unknown();
        Answer doubt = keyed(action);
        assertThat(doubt.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
        nothingCanArriveAnyMore(doubt.entry().id());
        assertThat(doubts.lookAgain(stored(doubt)).status()).isEqualTo(Status.FAILED);
        return doubt.entry().id();
    }

    private void tenMinutesLater(String id) {
        sql.execute("update countersign.action set watched_at = now() - interval '11 minutes' where id = ?", id);
    }

    private void hoursPass(Answer answer, int hours) {
        sql.execute(
                "update countersign.action set requested_at = now() - ? * interval '1 hour',"
                        + " touched_at = now() - interval '7 hours' where id = ?",
                hours,
                answer.entry().id());
        sql.execute(
                "update countersign.step set first_sent_at = now() - ? * interval '1 hour' where action_id = ?",
                hours,
                answer.entry().id());
    }
}
