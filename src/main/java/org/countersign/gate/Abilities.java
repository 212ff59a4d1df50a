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
        Resend resend, Absence absence, Duration keyLifetime, Duration settleTime, Duration callTimeout) {

    /** What can be relied on when an action goes through both: the weaker of each. */
    public Abilities and(Abilities other) {
        return new Abilities(
                weaker(resend, other.resend),
                weaker(absence, other.absence),
                keyLifetime.compareTo(other.keyLifetime) < 0 ? keyLifetime : other.keyLifetime,
                longer(settleTime, other.settleTime),
                longer(callTimeout, other.callTimeout));
    }

    /** A precondition of one write says nothing of another one: together with anything else it is nothing. */
    private static Resend weaker(Resend one, Resend other) {
        return one == other ? one : Resend.NOTHING;
    }

    private static Absence weaker(Absence one, Absence other) {
        return one == other ? one : Absence.HINT;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
