package org.countersign.ledger.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.countersign.ledger.audit.Finding.What;
import org.jspecify.annotations.Nullable;

/** One event: what it says, whom it follows, and the words beside it. */
public final class EventCheck {

    private final Report report;

    public EventCheck(Report report) {
        this.report = report;
    }

    /** Where the chain of an action has come to. */
    public record End(int seq, byte[] hash) {

        public static End of(ChainedEvent event) {
            return new End(event.seq(), event.hash());
        }
    }

    public void content(ChainedEvent event) {
        report.event();
        if (!event.unchanged()) {
            find(What.CHANGED, event, "its hash is not the hash of what it says");
        }
        if (event.actionId() == null && (event.prev() != null || event.seq() != 0)) {
            find(What.BROKEN_LINK, event, "it belongs to no action and follows another event");
        }
    }

    /** @param before absent for the first event of an action */
    public void link(ChainedEvent event, @Nullable End before) {
        int last = before == null ? 0 : before.seq();
        if (event.seq() > last + 1) {
            find(
                    What.REMOVED,
                    event,
                    "of this action the events from " + (last + 1) + " to " + (event.seq() - 1)
                            + " are missing before it");
        } else if (event.seq() <= last) {
            find(What.SWAPPED, event, "its number is " + event.seq() + " and comes after " + last);
        } else if (before == null ? event.prev() != null : !Arrays.equals(event.prev(), before.hash())) {
            find(What.BROKEN_LINK, event, "the event before it in its action is not the one it was chained to");
        }
    }

    /** @return whether the event's words are gone, which only an erasure may say */
    public boolean wordsMissing(ChainedEvent event, byte @Nullable [] salt, @Nullable JsonNode words) {
        String digest = event.data().path(Words.DIGEST).asText("");
        if (digest.isEmpty()) {
            if (words != null) {
                find(What.WORDS_CHANGED, event, "there are words beside an event that has none");
            }
            return false;
        }
        if (salt == null || words == null) {
            return true;
        }
        if (!digest.equals(Words.digest(salt, words))) {
            find(What.WORDS_CHANGED, event, "the words beside it are not those whose digest it holds");
        }
        return false;
    }

    public void wordsRemoved(ChainedEvent event) {
        find(What.WORDS_REMOVED, event, "the words beside it are gone and no erasure says so");
    }

    private void find(What what, ChainedEvent event, String detail) {
        report.find(what, event.id(), event.actionId(), null, detail);
    }
}
