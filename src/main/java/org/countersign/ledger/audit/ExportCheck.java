package org.countersign.ledger.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.countersign.gate.Json;
import org.countersign.ledger.audit.Finding.What;
import org.jspecify.annotations.Nullable;

/**
 * Checks an exported file by itself: no database, no secret. Memory is bounded: chains that rest for long are no longer
 * followed from event to event; their seals still hold them.
 */
public final class ExportCheck {

    private static final int CHAINS = 100_000;

    private final Report report = new Report();
    private final EventCheck events = new EventCheck(report);
    private final SealCheck seals;
    private final Map<Long, byte[]> waiting = new HashMap<>();
    private final Map<String, EventCheck.End> ends = new LinkedHashMap<>();
    private boolean whole;
    private boolean begun;
    private boolean ended;
    private long lines;

    /** @param head {@code n:hash} that the file must contain; null for any */
    public ExportCheck(@Nullable String head) {
        seals = new SealCheck(report, head);
    }

    public Report check(BufferedReader file) throws IOException {
        for (String line = file.readLine(); line != null; line = file.readLine()) {
            lines++;
            try {
                line(Json.parse(line));
            } catch (IllegalArgumentException | java.time.DateTimeException notOurs) {
                report.find(What.UNREADABLE, null, null, null, "line " + lines + " is no line of an export");
            }
        }
        if (!begun || !ended) {
            report.find(What.CUT, null, null, null, "the file does not have both its first and its last line");
        }
        seals.end();
        return report;
    }

    private void line(JsonNode line) {
        switch (line.path("type").asText()) {
            case "export" -> {
                begun = true;
                whole = !line.hasNonNull("since");
            }
            case "event" -> event(line);
            case "seal" -> {
                seals.check(Seal.of(line), null, waiting, !whole);
                waiting.clear();
            }
            case "end" -> end(line);
            default -> throw new IllegalArgumentException("no such type");
        }
    }

    private void event(JsonNode line) {
        ChainedEvent event = ChainedEvent.of(line);
        events.content(event);
        String action = event.actionId();
        if (action != null) {
            EventCheck.@Nullable End before = ends.remove(action);
            if (before == null && event.seq() == 1) {
                report.action();
            }
            if (before == null && event.seq() > 1 && (!whole || report.events() > CHAINS)) {
                report.unlinked();
            } else {
                events.link(event, before);
            }
            ends.put(action, EventCheck.End.of(event));
            if (ends.size() > CHAINS) {
                ends.remove(ends.keySet().iterator().next());
            }
        }
        words(event, line.path("words"));
        waiting.put(event.id(), event.hash());
    }

    private void words(ChainedEvent event, JsonNode words) {
        byte @Nullable [] salt =
                words.isObject() ? HexFormat.of().parseHex(words.path("salt").asText()) : null;
        if (events.wordsMissing(event, salt, words.isObject() ? words.path("text") : null)) {
            report.erased();
        }
    }

    private void end(JsonNode line) {
        ended = true;
        report.unsealed(waiting.size(), null);
        boolean all = line.path("events").asLong() == report.events()
                && line.path("seals").asLong() == report.seals()
                && (!line.hasNonNull("head") || line.path("head").asText().equals(report.head()));
        if (!all) {
            report.find(
                    What.CUT,
                    null,
                    null,
                    null,
                    "the last line counts " + line.path("events") + " events and "
                            + line.path("seals") + " seals up to "
                            + line.path("head").asText("none") + "; the file holds "
                            + report.events() + " and " + report.seals() + " up to " + report.head());
        }
    }
}
