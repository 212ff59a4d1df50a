package org.countersign.ledger.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countersign.gate.Json;
import org.countersign.ledger.audit.Finding.What;
import org.jspecify.annotations.Nullable;

/** What a check of the audit came to. Counts everything and keeps the first thousand findings. */
public final class Report {

    private static final int KEPT = 1_000;

    private final List<Finding> findings = new ArrayList<>();
    private long found;
    private long events;
    private long actions;
    private long seals;
    private long erased;
    private long unlinked;
    private long unsealed;
    private @Nullable Instant oldestUnsealed;
    private @Nullable String head;

    public void find(What what, @Nullable Long event, @Nullable String action, @Nullable Long seal, String detail) {
        found++;
        if (findings.size() < KEPT) {
            findings.add(new Finding(what, event, action, seal, detail));
        }
    }

    public void event() {
        events++;
    }

    public void action() {
        actions++;
    }

    public void seal(Seal seal) {
        seals++;
        head = seal.head();
    }

    /** Words that an erasure has removed. */
    public void erased() {
        erased++;
    }

    /** An event whose predecessor is not in this export. */
    public void unlinked() {
        unlinked++;
    }

    public void unsealed(long count, @Nullable Instant oldest) {
        unsealed = count;
        oldestUnsealed = oldest;
    }

    public boolean ok() {
        return found == 0;
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** All, also those that are not kept. */
    public long found() {
        return found;
    }

    public long events() {
        return events;
    }

    public long seals() {
        return seals;
    }

    public long erasedWords() {
        return erased;
    }

    public long unsealedEvents() {
        return unsealed;
    }

    /** {@code n:hash} of the last seal; absent when there is none. */
    public @Nullable String head() {
        return head;
    }

    public ObjectNode json() {
        ObjectNode json = Json.object()
                .put("ok", ok())
                .put("events", events)
                .put("actions", actions)
                .put("seals", seals)
                .put("head", head)
                .put("erased", erased);
        ObjectNode tail = json.putObject("unsealed").put("count", unsealed);
        if (oldestUnsealed != null) {
            tail.put("oldest", ChainedEvent.time(oldestUnsealed));
        }
        if (unlinked > 0) {
            json.put("not_linked", unlinked);
        }
        ArrayNode list = json.put("found", found).putArray("findings");
        findings.forEach(finding -> list.add(finding.json()));
        return json;
    }
}
