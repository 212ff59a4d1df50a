package org.countersign.gate;

import java.time.Duration;

/** Told of every request that a backend was sent, for whoever counts. It neither blocks nor throws. */
public interface Measures {

    void sent(String tool, String step, Reply reply, Duration took);
}
