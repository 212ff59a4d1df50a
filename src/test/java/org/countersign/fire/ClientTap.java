package org.countersign.fire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A tap between the clients and a server: on one connection one call after the other. */
final class ClientTap extends Tap {

    private final Told told;

    ClientTap(int server, Told told) {
        super(server);
        this.told = told;
        listen();
    }

    @Override
    Runnable[] ways(Socket near, Socket far) {
        AtomicReference<Passage> call = new AtomicReference<>(passage(""));
        return new Runnable[] {
            way(() -> pass(near.getInputStream(), far.getOutputStream(), chunk -> {
                call.set(passage(chunk));
                told.passes(Line.CLIENT, Moment.BEFORE, call.get());
            })),
            way(() -> {
                InputStream in = far.getInputStream();
                OutputStream out = near.getOutputStream();
                byte[] bytes = new byte[1 << 16];
                for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    told.passes(Line.CLIENT, Moment.ANSWERED, call.get());
                    out.write(bytes, 0, n);
                    out.flush();
                    told.passes(Line.CLIENT, Moment.AFTER, call.get());
                }
            })
        };
    }

    private interface Chunk {
        void read(String text) throws IOException;
    }

    private static void pass(InputStream in, OutputStream out, Chunk chunk) throws IOException {
        byte[] bytes = new byte[1 << 16];
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
            chunk.read(new String(bytes, 0, n, StandardCharsets.UTF_8));
            out.write(bytes, 0, n);
            out.flush();
        }
    }

    private static Passage passage(String text) {
        List<Passage.Statement> said = List.of(new Passage.Statement("call", text));
        return new Passage(said, said);
    }
}
