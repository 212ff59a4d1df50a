package org.countersign.fire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.EveryWrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every tool, cut off and killed at the points of its life that matter: its client repeats the call, unchanged, and the
 * shop shows each of its steps once. All points of refunds and cancellations are {@link CrashIT}'s.
 */
@Timeout(900)
class EveryToolIT {

    private static final long REACHED_WITHIN_MILLIS = 20_000;
    private static final long SETTLED_WITHIN_NANOS = 180_000_000_000L;

    private static final List<Point> OF_ALL =
            List.of(Point.CLAIM_UNHEARD, Point.MARK_COMMITTING, Point.MARK_UNHEARD, Point.SETTLE_UNHEARD);
    private static final List<Point> OF_MONEY = List.of(Point.REQUEST_COMMITTING, Point.ANSWER_LOST, Point.AFTER_LOOK);
    private static final List<Point> OF_CHANGES =
            List.of(Point.CHANGE_COMMITTING, Point.CHANGE_ANSWER_LOST, Point.BEFORE_CHANGE_LOOK);

    /** A call under way. @param before effects on its object before it was made */
    private record Open(String origin, EveryWrite write, ObjectNode call, long before) {}

    private final List<Open> open = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void whereverItIsCutOffOrKilledEachToolDoesWhatItWasAskedOnce() {
        Map<String, String> settings = Map.of(
                "countersign.lease", "PT3S",
                "countersign.calls-per-minute", "1000000",
                "countersign.writes-per-case", "1000000");
        try (Stage stage = new Stage(2, settings)) {
            int n = 0;
            for (EveryWrite write : EveryWrite.ALL) {
                for (Point point : points(write)) {
                    strike(stage, write, point, Harm.CUT, stage.replicas.get(n++ % 2));
                }
                List<Point> own = own(write);
                strike(stage, write, own.get(n % own.size()), Harm.KILL, stage.replicas.get(n % 2));
            }
            settle(stage);
            wrong.addAll(leftOpen(stage));
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Point> points(EveryWrite write) {
        List<Point> points = new ArrayList<>(OF_ALL);
        points.addAll(own(write));
        return points;
    }

    private static List<Point> own(EveryWrite write) {
        return List.of("refund_order", "cancel_order").contains(write.tool()) ? OF_MONEY : OF_CHANGES;
    }

    private void strike(Stage stage, EveryWrite write, Point point, Harm harm, Replica replica) {
        awaitUp(replica);
        String origin = write.tool() + " " + Assault.origin(point, harm);
        ObjectNode call = prepared(stage, write, replica);
        open.add(new Open(origin, write, call, effects(stage, call)));
        CountDownLatch reached = new CountDownLatch(1);
        Trap trap = new Trap(point, target(call), () -> {
            reached.countDown();
            harm.strike(replica, point, 0);
        });
        replica.set(trap);
        Thread.ofVirtual()
                .start(() -> quietly(() -> stage.agent("bench", replica).call(write.tool(), call)));
        if (!trap.reachedWithin(reached, REACHED_WITHIN_MILLIS)) {
            wrong.add(origin + " was not reached");
        } else {
            trap.sprungWithin(REACHED_WITHIN_MILLIS);
        }
        replica.set(null);
        if (harm == Harm.KILL) {
            replica.kill();
            Thread.ofPlatform().start(replica::start);
        }
    }

    /** A server that has just started, or was just mended, may have no connection in time. */
    private static ObjectNode prepared(Stage stage, EveryWrite write, Replica replica) {
        for (int n = 0; n < 40; n++) {
            try {
                ObjectNode call = write.call(stage.agent("bench", replica), stage.sql);
                if (!call.path("version").asText().isEmpty()
                        && !call.path("rate_id").asText("none").isEmpty()) {
                    return call;
                }
            } catch (RuntimeException | AssertionError notYet) {
                // again, with another order
            }
            for (int pause = 0; pause < 10; pause++) {
                Clients.rest();
            }
        }
        throw new AssertionError(write + " could not be prepared");
    }

    /** Every client repeats its call until its end. */
    private void settle(Stage stage) {
        long begun = System.nanoTime();
        List<Open> left = new ArrayList<>(open);
        while (!left.isEmpty() && System.nanoTime() - begun < SETTLED_WITHIN_NANOS) {
            left.removeIf(each -> ended(stage, each));
            Clients.rest();
        }
        left.forEach(each -> wrong.add(each.origin() + " never came to its end: " + last(stage, each)));
    }

    private boolean ended(Stage stage, Open each) {
        try {
            Agent.Said said =
                    stage.agent("bench", stage.any()).call(each.write().tool(), each.call());
            if (!said.status().equals("done")) {
                return false;
            }
            long steps = said.content().at("/effect/steps").size();
            long effects = effects(stage, each.call()) - each.before();
            if (steps == 0 || effects != steps) {
                wrong.add(each.origin() + ": " + effects + " effects for " + steps + " steps: " + said.content());
            }
            return true;
        } catch (RuntimeException gone) {
            return false;
        }
    }

    private static String last(Stage stage, Open each) {
        try {
            return stage.agent("bench", stage.any())
                    .call(each.write().tool(), each.call())
                    .body()
                    .toString();
        } catch (RuntimeException gone) {
            return gone.toString();
        }
    }

    private static List<String> leftOpen(Stage stage) {
        return stage.sql.texts("select a.id || ' ' || a.tool || ' ' || a.status from countersign.action a"
                + " where a.status in ('RUNNING', 'OUTCOME_UNKNOWN', 'PARTLY_DONE', 'MISMATCH')"
                + " union all select object || ' is held' from countersign.object_lease"
                + " where holder is not null or unresolved is not null");
    }

    private static long effects(Stage stage, ObjectNode call) {
        return stage.sql.number(
                "select (select count(*) from shop.changes where ? in (order_id, customer_id))"
                        + " + (select count(*) from shop.refunds where order_id = ?)"
                        + " + (select count(*) from shop.cancellations where order_id = ?)",
                target(call),
                target(call),
                target(call));
    }

    private static String target(ObjectNode call) {
        return call.has("order_id")
                ? call.path("order_id").asText()
                : call.path("customer_id").asText();
    }

    private static void awaitUp(Replica replica) {
        long begun = System.nanoTime();
        while (!replica.isUp() && System.nanoTime() - begun < SETTLED_WITHIN_NANOS) {
            Clients.rest();
        }
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | AssertionError gone) {
            // that is what was wanted
        }
    }
}
