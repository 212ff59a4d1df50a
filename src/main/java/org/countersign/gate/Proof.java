package org.countersign.gate;

import com.fasterxml.jackson.databind.JsonNode;

/** What a look at the shop says about one step. */
public sealed interface Proof {

    /**
     * Something carries our mark.
     *
     * @param effect what it did, in the form of the step's planned effect; several effects under one mark are one object
     *     with all of them, which no step plans
     */
    record Shown(JsonNode effect) implements Proof {}

    /** Nothing carries our mark. Only {@link Absence#PROOF} lets a step be called failed. */
    record NotShown(Absence absence) implements Proof {}

    /** The look itself failed. */
    record CannotTell(String why) implements Proof {}
}
