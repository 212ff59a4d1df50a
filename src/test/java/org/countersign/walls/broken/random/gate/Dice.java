package org.countersign.walls.broken.random.gate;

import java.security.SecureRandom;

public final class Dice {
    static final SecureRandom RANDOM = new SecureRandom();
}
