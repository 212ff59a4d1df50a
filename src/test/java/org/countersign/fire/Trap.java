package org.countersign.fire;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for one action to come to one point, and does there what it was set for: once. It is set with the action's order,
 * and learns the action's id on its way, since the shop is only told that.
 */
final class Trap {

    /** What happens at the point, while nothing of it passes on. */
    interface Blow {
        /** @throws IOException when the connection is over with it */
        void strike() throws IOException;
    }

    private final Point point;
    private final Set<String> marks = ConcurrentHashMap.newKeySet();
    private final Blow blow;
    private final AtomicBoolean sprung = new AtomicBoolean();
    private final CountDownLatch struck = new CountDownLatch(1);

    Trap(Point point, String mark, Blow blow) {
        this.point = point;
        this.marks.add(mark);
        this.blow = blow;
    }

    void passes(Line line, Moment moment, Passage passage) throws IOException {
        if (!passage.isAbout(marks)) {
            return;
        }
        if (line == Line.LEDGER) {
            marks.addAll(passage.actions());
        }
        if (line == point.line && moment == point.moment && point.is(passage) && sprung.compareAndSet(false, true)) {
            try {
                blow.strike();
            } finally {
                struck.countDown();
            }
        }
    }

    void alsoAbout(String mark) {
        marks.add(mark);
    }

    /** Whether the blow is over within that time. */
    boolean sprungWithin(long millis) {
        return reachedWithin(struck, millis);
    }

    boolean reachedWithin(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
