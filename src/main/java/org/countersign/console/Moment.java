package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.approval.Dossier;
import org.countersign.approval.Recalled;
import org.countersign.ledger.Happenings.Happening;

/**
 * One event in words.
 *
 * @param since  the first event of the same action; empty where it belongs to none
 * @param by     the person; for the server's own events who asked for the action
 * @param facts  what was stored with it, masked where it has to be
 * @param erased words of it are gone
 */
public record Moment(
        long id,
        Instant at,
        String since,
        String title,
        String by,
        String client,
        String result,
        List<Dossier.Fact> facts,
        boolean erased) {

    /** The event whose differences have a table of their own. */
    static final String CHANGED = "changed";

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("claimed", "Asked for"),
            Map.entry("check", "Checked"),
            Map.entry("decided", "Judged"),
            Map.entry("sending", "Marked as sending, then sent"),
            Map.entry("step", "How a step ended"),
            Map.entry("settled", "Settled"),
            Map.entry(CHANGED, "The shop was read again"),
            Map.entry("looked", "Looked for"),
            Map.entry("late_effect", "Its effect showed up late"),
            Map.entry("refused", "A call was refused before it became an action"),
            Map.entry("rehearsed", "Dry run"),
            Map.entry("personal_data_read", "Personal data were shown unmasked"),
            Map.entry("switched", "Writes were switched"),
            Map.entry("blocked", "Somebody was cut off"),
            Map.entry("unblocked", "A block was lifted"),
            Map.entry("shop_reset", "The sample shop was put back"),
            Map.entry("reconciled", "The ledger was reconciled with its database"));

    /** Said in the head of the moment. */
    private static final Set<String> SAID = Set.of("check", "result", "trace_id", "client_id", "differences");

    static List<Moment> of(List<Happening> events, boolean personalData) {
        List<Moment> moments = new ArrayList<>();
        for (Happening event : events) {
            String since = event.seq() == 0
                    ? ""
                    : since(Duration.between(events.getFirst().at(), event.at()));
            moments.add(of(event, since, personalData));
        }
        return moments;
    }

    private static Moment of(Happening event, String since, boolean personalData) {
        ObjectNode data = event.data().deepCopy();
        String title = title(event.kind());
        String check = data.path("check").asText();
        String client = data.path("client_id").asText("");
        String result = data.path("result").asText();
        data.remove(SAID);
        return new Moment(
                event.id(),
                event.at(),
                since,
                check.isEmpty() ? title : title + ": " + Shown.spoken(check),
                event.subject() == null ? "" : event.subject(),
                client.equals("null") ? "" : client,
                result,
                Recalled.facts(data, personalData),
                event.erased());
    }

    static String title(String kind) {
        return TITLES.getOrDefault(kind, Shown.capital(Shown.spoken(kind)));
    }

    /** {@code +12 ms}, {@code +3.4 s}, {@code +5 min}. */
    static String since(Duration time) {
        long millis = Math.max(0, time.toMillis());
        if (millis < 1_000) {
            return "+" + millis + " ms";
        }
        return millis < 60_000 ? "+" + millis / 1_000 + "." + millis % 1_000 / 100 + " s" : "+" + Shown.about(time);
    }
}
