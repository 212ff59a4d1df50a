package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a draft would have changed in the last days, as the admin API's report says it.
 *
 * @param judged how many actions
 * @param rows   only those that would have ended otherwise
 * @param more   how many of these are not listed
 */
public record SimulationView(
        int days,
        Instant since,
        boolean truncated,
        int judged,
        int changed,
        List<Sum> sums,
        List<Row> rows,
        int more,
        List<String> notJudged) {

    private static final int AT_MOST = 100;

    private static final Map<String, String> ENDS = new LinkedHashMap<>();

    static {
        ENDS.put("allowed", "Done without asking");
        ENDS.put("model", "Confirmed by the model");
        ENDS.put("requester", "Asked: who wanted it");
        ENDS.put("other_person", "Asked: another person");
        ENDS.put("escalated", "A person's case");
        ENDS.put("refused", "Refused");
        ENDS.put("cannot_tell", "Nobody can tell");
    }

    /** How many actions end so, and how much money. */
    public record Sum(String end, int before, String moneyBefore, int after, String moneyAfter, boolean differs) {}

    /** @param why the draft's reason */
    public record Row(
            String id, Instant at, String tool, String by, String money, String before, String after, String why) {}

    static SimulationView of(ObjectNode report) {
        List<Row> rows = new ArrayList<>();
        report.path("actions").forEach(action -> {
            if (action.path("changed").asBoolean()) {
                rows.add(row(action));
            }
        });
        return new SimulationView(
                report.path("days").asInt(),
                Instant.parse(report.path("since").asText()),
                report.path("truncated").asBoolean(),
                report.path("judged").asInt(),
                report.path("changed").asInt(),
                sums(report.path("sums")),
                rows.stream().limit(AT_MOST).toList(),
                Math.max(0, rows.size() - AT_MOST),
                StreamSupport.stream(report.path("not_judged").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    private static List<Sum> sums(JsonNode sums) {
        List<Sum> rows = new ArrayList<>();
        ENDS.forEach((end, words) -> {
            JsonNode was = sums.path("was").path(end);
            JsonNode would = sums.path("would_be").path(end);
            if (!was.isMissingNode() || !would.isMissingNode()) {
                rows.add(new Sum(
                        words,
                        was.path("actions").asInt(),
                        money(was),
                        would.path("actions").asInt(),
                        money(would),
                        !was.equals(would)));
            }
        });
        return rows;
    }

    private static String money(JsonNode sum) {
        String money = StreamSupport.stream(sum.path("money").spliterator(), false)
                .map(PolicyWords::money)
                .collect(Collectors.joining(", "));
        return money.isEmpty() ? "none" : money;
    }

    private static Row row(JsonNode action) {
        JsonNode would = action.path("would_be");
        return new Row(
                action.path("action_id").asText(),
                Instant.parse(action.path("requested_at").asText()),
                action.path("tool").asText(),
                action.path("by").path("subject").asText(),
                action.has("money") ? PolicyWords.money(action.path("money")) : "",
                end(action.path("was")),
                end(would),
                would.path("why").asText(""));
    }

    private static String end(JsonNode came) {
        String end = came.path("end").asText();
        return ENDS.getOrDefault(end, end);
    }
}
