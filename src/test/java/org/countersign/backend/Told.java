package org.countersign.backend;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.countersign.gate.BackendCalls;
import org.countersign.gate.Json;

/** What a passage tells whoever counts, line by line. */
public final class Told implements BackendCalls {

    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void asked(String backend, boolean answered, Duration took) {
        lines.add(backend + " asked" + (answered ? "" : " in vain"));
    }

    @Override
    public void askedAgain(String backend) {
        lines.add(backend + " again");
    }

    @Override
    public void notMade(String backend, Kind kind, Shut why) {
        lines.add(backend + " " + Json.wire(kind) + " not made: " + Json.wire(why));
    }

    @Override
    public void breaker(String backend, Breaker now) {
        lines.add(backend + " breaker " + Json.wire(now));
    }
}
