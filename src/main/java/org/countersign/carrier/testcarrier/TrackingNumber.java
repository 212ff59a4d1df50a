package org.countersign.carrier.testcarrier;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.countersign.gate.StepKey;

/**
 * Sixteen digits: 71, thirteen made of the key, and a check digit that finds each wrong digit and most swapped ones
 * (weights 3 and 1 from the right, as on parcels and books).
 */
record TrackingNumber(String value) {

    private static final BigInteger SPACE = BigInteger.TEN.pow(13);

    static TrackingNumber of(StepKey key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(key.value().getBytes(StandardCharsets.UTF_8));
            String body = "71" + String.format("%013d", new BigInteger(1, hash).mod(SPACE));
            return new TrackingNumber(body + checkDigit(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String checkDigit(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int weight = (body.length() - i) % 2 == 1 ? 3 : 1;
            sum += (body.charAt(i) - '0') * weight;
        }
        return Integer.toString((10 - sum % 10) % 10);
    }
}
