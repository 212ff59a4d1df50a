package org.countersign.dev.idp;

import java.security.SecureRandom;
import java.util.Base64;

/** Codes, refresh tokens, secrets and ids that nobody can guess. */
final class RandomText {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** 256 bits, twice what RFC 6749, section 10.10 asks for. */
    private static final int BYTES = 32;

    private RandomText() {}

    static String fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
