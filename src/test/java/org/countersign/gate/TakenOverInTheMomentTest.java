package org.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.countersign.endtoend.ShopProfile;
import org.junit.jupiter.api.Test;

/**
 * An action is taken over in the very moment in which its late process writes. Found by the crash harness: the late process
 * gave the leases back and settled nothing, and the action stayed running for ever.
 */
@QuarkusTest
@TestProfile(ShopProfile.class)
class TakenOverInTheMomentTest extends GateBed {

    @Test
    void whoSettlesTooLateGivesNothingBack() {
        Scripted action = Scripted.on(order());
        action.then((step, effect) -> {
            effect.run();
            takeOverWhenSomebodyWaits(action);
            return new Reply.Accepted("id");
        });
        Answer answer = submit(action);
        String id = answer.entry().id();
        assertThat(stored(answer).status()).isEqualTo(Status.RUNNING);
        assertThat(sql.text(
                        "select holder from countersign.object_lease where object = ?",
                        "builtin/order:" + action.target().id()))
                .as("it belongs to who took it over")
                .isEqualTo(id);
        leaseIsOver(id);
        assertThat(doubts.lookAgain(stored(answer)).status()).isEqualTo(Status.DONE);
        assertThat(held(action.target().id())).isZero();
        assertThat(sql.number(
                        "select settled from countersign.object_lease where object = ?",
                        "builtin/order:" + action.target().id()))
                .as("counted once")
                .isEqualTo(1);
        assertThat(action.sent).hasSize(1);
    }

    @Test
    void whoMarksTooLateSendsNothing() {
        Scripted action = Scripted.on(order());
        action.planning(() -> {
            takeOverWhenSomebodyWaits(action);
            return Scripted.on(action.target().id()).plan(null);
        });
        Answer answer = submit(action);
        assertThat(action.sent).isEmpty();
        leaseIsOver(answer.entry().id());
        assertThat(doubts.lookAgain(stored(answer)).status()).isEqualTo(Status.FAILED);
        assertThat(held(action.target().id())).isZero();
    }

    /** Begins as {@link Ledger#takeOver} does, and commits when somebody waits for its rows. */
    private void takeOverWhenSomebodyWaits(Scripted action) {
        String object = "builtin/order:" + action.target().id();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> takeOver(object, begun));
        begun.join();
    }

    private void takeOver(String object, CompletableFuture<Void> begun) {
        try (Connection connection = sql.open()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lease = connection.prepareStatement(
                            "update countersign.object_lease set epoch = epoch + 1 where object = ?");
                    PreparedStatement row =
                            connection.prepareStatement("update countersign.action set epoch = epoch + 1"
                                    + " where id = (select holder from countersign.object_lease where object = ?)")) {
                lease.setString(1, object);
                lease.executeUpdate();
                row.setString(1, object);
                row.executeUpdate();
            }
            begun.complete(null);
            long since = System.nanoTime();
            while (sql.number("select count(*) from pg_locks where not granted") == 0
                    && System.nanoTime() - since < 5_000_000_000L) {
                Thread.onSpinWait();
            }
            connection.commit();
        } catch (SQLException broken) {
            begun.completeExceptionally(broken);
        }
    }
}
