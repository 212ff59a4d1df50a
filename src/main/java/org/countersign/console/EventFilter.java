package org.countersign.console;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.countersign.ledger.Happenings;
import org.countersign.shop.Page;

/** Which events that belong to no action somebody looks for: the API's query and the page's form are the same. */
record EventFilter(Asked asked, Happenings.Query query, Page.Request page) {

    private static final Set<String> ONE = Set.of("subject", "issuer", "from", "to", "limit", "cursor");
    private static final Set<String> SEVERAL = Set.of("kind");

    /** @param ownIssuer whose person a subject is meant to be, where no issuer is given */
    static EventFilter of(MultivaluedMap<String, String> parameters, String ownIssuer, int usual) {
        Asked asked = new Asked(parameters, ONE, SEVERAL);
        Set<String> kinds = new LinkedHashSet<>(asked.texts("kind"));
        if (!Happenings.KINDS.containsAll(kinds)) {
            asked.wrong("kind", "is none of " + String.join(", ", Happenings.KINDS));
        }
        String subject = asked.text("subject");
        Instant from = asked.time("from");
        Instant to = asked.time("to");
        asked.mustBeInOrder(from, to);
        String whose = asked.issuer(ownIssuer);
        return new EventFilter(asked, new Happenings.Query(kinds, whose, subject, from, to), asked.page(usual));
    }
}
