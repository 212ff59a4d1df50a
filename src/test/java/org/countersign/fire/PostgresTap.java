package org.countersign.fire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A tap between a server and PostgreSQL: a whole round trip at a time, so that a statement and its answer can be told apart. */
final class PostgresTap extends Tap {

    private final Line line;
    private final Told told;

    PostgresTap(Line line, int database, Told told) {
        super(database);
        this.line = line;
        this.told = told;
        listen();
    }

    @Override
    Runnable[] ways(Socket near, Socket far) {
        Queue<Passage> waiting = new ConcurrentLinkedQueue<>();
        return new Runnable[] {way(() -> ask(near, far, waiting)), way(() -> answer(near, far, waiting))};
    }

    private void ask(Socket near, Socket far, Queue<Passage> waiting) throws IOException {
        Frontend frontend = new Frontend(near.getInputStream());
        OutputStream out = far.getOutputStream();
        while (true) {
            Frontend.Said said = frontend.next();
            told.passes(line, Moment.BEFORE, said.passage());
            if (said.answered()) {
                waiting.add(said.passage());
            }
            out.write(said.bytes());
            out.flush();
        }
    }

    private void answer(Socket near, Socket far, Queue<Passage> waiting) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(far.getInputStream(), 1 << 16));
        OutputStream out = near.getOutputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream copy = new DataOutputStream(bytes);
        boolean greeted = false;
        while (true) {
            int type = in.readUnsignedByte();
            copy.writeByte(type);
            if (greeted || (type != 'N' && type != 'S')) {
                greeted = true;
                int length = in.readInt();
                copy.writeInt(length);
                copy.write(in.readNBytes(length - 4));
            }
            Passage answered = type == 'Z' ? waiting.poll() : null;
            if (answered != null) {
                told.passes(line, Moment.ANSWERED, answered);
            }
            // an error may be the last word, and a COPY waits for more
            if (type == 'Z' || type == 'E' || type == 'G' || waiting.isEmpty()) {
                bytes.writeTo(out);
                out.flush();
                bytes.reset();
            }
            if (answered != null) {
                told.passes(line, Moment.AFTER, answered);
            }
        }
    }
}
