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
 * From a yes to what it allows, cut off and killed on the way: what was allowed is done once, by whoever is left, also when
 * nobody asks any more; what was not allowed is not done.
 */
@Timeout(900)
class ApprovedIT {

    private static final long REACHED_WITHIN_MILLIS = 20_000;
    private static final long SETTLED_WITHIN_NANOS = 180_000_000_000L;
    private static final EveryWrite REFUND = EveryWrite.ALL.getFirst();

    /** The yes is stored, and nothing was sent: nobody has to ask again, whoever of the servers is left does it. */
    private static final List<Point> LEFT_TO_THE_SWEEP = List.of(
            Point.ALLOW_UNHEARD,
            Point.AFTER_ALLOW,
            Point.BEFORE_START,
            Point.START_COMMITTING,
            Point.START_UNHEARD,
            Point.AFTER_START,
            Point.BEFORE_READ,
            Point.AFTER_READ,
            Point.BEFORE_MARK,
            Point.MARK_COMMITTING);
    /** Nothing is stored yet, or the yes is used: the client comes back. */
    private static final List<Point> ASKED_AGAIN = List.of(
            Point.BEFORE_ALLOW,
            Point.ALLOW_COMMITTING,
            Point.MARK_UNHEARD,
            Point.AFTER_MARK,
            Point.REQUEST_COMMITTING,
            Point.ANSWER_LOST,
            Point.AFTER_LOOK,
            Point.SETTLE_UNHEARD);

    /** @param alone whether its client has gone for good */
    private record Open(String origin, ObjectNode call, String action, boolean alone) {}

    private final List<Open> open = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void whereverItIsCutOffOrKilledWhatWasAllowedIsDoneOnceAndNothingElse() {
        Map<String, String> settings = Map.of(
                "countersign.lease", "PT3S",
                "countersign.calls-per-minute", "1000000",
                "countersign.writes-per-case", "1000000");
        try (Stage stage = new Stage(2, settings)) {
            stage.sql.execute(
                    "update countersign.role_grant set version = version + 1, terms = '{\"confirmation\": \"model\"}'"
                            + " where role = 'benchmark' and tool = 'refund_order'");
            String never = planned(stage, stage.replicas.getFirst()).action();
            int n = 0;
            for (Harm harm : List.of(Harm.CUT, Harm.KILL)) {
                for (Point point : LEFT_TO_THE_SWEEP) {
                    strike(stage, point, harm, stage.replicas.get(n++ % 2), true);
                }
                for (Point point : ASKED_AGAIN) {
                    strike(stage, point, harm, stage.replicas.get(n++ % 2), false);
                }
            }
            settle(stage);
            open.forEach(each -> count(stage, each));
            assertThat(status(stage, never)).as("nobody said yes to it").isEqualTo("NEEDS_CONFIRMATION");
            wrong.addAll(leftOpen(stage));
            assertThat(wrong).isEmpty();
            assertThat(stage.sql.number("select count(*) from shop.refunds"))
                    .as("with the one of the training")
                    .isEqualTo(open.size() + 1L);
        }
    }

    private void strike(Stage stage, Point point, Harm harm, Replica replica, boolean alone) {
        awaitUp(replica);
        Open planned = planned(stage, replica);
        Open mine = new Open(Assault.origin(point, harm), planned.call(), planned.action(), alone);
        open.add(mine);
        CountDownLatch reached = new CountDownLatch(1);
        Trap trap = new Trap(point, mine.action(), () -> {
            reached.countDown();
            harm.strike(replica, point, 0);
        });
        trap.alsoAbout(order(mine));
        replica.set(trap);
        Thread.ofVirtual().start(() -> quietly(() -> confirm(stage, replica, mine.action())));
        if (!trap.reachedWithin(reached, REACHED_WITHIN_MILLIS)) {
            wrong.add(mine.origin() + " was not reached");
        } else {
            trap.sprungWithin(REACHED_WITHIN_MILLIS);
        }
        replica.set(null);
        if (harm == Harm.KILL) {
            replica.kill();
            Thread.ofPlatform().start(replica::start);
        }
    }

    private static void confirm(Stage stage, Replica replica, String action) {
        stage.agent("bench", replica).call("confirm_action", "action_id", action);
    }

    /** A plan that was shown. A server that has just started, or read its grants a moment ago, may need another try. */
    private static Open planned(Stage stage, Replica replica) {
        String last = "";
        for (int n = 0; n < 40; n++) {
            try {
                Agent bench = stage.agent("bench", replica);
                ObjectNode call = REFUND.call(bench, stage.sql);
                call.put("dry_run", true);
                Agent.Said asks = bench.call(REFUND.tool(), call);
                call.remove("dry_run");
                boolean asked = asks.content().path("checks").toString().contains("confirm_action");
                Agent.Said said = asked ? bench.call(REFUND.tool(), call) : asks;
                last = said.content().toString();
                if (said.status().equals("needs_confirmation")) {
                    return new Open("", call, said.action(), false);
                }
            } catch (RuntimeException | AssertionError notYet) {
                last = notYet.toString();
            }
            for (int pause = 0; pause < 10; pause++) {
                Clients.rest();
            }
        }
        throw new AssertionError("could not be prepared: " + last);
    }

    /** Every client that is still there repeats its call and its yes; the servers sweep. */
    private void settle(Stage stage) {
        long begun = System.nanoTime();
        List<Open> left = new ArrayList<>(open);
        while (!left.isEmpty() && System.nanoTime() - begun < SETTLED_WITHIN_NANOS) {
            stage.sweep(stage.any());
            left.removeIf(each -> ended(stage, each));
            Clients.rest();
        }
        left.forEach(
                each -> wrong.add(each.origin() + " never came to its end, but to " + status(stage, each.action())));
    }

    private boolean ended(Stage stage, Open each) {
        if (each.alone()) {
            return status(stage, each.action()).equals("DONE");
        }
        try {
            Agent bench = stage.agent("bench", stage.any());
            Agent.Said said = bench.call(REFUND.tool(), each.call());
            if (said.status().equals("needs_confirmation")) {
                said = bench.call("confirm_action", "action_id", said.action());
            }
            return said.status().equals("done");
        } catch (RuntimeException gone) {
            return false;
        }
    }

    private void count(Stage stage, Open each) {
        long effects = stage.sql.number("select count(*) from shop.refunds where order_id = ?", order(each));
        if (effects != 1) {
            wrong.add(each.origin() + ": " + effects + " effects, " + status(stage, each.action()));
        }
        long used = stage.sql.number(
                "select count(*) from countersign.approval p join countersign.action a on a.id = p.action_id"
                        + " where a.target_id = ? and a.status = 'DONE' and p.state = 'USED'",
                order(each));
        if (used != 1) {
            wrong.add(each.origin() + ": " + used + " approvals were used for it");
        }
    }

    private static String order(Open each) {
        return each.call().path("order_id").asText();
    }

    private static String status(Stage stage, String action) {
        return stage.sql.text("select status from countersign.action where id = ?", action);
    }

    private static List<String> leftOpen(Stage stage) {
        return stage.sql.texts("select a.id || ' ' || a.tool || ' ' || a.status from countersign.action a"
                + " where a.status in ('RUNNING', 'OUTCOME_UNKNOWN', 'PARTLY_DONE', 'MISMATCH')"
                + " union all select object || ' is held' from countersign.object_lease"
                + " where holder is not null or unresolved is not null");
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
