package org.countersign.browser;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One address before several servers: every byte goes to the one that is chosen, and open connections end with a choice. */
final class Balancer implements AutoCloseable {

    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int port;

    Balancer() {
        try {
            door = new ServerSocket(0, 100, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    URI url() {
        return URI.create("http://localhost:" + door.getLocalPort());
    }

    void choose(URI server) {
        port = server.getPort();
        open.forEach(Balancer::end);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket visitor = door.accept();
                Socket server = new Socket("localhost", port);
                open.add(visitor);
                open.add(server);
                Thread.ofVirtual().start(() -> pass(visitor, server));
                Thread.ofVirtual().start(() -> pass(server, visitor));
            } catch (IOException gone) {
                // closed, or the server is down: the visitor sees it
            }
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // the other side sees it
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Closeable socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed
        }
    }

    @Override
    public void close() {
        end(door);
        open.forEach(Balancer::end);
    }
}
