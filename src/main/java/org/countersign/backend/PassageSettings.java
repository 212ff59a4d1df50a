package org.countersign.backend;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How much the shop that is acted on is asked at once, and when it is left alone, if it is reached over a network. Settings
 * {@code countersign.backend.*} for every backend, {@code countersign.backend.<name>.*} for one.
 */
@Singleton
public class PassageSettings {

    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    final int atOnce;
    final int breakerWindow;
    final Duration breakerPause;
    final int readRetries;
    private final String backend;
    private final Duration callTimeout;
    private final Duration connectTimeout;

    public PassageSettings(@ConfigProperty(name = "countersign.backend") String backend, Config config) {
        Knobs knobs = new Knobs(config, backend);
        this.backend = backend;
        this.atOnce = knobs.number("at-once", 1, 10_000);
        this.breakerWindow = knobs.number("breaker-window", 2, 10_000);
        this.breakerPause = knobs.duration("breaker-pause", LONGEST_PAUSE);
        this.readRetries = knobs.number("read-retries", 0, 5);
        this.callTimeout = knobs.duration("call-timeout", LONGEST_CALL);
        Duration connect = knobs.duration("connect-timeout", LONGEST_CALL);
        this.connectTimeout = connect.compareTo(callTimeout) < 0 ? connect : callTimeout;
    }

    /** Whose these are. */
    public String backend() {
        return backend;
    }

    /** How long an answer is waited for. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /** How long a connection is waited for; at most the call timeout. */
    public Duration connectTimeout() {
        return connectTimeout;
    }
}
