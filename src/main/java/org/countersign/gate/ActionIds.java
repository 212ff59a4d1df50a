package org.countersign.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes {@code act_…} ids: 10 characters of time and 16 of chance, so that they sort by time and cannot be guessed. */
@ApplicationScoped
class ActionIds {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ActionIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        StringBuilder id = new StringBuilder("act_");
        long millis = clock.millis();
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(ALPHABET.charAt((int) (millis >>> shift) & 31));
        }
        for (int i = 0; i < 16; i++) {
            id.append(ALPHABET.charAt(random.nextInt(32)));
        }
        return id.toString();
    }
}
