package org.countersign.fire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a server that may be asleep, as an activator of Knative does: the first request makes it start, every request
 * is held until it is ready and then passed on as it came.
 */
final class Waking implements AutoCloseable {

    private final ServerSocket listening;
    private final Replica replica;
    private final AtomicInteger held = new AtomicInteger();
    private CompletableFuture<Replica> started;

    Waking(Replica replica) {
        this.replica = replica;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("http://localhost:" + listening.getLocalPort());
    }

    /** How many came while there was nobody. */
    int held() {
        return held.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                Thread.ofVirtual().start(() -> hold(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void hold(Socket near) {
        if (!replica.isUp()) {
            held.incrementAndGet();
            start().join();
        }
        try (near;
                Socket far = new Socket(
                        InetAddress.getLoopbackAddress(), replica.url().getPort())) {
            Thread there = Thread.ofVirtual().start(() -> pass(near, far));
            pass(far, near);
            there.join();
        } catch (IOException over) {
            // one side has ended
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CompletableFuture<Replica> start() {
        if (started == null) {
            started = CompletableFuture.supplyAsync(replica::start);
        }
        return started;
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[1 << 16];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                out.write(bytes, 0, n);
            }
        } catch (IOException over) {
            // so is the other way
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
