package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.countersign.gate.Json;
import org.countersign.policy.Change;
import org.jspecify.annotations.Nullable;

/**
 * A change of the policy, in words; one that was made, or one that a file would make.
 *
 * @param at   absent for one that was not made
 * @param path of its page; empty for none
 * @param by   empty for one that was not made
 */
public record ChangeRow(
        @Nullable Instant at, String what, String path, String by, String reason, List<Word> before, List<Word> after) {

    /** @param changed the other side does not say this */
    public record Word(String text, boolean changed) {}

    /** @param row of the policy's history, as the admin API shows it @param reads tools that only read */
    static ChangeRow of(ObjectNode row, Set<String> reads) {
        String tool = Json.textOrNull(row, "tool");
        String kind = row.path("kind").asText();
        boolean read = tool != null && reads.contains(tool);
        return of(
                Instant.parse(row.path("at").asText()),
                kind,
                Json.textOrNull(row, "role"),
                tool,
                row.path("by").path("subject").asText(),
                row.path("reason").asText(""),
                PolicyWords.of(kind, object(row.path("before")), read),
                PolicyWords.of(kind, object(row.path("after")), read));
    }

    static ChangeRow of(Change change, Set<String> reads) {
        String kind = Json.wire(change.kind());
        boolean read = change.tool() != null && reads.contains(change.tool());
        return of(
                null,
                kind,
                change.role(),
                change.tool(),
                "",
                "",
                PolicyWords.of(kind, change.before(), read),
                PolicyWords.of(kind, change.after(), read));
    }

    private static ChangeRow of(
            @Nullable Instant at,
            String kind,
            @Nullable String role,
            @Nullable String tool,
            String by,
            String reason,
            List<String> before,
            List<String> after) {
        String what = role == null ? kind : tool == null ? "role " + role : role + ": " + tool;
        String path = role == null
                ? Place.SETTINGS.path()
                : tool == null ? RolePages.path(role) : GrantPages.path(role, tool);
        boolean all = role != null;
        return new ChangeRow(at, what, path, by, reason, words(before, after, all), words(after, before, all));
    }

    private static @Nullable ObjectNode object(JsonNode json) {
        return json instanceof ObjectNode object ? object : null;
    }

    /** @param all also what the others say; of settings there are too many */
    private static List<Word> words(List<String> these, List<String> others, boolean all) {
        return these.stream()
                .filter(text -> all || !others.contains(text))
                .map(text -> new Word(text, !others.contains(text)))
                .toList();
    }
}
