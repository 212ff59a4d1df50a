package org.countersign.gate;

import com.fasterxml.jackson.databind.JsonNode;

/** What a look at the shop says about one step. */
public sealed interface Proof {

    /** Exactly one effect carries our mark. @param effect what it did, in the form of the step's planned effect */
    record Shown(JsonNode effect) implements Proof {}

    /** Nothing carries our mark. Only {@link Absence#PROOF} lets a step be called failed. */
    record NotShown(Absence absence) implements Proof {}

    /** The look itself failed, or more than one effect carries our mark. */
    record CannotTell(String why) implements Proof {}
}
