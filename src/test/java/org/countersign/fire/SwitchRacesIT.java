package org.countersign.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A switch that is thrown at one server while another one is about to send. */
class SwitchRacesIT extends Race {

    private static final AtomicInteger WARM = new AtomicInteger(600);

    @AfterEach
    void on() {
        writes(true);
    }

    @Test
    void aSwitchThatIsThrownBetweenClaimAndSendStopsTheSend() {
        for (Point point : List.of(Point.CLAIM_UNHEARD, Point.BEFORE_READ, Point.LEASE_UNHEARD)) {
            String order = stage.orders.next();
            Replica replica = stage.replicas.getFirst();
            Refunding call = Refunding.of(agent("bench", 0).order(order))
                    .amount("3.%02d".formatted(point.ordinal()))
                    .with("refund_to", Orders.giftCard(order));
            Trap trap = new Trap(point, order, () -> writes(false));
            replica.set(trap);
            Agent.Said stopped = CompletableFuture.supplyAsync(
                            () -> agent("bench", 0).call(call))
                    .join();
            replica.set(null);
            assertThat(trap.sprungWithin(0)).as("%s was reached", point).isTrue();
            assertThat(stopped.error()).as("%s", stopped.body()).isEqualTo("writes_disabled");
            assertThat(effects(order)).isZero();
            writes(true);
            Agent.Said after = agent("bench", 0).call(call);
            assertThat(after.status()).as("%s", after.body()).isEqualTo("done");
            assertThat(effects(order)).isEqualTo(1);
        }
    }

    /** Held after the switches were read and before the mark is stored: sent before the switch was thrown, or not at all. */
    @Test
    void aSwitchThatIsThrownWithinTheTransactionThatSendsComesAfterTheSendOrStopsIt() {
        for (Point point : List.of(Point.BEFORE_MARK, Point.MARK_COMMITTING)) {
            String order = stage.orders.next();
            Replica replica = stage.replicas.getFirst();
            Refunding call = Refunding.of(agent("bench", 0).order(order)).amount("4.%02d".formatted(point.ordinal()));
            CompletableFuture<Boolean> thrown = new CompletableFuture<>();
            CompletableFuture<Boolean> thrownBefore = new CompletableFuture<>();
            Trap trap = new Trap(point, order, () -> {
                Thread.ofVirtual().start(() -> thrown.complete(stage.switchWrites(stage.replicas.get(1), false)));
                thrownBefore.complete(isThrown(thrown));
            });
            replica.set(trap);
            Agent.Said said = agent("bench", 0).call(call);
            replica.set(null);
            assertThat(trap.sprungWithin(0)).as("%s was reached", point).isTrue();
            assertThat(thrown.join()).isTrue();
            if (thrownBefore.join()) {
                assertThat(said.error()).as("%s: %s", point, said.body()).isEqualTo("writes_disabled");
                assertThat(effects(order)).as("sent after the switch").isZero();
            } else {
                assertThat(said.status()).as("%s: %s", point, said.body()).isEqualTo("done");
                assertThat(effects(order)).isEqualTo(1);
            }
            String next = stage.orders.next();
            assertThat(agent("bench", 0)
                            .call(Refunding.of(agent("bench", 0).order(next))
                                    .amount("5.%02d".formatted(point.ordinal())))
                            .error())
                    .isEqualTo("writes_disabled");
            assertThat(effects(next)).isZero();
            writes(true);
        }
    }

    /** Whether it has been answered while the send is held: it waits for the send, or the send must not happen. */
    private static boolean isThrown(CompletableFuture<Boolean> thrown) {
        try {
            return thrown.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException waits) {
            return false;
        } catch (InterruptedException | java.util.concurrent.ExecutionException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void writes(boolean enabled) {
        assertThat(stage.switchWrites(stage.replicas.get(1), enabled)).isTrue();
        if (enabled) {
            seenAtTheOther();
        }
    }

    /** Within a second; until then it refuses before it claims, and no point would be reached. */
    private static void seenAtTheOther() {
        JsonNode read = agent("bench", 0).order(stage.orders.next());
        Agent.Said said = warm(read);
        for (int n = 0; n < 500 && said.error().equals("writes_disabled"); n++) {
            Clients.rest();
            said = warm(read);
        }
        assertThat(said.status()).as("%s", said.body()).isEqualTo("done");
    }

    /** Another call each time: a repeated one would be a repeating failure. */
    private static Agent.Said warm(JsonNode read) {
        int cents = WARM.getAndIncrement();
        return agent("bench", 0).call(Refunding.of(read).amount("%d.%02d".formatted(cents / 100, cents % 100)));
    }
}
