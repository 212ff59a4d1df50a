package org.countersign.gate;

/** How a check answers. */
public sealed interface Verdict {

    /** @param detail what was compared, for the record */
    record Pass(String detail) implements Verdict {}

    record Refuse(Refusal refusal) implements Verdict {}

    /** A person, or the model once more, must say so. @param code the reason in one stable word */
    record Ask(Kind kind, String code, String why) implements Verdict {}

    /** From asking least to asking most. */
    enum Kind {
        MODEL(Status.NEEDS_CONFIRMATION),
        REQUESTER(Status.AWAITING_APPROVAL),
        OTHER_PERSON(Status.AWAITING_APPROVAL),
        ESCALATE(Status.ESCALATED);

        private final Status waiting;

        Kind(Status waiting) {
            this.waiting = waiting;
        }

        /** The status an action has while it waits for this. */
        public Status waiting() {
            return waiting;
        }
    }
}
