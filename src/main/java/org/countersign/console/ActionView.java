package org.countersign.console;

import java.util.List;
import org.countersign.approval.Recalled;
import org.countersign.gate.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The page of one action: what the ledger has of it.
 *
 * @param summary      how it stands, as the model reads it
 * @param open         why it is not over; empty where it is
 * @param nextLook     when the server looks for it again; empty where it does not
 * @param personalData whether the viewer sees them; else they are masked in all of this
 * @param changes      what the shop showed otherwise afterwards than before; empty where nobody could compare
 * @param traces       of the calls and sweeps that worked on it
 * @param links        to approval and escalation, where the viewer may go there
 * @param others       the newest on the same object, without this one
 * @param othersPage   where all of them are
 */
public record ActionView(
        Entry entry,
        String summary,
        String open,
        String nextLook,
        boolean personalData,
        Recalled recalled,
        List<Recalled.Change> changes,
        List<Moment> moments,
        List<String> traces,
        List<Notice.Link> links,
        List<ActionRow> others,
        String othersPage) {

    public String tone() {
        return ActionRow.tone(entry.status());
    }

    public String object() {
        return ActionRow.object(entry);
    }

    public @Nullable String refused() {
        return entry.outcome().refusal() == null
                ? null
                : entry.outcome().refusal().fix();
    }

    public String keySource() {
        return Shown.spoken(entry.key().source());
    }

    public String verification() {
        return entry.outcome().verification() == null
                ? ""
                : Shown.spoken(entry.outcome().verification());
    }
}
