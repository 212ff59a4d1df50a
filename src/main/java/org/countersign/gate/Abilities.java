package org.countersign.gate;

import java.time.Duration;

/**
 * What a backend states about one kind of write.
 *
 * @param keyLifetime how long it knows a key, with {@link Resend#KEY}
 * @param settleTime  how long after an answer an effect may take to be shown
 * @param callTimeout after which a call counts as {@link Reply.Unknown}
 */
public record Abilities(
        Resend resend, Absence absence, Duration keyLifetime, Duration settleTime, Duration callTimeout) {}
