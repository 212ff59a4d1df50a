package org.countersign.fire;

import java.io.IOException;

/** What is done to a server at a point. */
enum Harm {
    /** SIGKILL. */
    KILL,
    /** SIGSTOP, and SIGCONT when its lease is over; what it was saying passes on then. */
    PAUSE,
    /** The line is cut, and mended a moment later. */
    CUT;

    private static final long CUT_MILLIS = 300;

    /** @param pauseMillis for {@link #PAUSE}: longer than a lease */
    void strike(Replica replica, Point point, long pauseMillis) throws IOException {
        switch (this) {
            case KILL -> {
                replica.kill();
                throw new IOException("killed");
            }
            case PAUSE -> replica.pause(pauseMillis);
            case CUT -> {
                replica.cut(point.line, CUT_MILLIS);
                throw new IOException("cut");
            }
        }
    }
}
