package org.countersign.gate;

/** What it means when a backend does not show our mark after its settle time (contract, section 7). */
public enum Absence {
    /** The mark is stored before or with the effect, survives errors and is read by id: absent means not done. */
    PROOF,
    /** It may still appear: however often it is not there, a person closes the doubt. */
    HINT
}
