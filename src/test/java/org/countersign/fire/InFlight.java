package org.countersign.fire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy that counts as one that scales to zero does: requests that have no whole answer yet, and not connections. It reads
 * HTTP/1.1 as our servers and clients speak it.
 */
final class InFlight implements AutoCloseable {

    private final ServerSocket listening;
    private final int server;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    InFlight(URI server) {
        this.server = server.getPort();
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

    int open() {
        return open.get();
    }

    int answered() {
        return answered.get();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                Thread.ofVirtual().start(() -> serve(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket near) {
        connections.incrementAndGet();
        try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server)) {
            InputStream asked = new BufferedInputStream(near.getInputStream());
            InputStream answer = new BufferedInputStream(far.getInputStream());
            for (String head = head(asked, far.getOutputStream()); !head.isEmpty(); ) {
                open.incrementAndGet();
                try {
                    body(head, asked, far.getOutputStream(), false);
                    String answerHead = head(answer, near.getOutputStream());
                    body(answerHead, answer, near.getOutputStream(), true);
                    answered.incrementAndGet();
                } finally {
                    open.decrementAndGet();
                }
                head = head(asked, far.getOutputStream());
            }
        } catch (IOException over) {
            // whoever hung up has no request open any more
        } finally {
            connections.decrementAndGet();
        }
    }

    /** Passes on what stands before the body. @return it in lower case; empty at the end of the connection */
    private static String head(InputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                return "";
            }
            head.append((char) read);
        }
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private static void body(String head, InputStream in, OutputStream out, boolean ofAnAnswer) throws IOException {
        if (head.contains("\r\ntransfer-encoding: chunked")) {
            chunks(in, out);
        } else if (head.contains("\r\ncontent-length: ")) {
            String length = head.substring(head.indexOf("\r\ncontent-length: ") + 18);
            pass(in, out, Integer.parseInt(length.substring(0, length.indexOf('\r'))));
        } else if (ofAnAnswer && !head.startsWith("http/1.1 204") && !head.startsWith("http/1.1 30")) {
            throw new IOException("an answer without an end: " + head);
        }
    }

    private static void chunks(InputStream in, OutputStream out) throws IOException {
        int size;
        do {
            StringBuilder line = new StringBuilder();
            while (line.indexOf("\r\n") < 0) {
                int read = in.read();
                if (read < 0) {
                    throw new IOException("cut off");
                }
                line.append((char) read);
            }
            out.write(line.toString().getBytes(StandardCharsets.ISO_8859_1));
            size = Integer.parseInt(line.substring(0, line.length() - 2).split(";", 2)[0], 16);
            pass(in, out, size + 2);
        } while (size > 0);
    }

    private static void pass(InputStream in, OutputStream out, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("cut off");
        }
        out.write(bytes);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
