package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.countersign.approval.Dossier;
import org.countersign.caller.Caller;
import org.countersign.gate.Entry;
import org.countersign.gate.EscalationDesk.Opened;
import org.countersign.gate.Plan;
import org.countersign.gate.Refusal;
import org.countersign.gate.Status;
import org.countersign.gate.Urgency;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * The page of one escalation. It offers exactly what the action's status allows.
 *
 * @param dossier absent where there is no action
 * @param mine    whether the viewer has taken it
 * @param seen    what the form that takes it over sends back, so that nobody takes it from somebody they did not see
 * @param facts   of what belongs to no action
 * @param done    what was just done or not, in words; empty
 */
public record EscalationView(
        Opened opened,
        @Nullable Dossier dossier,
        boolean mine,
        String seen,
        List<Dossier.Fact> facts,
        boolean recent,
        String anew,
        String done,
        Filled filled) {

    static EscalationView of(
            Opened opened, @Nullable Dossier dossier, Caller viewer, boolean recent, String done, Filled filled) {
        var owner = opened.owner();
        return new EscalationView(
                opened,
                dossier,
                owner != null && owner.is(viewer),
                seen(opened),
                facts(opened.escalation().data()),
                recent,
                SignIns.anew("/console/escalations/" + opened.escalation().id(), "")
                        .path(),
                done,
                filled);
    }

    static String seen(Opened opened) {
        var owner = opened.owner();
        return owner == null ? "" : owner.since().toString();
    }

    private static List<Dossier.Fact> facts(ObjectNode data) {
        List<Dossier.Fact> facts = new ArrayList<>();
        data.properties()
                .forEach(each -> facts.add(new Dossier.Fact(Shown.capital(each.getKey()), text(each.getValue()))));
        return facts;
    }

    private static String text(JsonNode node) {
        return node.isObject()
                ? node.path("amount").asText() + " " + node.path("currency").asText()
                : node.asText();
    }

    /** What it is about, and why it is here. */
    String title() {
        Entry action = action();
        String kind = Shown.spoken(opened.escalation().kind());
        Dossier.Subject object = dossier == null ? null : dossier.object();
        String name = object == null ? "" : " " + object.name();
        if (recommended() != null) {
            return object == null ? "A case for a person" : "A case about " + object.type() + name;
        }
        return Shown.capital(kind) + (action == null ? "" : ": " + Shown.spoken(action.tool()) + name);
    }

    public boolean open() {
        return opened.closed() == null;
    }

    private @Nullable Entry action() {
        return opened.action();
    }

    private boolean is(Status status) {
        Entry action = action();
        return open() && action != null && action.status() == status;
    }

    /** A write whose exact plan a person may let be decided. */
    public boolean canTurn() {
        Entry action = action();
        Plan plan = action == null ? null : action.plan();
        return is(Status.ESCALATED) && plan != null && !plan.steps().isEmpty();
    }

    public boolean canResume() {
        return is(Status.PARTLY_DONE);
    }

    public boolean canRelease() {
        return is(Status.PARTLY_DONE) || is(Status.MISMATCH);
    }

    public boolean canClose() {
        return is(Status.OUTCOME_UNKNOWN);
    }

    public boolean canResolve() {
        return is(Status.ESCALATED) || (open() && action() == null);
    }

    /** What resolving comes to. */
    public String resolving() {
        return canTurn()
                ? "The action is denied and will not be done; the model reads your reason."
                : action() == null
                        ? "Closes this case. It changes nothing in the shop or the ledger."
                        : "The case is done; the model reads your reason.";
    }

    public @Nullable String recommended() {
        Entry action = action();
        return action != null && action.arguments().hasNonNull("recommended_action")
                ? action.arguments().path("recommended_action").asText()
                : null;
    }

    public String urgency() {
        Entry action = action();
        return action == null ? "" : Urgency.given(action).map(Shown::spoken).orElse("");
    }

    public @Nullable Money money() {
        Entry action = action();
        Plan plan = action == null ? null : action.plan();
        return plan == null ? null : plan.money();
    }

    /** Where its action waits for a decision now; absent where it does not. */
    public @Nullable String approval() {
        Entry action = action();
        return action == null || action.approval() == null || action.status() != Status.AWAITING_APPROVAL
                ? null
                : ApprovalPages.PATH + "/" + action.approval().id();
    }

    /** Why the last try to go on came to nothing. */
    public @Nullable String stopped() {
        Entry action = action();
        Refusal refusal = action == null ? null : action.outcome().refusal();
        return refusal == null ? null : refusal.message();
    }

    /** What this kind means, and what somebody has to find out. */
    public String meaning() {
        return switch (opened.escalation().kind()) {
            case "outcome_unknown" ->
                "Nobody knows whether the shop did this, and looking did not tell for a day. Look at the shop and at the"
                        + " payment provider. Until this is closed the object takes no other write.";
            case "partly_done" ->
                "Some steps were done and some were not. Go on with what is left, or settle it by hand and release the"
                        + " object.";
            case "mismatch" -> "The shop shows something else than was planned. Put it right, then release the object.";
            case "late_effect" ->
                "What was taken to have had no effect has shown up after all. Look whether it was done twice, put it"
                        + " right, then release the object.";
            case "unknown_effect" ->
                "The shop shows an effect with our mark that the ledger does not have. Look what it is, and put it right"
                        + " where it should not be.";
            case "escalated" ->
                canTurn()
                        ? "The model may not do this alone. Let its exact plan be decided, or deny it."
                        : "A case was handed to a person.";
            default -> "A person has to look at this.";
        };
    }
}
