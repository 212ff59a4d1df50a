package org.countersign.fire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in a line of a server and tells a trap what passes; it can be cut. */
abstract class Tap implements AutoCloseable {

    private final ServerSocket listening;
    private final int behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile long cutUntil = System.nanoTime();

    /** Who is told. What it throws ends the connection, and nothing more passes. */
    interface Told {
        void passes(Line line, Moment moment, Passage passage) throws IOException;
    }

    Tap(int behind) {
        this.behind = behind;
        try {
            listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    final void listen() {
        Thread.ofVirtual().start(this::accept);
    }

    final int port() {
        return listening.getLocalPort();
    }

    /** As if the cable were pulled for so long: every connection ends, no new one is made. */
    final void cut(long millis) {
        cutUntil = System.nanoTime() + millis * 1_000_000;
        open.forEach(Tap::shut);
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException alreadyGone) {
            // nothing to do
        }
        open.forEach(Tap::shut);
    }

    /** Both ways of one connection, each in its own thread; returns when its way is over. */
    abstract Runnable[] ways(Socket near, Socket far) throws IOException;

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                if (System.nanoTime() - cutUntil < 0) {
                    shut(near);
                    continue;
                }
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), behind);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            open.add(near);
            open.add(far);
            for (Runnable way : ways(near, far)) {
                Thread.ofVirtual().start(() -> {
                    try {
                        way.run();
                    } catch (UncheckedIOException over) {
                        // one side has ended, so both do
                    } finally {
                        shut(near);
                        shut(far);
                        open.remove(near);
                        open.remove(far);
                    }
                });
            }
        } catch (IOException nobodyThere) {
            shut(near);
        }
    }

    interface Way {
        void go() throws IOException;
    }

    static Runnable way(Way way) {
        return () -> {
            try {
                way.go();
            } catch (IOException over) {
                throw new UncheckedIOException(over);
            }
        };
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // nothing to do
        }
    }
}
