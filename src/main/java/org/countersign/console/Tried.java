package org.countersign.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.countersign.gate.Json;
import org.countersign.gate.Status;
import org.countersign.ledger.Calibration.Counted;
import org.countersign.ledger.Calibration.Decision;

/**
 * What became of a number of actions that have something in common.
 *
 * @param name what they have in common
 */
record Tried(String name, Map<Came, Long> came, long allowed, long denied, long notDecided) {

    /** Each action is counted in one of these. */
    enum Came {
        DONE,
        REFUSED,
        DENIED,
        FAILED,
        MISMATCH,
        OUTCOME_UNKNOWN,
        WITHDRAWN,
        WAITING;

        static Came of(Status status) {
            return switch (status) {
                case DONE -> DONE;
                case REFUSED, VOID -> REFUSED;
                case DENIED -> DENIED;
                case FAILED -> FAILED;
                case MISMATCH, PARTLY_DONE -> MISMATCH;
                case OUTCOME_UNKNOWN -> OUTCOME_UNKNOWN;
                case WITHDRAWN, EXPIRED -> WITHDRAWN;
                case PLANNED, NEEDS_CONFIRMATION, AWAITING_APPROVAL, ESCALATED, RUNNING -> WAITING;
            };
        }

        /** As a head of a column. */
        String words() {
            return switch (this) {
                case DONE -> "Done and verified";
                case REFUSED -> "Refused or void";
                case DENIED -> "Denied by a person";
                case FAILED -> "Failed";
                case MISMATCH -> "Mismatch or partly done";
                case OUTCOME_UNKNOWN -> "Outcome unknown";
                case WITHDRAWN -> "Withdrawn or expired";
                case WAITING -> "Still open";
            };
        }

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Tried of(String name, Collection<Counted> rows) {
        Map<Came, Long> came = new EnumMap<>(Came.class);
        rows.forEach(row -> came.merge(Came.of(row.status()), row.number(), Long::sum));
        return new Tried(
                name,
                came,
                decided(rows, Decision.ALLOWED),
                decided(rows, Decision.DENIED),
                decided(rows, Decision.NOT_DECIDED));
    }

    private static long decided(Collection<Counted> rows, Decision decision) {
        return rows.stream()
                .filter(row -> row.decision() == decision)
                .mapToLong(Counted::number)
                .sum();
    }

    long actions() {
        return came.values().stream().mapToLong(Long::longValue).sum();
    }

    long number(Came one) {
        return came.getOrDefault(one, 0L);
    }

    /** Of those that are over, in whole percent, half up; absent (-1) where none is. */
    long donePercent() {
        long over = actions() - number(Came.WAITING) - number(Came.OUTCOME_UNKNOWN);
        return over == 0 ? -1 : (200 * number(Came.DONE) + over) / (2 * over);
    }

    /** A number for each column. */
    List<Long> numbers() {
        return List.of(Came.values()).stream().map(this::number).toList();
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("actions", actions());
        ObjectNode outcomes = json.putObject("outcomes");
        for (Came one : Came.values()) {
            outcomes.put(one.wire(), number(one));
        }
        json.putObject("asked").put("allowed", allowed).put("denied", denied).put("not_decided", notDecided);
        return donePercent() < 0 ? json : json.put("done_percent", donePercent());
    }
}
