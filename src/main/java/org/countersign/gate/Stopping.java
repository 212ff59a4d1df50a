package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Whether this process was told to end: what is on its way is waited for, nothing new is sent. */
@ApplicationScoped
class Stopping {

    private volatile boolean stopping;

    Stopping() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "no-new-send"));
        } catch (IllegalStateException already) {
            stopping = true;
        }
    }

    void stop() {
        stopping = true;
    }

    boolean now() {
        return stopping;
    }

    static Refusal refusal() {
        return Refusal.of(
                        ErrorCode.BUSY,
                        "This server is being stopped, so nothing more was sent to the shop.",
                        "Repeat the same call unchanged: another server takes it.")
                .after(Duration.ofSeconds(2));
    }
}
