package org.countersign.console;

import org.countersign.approval.Dossier;
import org.countersign.gate.Approval;
import org.countersign.gate.Decisions;
import org.countersign.gate.Entry;
import org.countersign.gate.Plan;
import org.countersign.gate.Refusal;

/**
 * The page of one approval.
 *
 * @param headline how it stands, in a few words
 * @param text     the same, with what follows from it
 * @param tone     good, bad, or empty
 * @param mayNot   why the viewer cannot decide now; empty where they can
 * @param recent   whether they signed in recently enough to decide
 * @param before   whether they tried to decide what was decided already
 */
public record ApprovalView(
        Dossier dossier,
        Approval approval,
        String headline,
        String text,
        String tone,
        String mayNot,
        boolean recent,
        boolean before,
        String anew,
        Filled filled) {

    static ApprovalView of(Dossier dossier, Approval approval, boolean recent, boolean before, Filled filled) {
        Standing standing = Standing.of(dossier.entry(), approval);
        String mayNot = !approval.pending()
                ? "Nothing is left to decide here."
                : dossier.may() instanceof Decisions.No(Refusal refusal) ? refusal.message() : "";
        String anew = SignIns.anew("/console/approvals/" + approval.id(), "").path();
        return new ApprovalView(
                dossier,
                approval,
                standing.headline(),
                standing.text(),
                standing.tone(),
                mayNot,
                recent,
                before,
                anew,
                filled);
    }

    public boolean canDecide() {
        return mayNot.isEmpty();
    }

    /** Whether there is an amount that could be another one. */
    public boolean canOffer() {
        return approval.money() != null && approval.kind() == Approval.Kind.OTHER_PERSON;
    }

    /** Whether the page marks what has changed. */
    public boolean marked() {
        Dossier.Subject object = dossier.object();
        return object != null && !object.differences().isEmpty();
    }

    public boolean byRequester() {
        return approval.kind() == Approval.Kind.REQUESTER;
    }

    private record Standing(String headline, String text, String tone) {

        static Standing of(Entry entry, Approval approval) {
            return switch (approval.state()) {
                case PENDING ->
                    approval.over()
                            ? new Standing("Nobody decided in time.", "Nothing was done, and nothing will be.", "bad")
                            : new Standing(
                                    "This waits for a decision.",
                                    "Nothing was done. Without a decision nothing will be.",
                                    "");
                case ALLOWED ->
                    approval.over()
                            ? new Standing(
                                    "It was allowed, but could not be begun in time.", "Nothing was done.", "bad")
                            : new Standing(
                                    "Allowed, and not done yet.",
                                    "It is done as soon as its object is free and the shop can be asked.",
                                    "");
                case USED -> became(entry);
                case DENIED -> new Standing("Denied.", "Nothing was done, and nothing will be.", "bad");
                case EXPIRED ->
                    new Standing("Nobody decided in time.", "Nothing was done, and nothing will be.", "bad");
                case VOID ->
                    new Standing("Void.", why(entry, "What it was decided on has changed. Nothing was done."), "bad");
                case WITHDRAWN ->
                    new Standing("Withdrawn.", "Whoever asked for it took it back. Nothing was done.", "bad");
            };
        }

        private static Standing became(Entry entry) {
            Plan plan = entry.plan();
            String past = plan == null ? "" : Shown.capital(plan.past()) + ".";
            return switch (entry.status()) {
                case DONE -> new Standing("Allowed and done.", past, "good");
                case RUNNING -> new Standing("Allowed; it is being done.", "Look again in a moment.", "");
                case OUTCOME_UNKNOWN ->
                    new Standing(
                            "Allowed; whether the shop did it is not settled.",
                            "The server keeps looking. Do not ask for it again.",
                            "bad");
                case PARTLY_DONE ->
                    new Standing(
                            "Allowed, and only partly done.",
                            "A person has to look at it: see the escalations.",
                            "bad");
                case MISMATCH ->
                    new Standing("The shop shows something else than was allowed.", "See the escalations.", "bad");
                default ->
                    new Standing("Allowed, but not done: " + Shown.spoken(entry.status()) + ".", why(entry, ""), "bad");
            };
        }

        private static String why(Entry entry, String otherwise) {
            Refusal refusal = entry.outcome().refusal();
            return refusal == null ? otherwise : refusal.message();
        }
    }
}
