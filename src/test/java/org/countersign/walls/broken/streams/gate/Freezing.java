package org.countersign.walls.broken.streams.gate;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

public final class Freezing {
    void freeze(OutputStream out) throws IOException {
        new ObjectOutputStream(out).close();
    }
}
