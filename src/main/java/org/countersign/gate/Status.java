package org.countersign.gate;

/** How an action stands; one enum everywhere (contract, section 5). */
public enum Status {
    PLANNED(false, Leads.PLANNED),
    NEEDS_CONFIRMATION(true, Leads.PLANNED),
    AWAITING_APPROVAL(true, Leads.WAITING),
    ESCALATED(true, Leads.WAITING),
    RUNNING(true, Leads.UNKNOWN),
    OUTCOME_UNKNOWN(true, Leads.UNKNOWN),
    DONE(true, "DONE"),
    PARTLY_DONE(true, "PARTLY DONE"),
    MISMATCH(true, "PARTLY DONE"),
    REFUSED(false, Leads.NOT_DONE),
    FAILED(false, Leads.NOT_DONE),
    DENIED(true, Leads.NOT_DONE),
    EXPIRED(false, Leads.NOT_DONE),
    WITHDRAWN(false, Leads.NOT_DONE),
    VOID(false, Leads.NOT_DONE);

    private final boolean bindsKey;
    private final String lead;

    Status(boolean bindsKey, String lead) {
        this.bindsKey = bindsKey;
        this.lead = lead;
    }

    /** Whether the action's key answers from the ledger; else the next call with it is a new action. */
    public boolean bindsKey() {
        return bindsKey;
    }

    /** What a summary begins with, before the colon. */
    public String lead() {
        return lead;
    }

    /** Sent and not settled, or not as planned: the object takes no other write until this is resolved. */
    public boolean leavesObjectUnresolved() {
        return switch (this) {
            case OUTCOME_UNKNOWN, PARTLY_DONE, MISMATCH -> true;
            case PLANNED,
                    NEEDS_CONFIRMATION,
                    AWAITING_APPROVAL,
                    ESCALATED,
                    RUNNING,
                    DONE,
                    REFUSED,
                    FAILED,
                    DENIED,
                    EXPIRED,
                    WITHDRAWN,
                    VOID -> false;
        };
    }

    /** Whether the tool result is marked as an error. */
    public boolean isError() {
        return switch (this) {
            case REFUSED, FAILED, PARTLY_DONE, MISMATCH -> true;
            case PLANNED,
                    NEEDS_CONFIRMATION,
                    AWAITING_APPROVAL,
                    ESCALATED,
                    RUNNING,
                    OUTCOME_UNKNOWN,
                    DONE,
                    DENIED,
                    EXPIRED,
                    WITHDRAWN,
                    VOID -> false;
        };
    }

    private static final class Leads {
        static final String PLANNED = "PLANNED, NOT DONE";
        static final String WAITING = "WAITING FOR A PERSON, NOT DONE";
        static final String UNKNOWN = "UNKNOWN, DO NOT REPEAT WITH OTHER ARGUMENTS";
        static final String NOT_DONE = "NOT DONE";
    }
}
