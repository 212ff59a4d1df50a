package org.countersign.fire;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings one action after the other to a point and harms the server there. A point that is not reached is a failure of the
 * harness: it would prove nothing.
 */
final class Assault {

    private static final long PATIENCE_MILLIS = 20_000;
    private static final int ATTEMPTS = 3;

    /** The order of a refund that was sent and is held by a server that is gone, or soon will be. */
    private static final String LEFT_BEHIND = """
            select a.target_id from countersign.action a join countersign.step s on s.action_id = a.id
              join countersign.object_lease l on l.holder = a.id and l.object like '%order:' || a.target_id
             where a.tool = 'refund_order' and a.status in ('RUNNING', 'OUTCOME_UNKNOWN')
               and s.sent_at < now() - interval '1 second'""";

    /** Nothing of it is in the shop: only then its key is closed there. */
    private static final String NOT_ARRIVED =
            " and not exists (select from shop.refunds r where r.order_id = a.target_id)"
                    + " and not exists (select from shop.closed_keys c where c.step_key like a.id || '/%')";

    private final Stage stage;
    private final Clients clients;
    private final Random random;
    private final Map<String, AtomicInteger> blows = new ConcurrentHashMap<>();
    private final Queue<String> missed = new ConcurrentLinkedQueue<>();

    Assault(Stage stage, Clients clients, long seed) {
        this.stage = stage;
        this.clients = clients;
        this.random = new Random(seed);
    }

    static String origin(Point point, Harm harm) {
        return point.label() + "/" + harm.name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * At one point of a write.
     *
     * @param abandoned whether its client goes, too, so that only the sweep is left to find out
     */
    void strike(Point point, Harm harm, Replica replica, long pauseMillis, boolean abandoned) {
        // a call may end before its point: a server that has just started may have no connection in time
        for (int n = 0; n < ATTEMPTS; n++) {
            if (struck(point, harm, replica, pauseMillis, abandoned)) {
                return;
            }
        }
        missed.add(origin(point, harm));
    }

    private boolean struck(Point point, Harm harm, Replica replica, long pauseMillis, boolean abandoned) {
        awaitUp(replica);
        String origin = origin(point, harm);
        Intent intent = clients.wants(origin, point.kind().orElseGet(() -> any(harm)));
        if (!read(intent, replica)) {
            return false;
        }
        CountDownLatch reached = new CountDownLatch(1);
        Trap trap = new Trap(point, intent.order, () -> {
            reached.countDown();
            harm.strike(replica, point, pauseMillis);
        });
        replica.set(trap);
        Thread.ofVirtual().start(() -> quietly(() -> clients.call(intent, replica)));
        boolean struck = trap.reachedWithin(reached, PATIENCE_MILLIS);
        if (struck) {
            count(origin);
        }
        if (!struck || !abandoned) {
            clients.repeat(intent);
        }
        over(trap, struck, harm, replica, pauseMillis);
        return struck;
    }

    /** A pause is about one lease. */
    private Kind any(Harm harm) {
        synchronized (random) {
            int n = random.nextInt(6);
            return harm == Harm.PAUSE || n > 1 ? Kind.REFUND : n == 0 ? Kind.TO_GIFT_CARD : Kind.CANCELLATION;
        }
    }

    /** At one point of the sweep, on its way through the action that is due longest. */
    void strikeSweep(Point point, Harm harm, Replica replica, long pauseMillis) {
        // its client may still settle what the sweep was to find, and the other way round
        for (int n = 0; n < ATTEMPTS; n++) {
            if (sweepStruck(point, harm, replica, pauseMillis)) {
                return;
            }
        }
        missed.add(origin(point, harm));
    }

    private boolean sweepStruck(Point point, Harm harm, Replica replica, long pauseMillis) {
        awaitUp(replica);
        String order = due(point);
        for (int n = 0; n < ATTEMPTS && order.isEmpty(); n++) {
            strike(Point.AFTER_MARK, Harm.KILL, replica, 0, true);
            awaitUp(replica);
            order = due(point);
        }
        if (order.isEmpty()) {
            missed.add(origin(point, harm) + ": there was nothing to sweep");
            return true;
        }
        CountDownLatch reached = new CountDownLatch(1);
        Trap trap = new Trap(point, order, () -> {
            reached.countDown();
            harm.strike(replica, point, pauseMillis);
        });
        stage.sql
                .texts("select id from countersign.action where target_id = ?", order)
                .forEach(trap::alsoAbout);
        replica.set(trap);
        Thread.ofVirtual().start(() -> quietly(() -> stage.sweep(replica)));
        boolean struck = trap.reachedWithin(reached, PATIENCE_MILLIS);
        if (struck) {
            count(origin(point, harm));
        }
        over(trap, struck, harm, replica, pauseMillis);
        return struck;
    }

    /** Wherever it is. */
    void killAtRandom(Replica replica) {
        awaitUp(replica);
        int pause;
        synchronized (random) {
            pause = random.nextInt(60);
        }
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < pause * 1_000_000L) {
            Thread.onSpinWait();
        }
        replica.kill();
        count("under load");
        restart(replica);
    }

    private void over(Trap trap, boolean struck, Harm harm, Replica replica, long pauseMillis) {
        if (struck) {
            trap.sprungWithin(pauseMillis + PATIENCE_MILLIS);
        }
        replica.set(null);
        if (harm == Harm.KILL) {
            if (replica.isUp()) {
                replica.kill();
            }
            restart(replica);
        }
    }

    private void restart(Replica replica) {
        Thread.ofPlatform().start(() -> {
            try {
                replica.start();
            } catch (AssertionError dead) {
                missed.add(dead.getMessage());
            }
        });
    }

    /** Its order: sent, left behind unsettled, its lease over, and nothing of it can still arrive. */
    private String due(Point point) {
        String left = LEFT_BEHIND + (point.closes() ? NOT_ARRIVED : "");
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE_MILLIS * 1_000_000
                && !stage.sql.texts(left).isEmpty()) {
            List<String> due = stage.sql.texts(left + " and l.held_until < now() and s.judge_at < now()"
                    + " and a.touched_at < now() - interval '5 seconds' order by a.touched_at limit 1");
            if (!due.isEmpty()) {
                return due.getFirst();
            }
            Clients.rest();
        }
        return "";
    }

    private boolean read(Intent intent, Replica replica) {
        for (int n = 0; n < 20; n++) {
            try {
                intent.read(stage.agent("bench", replica));
                return true;
            } catch (IllegalStateException notYet) {
                Clients.rest();
            }
        }
        return false;
    }

    private static void awaitUp(Replica replica) {
        long begun = System.nanoTime();
        while (!replica.isUp() && System.nanoTime() - begun < 90_000_000_000L) {
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

    private void count(String origin) {
        blows.computeIfAbsent(origin, none -> new AtomicInteger()).incrementAndGet();
    }

    /** So far. */
    int kills() {
        return blows.entrySet().stream()
                .filter(each ->
                        !each.getKey().endsWith("/cut") && !each.getKey().endsWith("/pause"))
                .mapToInt(each -> each.getValue().get())
                .sum();
    }

    Map<String, AtomicInteger> blows() {
        return blows;
    }

    List<String> missed() {
        return List.copyOf(missed);
    }
}
