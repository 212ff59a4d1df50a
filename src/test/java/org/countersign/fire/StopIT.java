package org.countersign.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Cancelling;
import org.countersign.endtoend.Refunding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SIGTERM in the middle of an action (contract, section 7): nothing new is sent, what was sent is waited for, answered and
 * settled, so that nobody after it finds anything open; and what comes meanwhile may be sent to another server.
 */
@Timeout(300)
class StopIT {

    /** Less than it would wait for what never comes (75 s), more than what it is doing takes here. */
    private static final long GONE_WITHIN_SECONDS = 30;

    /** By the signal, after it had put everything in order: 128 + 15. */
    private static final int STOPPED = 143;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The same for the same customer would be a duplicate. */
    private static final AtomicInteger CENTS = new AtomicInteger(10);

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage(2, Map.of("countersign.calls-per-minute", "100000", "countersign.writes-per-case", "100000"));
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    /** What happens between the signal and its end. */
    private interface Meanwhile {
        void happens(Replica stopping);
    }

    /** One call at the first server, which is told to end when the call is at this point and goes on when it has understood. */
    private static Agent.Said stoppedAt(Point point, String tool, ObjectNode call, Meanwhile meanwhile) {
        Replica first = stage.replicas.getFirst();
        Trap trap = new Trap(point, call.path("order_id").asText(), () -> {
            first.end();
            awaitUnderstood(first);
            meanwhile.happens(first);
        });
        first.set(trap);
        Agent.Said said = stage.agent("bench", first).call(tool, call);
        first.set(null);
        assertThat(trap.sprungWithin(0)).as("it came to " + point.label()).isTrue();
        assertThat(first.ended(GONE_WITHIN_SECONDS)).as("its end").hasValue(STOPPED);
        return said;
    }

    private static Agent.Said stoppedAt(Point point, String tool, ObjectNode call) {
        return stoppedAt(point, tool, call, stopping -> {});
    }

    /** From then on it ends every connection with the answer, so that its callers make their next one elsewhere. */
    private static void awaitUnderstood(Replica replica) {
        HttpRequest look =
                HttpRequest.newBuilder(replica.url().resolve("/q/health/live")).build();
        for (int n = 0; n < 500; n++) {
            try {
                HttpResponse<Void> answer = HTTP.send(look, HttpResponse.BodyHandlers.discarding());
                if (answer.headers().allValues("Connection").stream().anyMatch("close"::equalsIgnoreCase)) {
                    return;
                }
            } catch (IOException broken) {
                throw new IllegalStateException("it ended before what it was doing", broken);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            Clients.rest();
        }
        throw new IllegalStateException("it did not hear that it is to end");
    }

    private static ObjectNode refund(String order) {
        return Refunding.of(stage.agent("bench", stage.replicas.getFirst()).order(order))
                .amount("3.%02d".formatted(CENTS.getAndIncrement()))
                .key("stopped-" + order)
                .arguments();
    }

    private static long refunds(String order) {
        return stage.sql.number("select count(*) from shop.refunds where order_id = ?", order);
    }

    /** Without any sweep. */
    private static void nothingIsOpen() {
        assertThat(new Books(stage.sql).open()).isEmpty();
        assertThat(new Books(stage.sql).disagreements()).isEmpty();
    }

    private static Agent.Said atTheOther(String tool, ObjectNode call) {
        return stage.agent("bench", stage.replicas.getLast()).call(tool, call);
    }

    @AfterEach
    void startAgain() {
        stage.replicas.stream().filter(each -> !each.isUp()).forEach(Replica::start);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLAIM_UNHEARD", "BEFORE_READ"})
    void whatWasNotSentIsNotSentAndAnotherServerDoesIt(Point point) {
        String order = stage.orders.next();
        ObjectNode call = refund(order);
        Agent.Said said = stoppedAt(point, "refund_order", call);
        assertThat(said.error()).as("%s", said.body()).isEqualTo("busy");
        assertThat(said.content().at("/error/retryable").asBoolean()).isTrue();
        assertThat(refunds(order)).isZero();
        nothingIsOpen();
        Agent.Said again = atTheOther("refund_order", call);
        assertThat(again.status()).as("%s", again.body()).isEqualTo("done");
        assertThat(refunds(order)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARK_UNHEARD", "REQUEST_COMMITTING", "BEFORE_LOOK", "SETTLE_COMMITTING"})
    void whatWasMarkedIsFinishedAnsweredAndSettled(Point point) {
        String order = stage.orders.next();
        ObjectNode call = refund(order);
        Agent.Said said = stoppedAt(point, "refund_order", call);
        assertThat(said.status()).as("%s", said.body()).isEqualTo("done");
        nothingIsOpen();
        Agent.Said again = atTheOther("refund_order", call);
        assertThat(again.status()).isEqualTo("done");
        assertThat(again.replayed()).isTrue();
        assertThat(refunds(order)).isEqualTo(1);
    }

    @Test
    void ofTwoStepsTheSecondIsNotBegunAndGoesOnElsewhere() {
        String order = stage.orders.next(Kind.CANCELLATION);
        ObjectNode call =
                Cancelling.of(stage.agent("bench", stage.replicas.getFirst()).order(order));
        Agent.Said said = stoppedAt(Point.BEFORE_LOOK, Cancelling.TOOL, call);
        assertThat(said.status()).as("%s", said.body()).isEqualTo("partly_done");
        nothingIsOpen();
        Agent.Said again = atTheOther(Cancelling.TOOL, call);
        assertThat(again.status()).as("%s", again.body()).isEqualTo("done");
        assertThat(refunds(order)).isEqualTo(1);
        assertThat(stage.sql.number("select count(*) from shop.cancellations where order_id = ?", order))
                .isEqualTo(1);
    }

    @Test
    void whatComesAfterTheSignalIsAnsweredUnsentAndMayBeSentElsewhere() {
        String order = stage.orders.next();
        String late = stage.orders.next();
        ObjectNode call = refund(order);
        ObjectNode lateCall = refund(late);
        AtomicReference<Agent.Said> heard = new AtomicReference<>();
        Agent.Said said = stoppedAt(Point.REQUEST_COMMITTING, "refund_order", call, stopping -> {
            assertThat(stage.agent("bench", stopping).order(late).path("id").asText())
                    .isEqualTo(late);
            heard.set(stage.agent("bench", stopping).call("refund_order", lateCall));
        });
        assertThat(said.status()).isEqualTo("done");
        assertThat(heard.get().error()).as("%s", heard.get().body()).isEqualTo("busy");
        assertThat(refunds(late)).isZero();
        nothingIsOpen();
        assertThat(atTheOther("refund_order", lateCall).status()).isEqualTo("done");
        assertThat(refunds(late)).isEqualTo(1);
    }

    @Test
    void serversThatAreReplacedOneByOneUnderLoadLeaveNothingOpenAndNothingTwice() {
        try (Clients clients = new Clients(stage, 20261122)) {
            clients.load(3, 200);
            for (int round = 0; round < 2; round++) {
                for (Replica replica : stage.replicas) {
                    long before = done(clients);
                    for (int n = 0; n < 500 && done(clients) < before + 8; n++) {
                        Clients.rest();
                    }
                    replica.end();
                    assertThat(replica.ended(GONE_WITHIN_SECONDS)).hasValue(STOPPED);
                    replica.start();
                }
            }
            assertThat(clients.finish(60)).isEmpty();
            assertThat(clients.broken()).isEmpty();
            List<Intent> all = clients.all();
            assertThat(all)
                    .hasSizeGreaterThan(30)
                    .allSatisfy(each -> assertThat(each.end()).isEqualTo("done"));
            Row row = new Count(stage.sql).of(all).get("under load");
            assertThat(row.doubles() + row.lost() + row.open()).as("%s", row).isZero();
            nothingIsOpen();
        }
    }

    private static long done(Clients clients) {
        return clients.all().stream().filter(each -> each.end().equals("done")).count();
    }
}
