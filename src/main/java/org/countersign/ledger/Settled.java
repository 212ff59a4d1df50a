package org.countersign.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.countersign.gate.Entry;
import org.countersign.gate.Event;

/** The last event of a settlement tells all of it: status, checks, who decided, verification, refusal. */
final class Settled {

    static List<Event> told(Entry entry, List<Event> happened) {
        if (happened.isEmpty()) {
            return happened;
        }
        List<Event> told = new ArrayList<>(happened);
        Event last = told.removeLast();
        ObjectNode data = last.data().deepCopy().put("status", entry.status().name());
        data.set("outcome", Codec.outcome(entry.outcome()));
        told.add(new Event(last.kind(), last.at(), data));
        return told;
    }

    private Settled() {}
}
