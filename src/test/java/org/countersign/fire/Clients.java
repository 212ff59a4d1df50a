package org.countersign.fire;

import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** They want their refunds and cancellations: each repeats its own call, unchanged, at whatever server answers, until it came to its end. */
final class Clients implements AutoCloseable {

    private static final long REPEAT_MILLIS = 400;
    private static final long SLOW_NANOS = 30_000_000_000L;

    private final Stage stage;
    private final Random random;
    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(12, Thread.ofVirtual().factory());
    private final Queue<Intent> open = new ConcurrentLinkedQueue<>();
    private final Queue<Intent> all = new ConcurrentLinkedQueue<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    private volatile boolean loading = true;

    Clients(Stage stage, long seed) {
        this.stage = stage;
        this.random = new Random(seed);
    }

    /** A new one; nobody calls yet. */
    synchronized Intent wants(String origin, Kind kind) {
        Intent intent = new Intent(origin, stage.orders.next(kind), kind);
        all.add(intent);
        return intent;
    }

    /** From now on it is repeated until its end. */
    void repeat(Intent intent) {
        open.add(intent);
        again(intent, 0);
    }

    /** So many clients who take turns with wishes of their own, one a pause. */
    void load(int number, long pauseMillis) {
        for (int n = 0; n < number; n++) {
            threads.schedule(() -> loaded(pauseMillis), n * pauseMillis / number, TimeUnit.MILLISECONDS);
        }
    }

    private void loaded(long pauseMillis) {
        if (loading) {
            Kind kind;
            synchronized (random) {
                kind = Kind.values()[random.nextInt(Kind.values().length)];
            }
            repeat(wants("under load", kind));
            threads.schedule(() -> loaded(pauseMillis), pauseMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void again(Intent intent, long millis) {
        threads.schedule(() -> attempt(intent), millis, TimeUnit.MILLISECONDS);
    }

    private void attempt(Intent intent) {
        long begun = System.nanoTime();
        try {
            if (call(intent, stage.any())) {
                open.remove(intent);
                return;
            }
        } catch (AssertionError wrong) {
            broken.add(intent.origin + ": " + wrong.getMessage());
            open.remove(intent);
            return;
        } catch (RuntimeException gone) {
            // the server died, or was cut off; another one will answer
            intent.unanswered(gone);
        }
        if (System.nanoTime() - begun > SLOW_NANOS) {
            System.out.println(
                    "slow: " + intent.order + " waited " + (System.nanoTime() - begun) / 1_000_000_000 + " s");
        }
        again(intent, REPEAT_MILLIS);
    }

    /** One call at one server. */
    boolean call(Intent intent, Replica replica) {
        if (!intent.isRead()) {
            intent.read(stage.agent("bench", replica));
        }
        return intent.call(stage.agent("bench", replica));
    }

    /** No new ones; waits for those that are under way. @return those that did not come to their end */
    List<Intent> finish(long seconds) {
        loading = false;
        long begun = System.nanoTime();
        while (!open.isEmpty() && System.nanoTime() - begun < seconds * 1_000_000_000) {
            rest();
        }
        return List.copyOf(open);
    }

    List<Intent> all() {
        return List.copyOf(all);
    }

    /** Answers that do not satisfy their schema. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    static void rest() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
