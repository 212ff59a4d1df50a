package org.countersign.endtoend;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between the server and its PostgreSQL: counts what is done over it, and can be cut. */
public final class WireTap implements AutoCloseable {

    private final ServerSocket listening;
    private final int database;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    public WireTap(int database) {
        this.database = database;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** As if the cable were pulled: every connection ends, no new one is made. */
    public void cut() {
        cut = true;
        open.forEach(WireTap::shut);
    }

    public void mend() {
        cut = false;
    }

    public void countFromHere() {
        done.clear();
    }

    /** The command tags of what was done, such as {@code SELECT 1} and {@code COMMIT}; a transaction of one: with " alone". */
    public List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public void close() {
        cut();
        try {
            listening.close();
        } catch (IOException alreadyGone) {
            // nothing to do
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (cut) {
                    shut(client);
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), database);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> pass(client, server, this::copy));
                Thread.ofVirtual().start(() -> pass(server, client, this::listen));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private interface Passing {
        void from(InputStream in, OutputStream out) throws IOException;
    }

    private void pass(Socket from, Socket to, Passing passing) {
        try {
            passing.from(from.getInputStream(), to.getOutputStream());
        } catch (IOException over) {
            // one side has ended, so both do
        } finally {
            shut(from);
            shut(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
    }

    /** Reads the database's messages: C is a command that was completed, Z the end of a round. */
    private void listen(InputStream in, OutputStream out) throws IOException {
        DataInputStream from = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        DataOutputStream to = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        boolean greeted = false;
        int alone = -1;
        while (true) {
            int type = from.readUnsignedByte();
            to.writeByte(type);
            if (!greeted && (type == 'N' || type == 'S')) {
                to.flush(); // the answer to the question for TLS is a single letter
                continue;
            }
            greeted = true;
            int length = from.readInt();
            byte[] body = from.readNBytes(length - 4);
            to.writeInt(length);
            to.write(body);
            if (type == 'C') {
                done.add(new String(body, 0, body.length - 1, StandardCharsets.UTF_8));
                alone = done.size() - 1;
            }
            if (type == 'Z') {
                boolean idle = body[0] == 'I';
                if (idle
                        && alone >= 0
                        && alone < done.size()
                        && !done.get(alone).matches("COMMIT|ROLLBACK")) {
                    done.set(alone, done.get(alone) + " alone");
                }
                alone = -1;
            }
            if (from.available() == 0) {
                to.flush();
            }
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // nothing to do
        }
    }
}
