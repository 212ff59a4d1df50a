package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/** Makes {@code act_…} ids: 10 characters of time and 16 of chance, so that they sort by time and cannot be guessed. */
@ApplicationScoped
public class ActionIds {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ActionIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        StringBuilder id = new StringBuilder(madeFrom(clock.instant()));
        for (int i = 0; i < 16; i++) {
            id.append(ALPHABET.charAt(random.nextInt(32)));
        }
        return id.toString();
    }

    /** Every id that is made then or later sorts behind this, every earlier one before it. */
    public static String madeFrom(Instant time) {
        StringBuilder prefix = new StringBuilder("act_");
        long millis = Math.max(0, time.toEpochMilli());
        for (int shift = 45; shift >= 0; shift -= 5) {
            prefix.append(ALPHABET.charAt((int) (millis >>> shift) & 31));
        }
        return prefix.toString();
    }
}
