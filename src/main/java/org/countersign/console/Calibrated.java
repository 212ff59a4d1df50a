package org.countersign.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.gate.Json;
import org.countersign.ledger.Calibration;
import org.countersign.ledger.Calibration.Claim;
import org.countersign.ledger.Calibration.Counted;
import org.countersign.ledger.Calibration.Counts;

/** Claimed confidence against what became of it, as the page and the API both show it: one at a time, since it reads a lot. */
@ApplicationScoped
class Calibrated {

    static final int USUAL_DAYS = 30;
    static final int MOST_DAYS = 90;

    private final Calibration calibration;
    private final Semaphore turn = new Semaphore(1);

    Calibrated(Calibration calibration) {
        this.calibration = calibration;
    }

    /** @param claims of {@link Claim}, in its order, also where there are none @param tools and clients by name */
    record Report(int days, Counts counts, Tried all, List<Tried> claims, List<Group> tools, List<Group> clients) {

        ObjectNode json() {
            ObjectNode json = Json.object()
                    .put("days", days)
                    .put("since", counts.since().toString())
                    .put("truncated", counts.truncated())
                    .put("at_most", Calibration.MOST);
            json.set("all", all.json());
            ObjectNode claimed = json.putObject("confidence");
            claims.forEach(each -> claimed.set(each.name(), each.json()));
            groups(json.putArray("tools"), "tool", tools);
            groups(json.putArray("clients"), "client_id", clients);
            return json;
        }

        private static void groups(ArrayNode rows, String name, List<Group> groups) {
            for (Group group : groups) {
                ObjectNode row = rows.addObject().put(name, group.name().isEmpty() ? null : group.name());
                row.setAll(group.all().json());
                ObjectNode claimed = row.putObject("confidence");
                group.claims().forEach(each -> claimed.set(each.name(), each.json()));
            }
        }
    }

    /** Those of one tool or client. @param claims only those that occur */
    record Group(String name, Tried all, List<Tried> claims) {}

    /** Empty when somebody else is at it. */
    Optional<Report> of(int days) {
        if (!turn.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Counts counts = calibration.of(days);
            List<Counted> rows = counts.rows();
            return Optional.of(new Report(
                    days,
                    counts,
                    Tried.of("all", rows),
                    claims(rows, true),
                    groups(rows, Counted::tool),
                    groups(rows, row -> row.clientId() == null ? "" : row.clientId())));
        } finally {
            turn.release();
        }
    }

    private static List<Tried> claims(List<Counted> rows, boolean alsoNone) {
        List<Tried> claims = new ArrayList<>();
        for (Claim claim : Claim.values()) {
            List<Counted> such =
                    rows.stream().filter(row -> row.claim() == claim).toList();
            if (alsoNone || !such.isEmpty()) {
                claims.add(Tried.of(Json.wire(claim), such));
            }
        }
        return claims;
    }

    /** Most actions first. */
    private static List<Group> groups(List<Counted> rows, Function<Counted, String> by) {
        Map<String, List<Counted>> of =
                rows.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
        return of.entrySet().stream()
                .map(each -> new Group(
                        each.getKey(), Tried.of(each.getKey(), each.getValue()), claims(each.getValue(), false)))
                .sorted(Comparator.comparing((Group group) -> group.all().actions())
                        .reversed())
                .toList();
    }

    /** Empty for what is no number of days. */
    static Optional<Integer> days(String text) {
        return text.matches("[1-9][0-9]?") && Integer.parseInt(text) <= MOST_DAYS
                ? Optional.of(Integer.valueOf(text))
                : Optional.empty();
    }
}
