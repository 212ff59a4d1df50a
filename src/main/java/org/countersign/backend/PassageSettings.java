package org.countersign.backend;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How much a shop is asked at once, and when it is left alone; alike for every shop that is reached over a network.
 * Settings {@code countersign.backend.*}; what makes no sense is refused at start.
 */
@Singleton
public class PassageSettings {

    final int atOnce;
    final int breakerWindow;
    final Duration breakerPause;
    final int readRetries;
    private final Duration callTimeout;
    private final Duration connectTimeout;

    public PassageSettings(
            @ConfigProperty(name = "countersign.backend.at-once", defaultValue = "32") int atOnce,
            @ConfigProperty(name = "countersign.backend.breaker-window", defaultValue = "20") int breakerWindow,
            @ConfigProperty(name = "countersign.backend.breaker-pause", defaultValue = "PT5S") Duration breakerPause,
            @ConfigProperty(name = "countersign.backend.read-retries", defaultValue = "2") int readRetries,
            @ConfigProperty(name = "countersign.backend.call-timeout", defaultValue = "PT10S") Duration callTimeout,
            @ConfigProperty(name = "countersign.backend.connect-timeout", defaultValue = "PT2S")
                    Duration connectTimeout) {
        this.atOnce = between("at-once", atOnce, 1, 10_000);
        this.breakerWindow = between("breaker-window", breakerWindow, 2, 10_000);
        this.breakerPause = upTo("breaker-pause", breakerPause, Duration.ofMinutes(10));
        this.readRetries = between("read-retries", readRetries, 0, 5);
        this.callTimeout = upTo("call-timeout", callTimeout, Duration.ofSeconds(30));
        Duration connect = upTo("connect-timeout", connectTimeout, Duration.ofSeconds(30));
        this.connectTimeout = connect.compareTo(this.callTimeout) < 0 ? connect : this.callTimeout;
    }

    /** How long an answer is waited for. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /** How long a connection is waited for; at most the call timeout. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    private static int between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "countersign.backend." + name + " is " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    private static Duration upTo(String name, Duration value, Duration most) {
        if (!value.isPositive() || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "countersign.backend." + name + " is more than nothing and at most " + most + ", not " + value);
        }
        return value;
    }
}
