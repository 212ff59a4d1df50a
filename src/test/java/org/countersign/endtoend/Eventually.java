package org.countersign.endtoend;

import java.time.Duration;

/** Asks again until it is so, for as long as was promised. */
final class Eventually {

    private static final Duration STEP = Duration.ofMillis(50);

    interface Claim {
        void holds();
    }

    /** @throws AssertionError the last one, when the time is over */
    static void within(Duration time, Claim claim) {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            try {
                claim.holds();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private Eventually() {}
}
