package org.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.countersign.policy.Tools;
import org.jspecify.annotations.Nullable;

/**
 * What somebody could do.
 *
 * @param lately  persons of the latest actions, to choose from
 * @param problem why nothing is shown; empty for none
 * @param rights  absent where nobody was asked for
 */
public record AccessView(
        Asked asked,
        List<String> lately,
        List<String> roles,
        String problem,
        @Nullable Rights rights) {

    /** Each empty where it was not asked for. */
    public record Asked(String subject, String issuer, String roles, String role) {}

    /**
     * As the admin API says it.
     *
     * @param whom    a role or a person
     * @param from    the action that says which roles a person has; empty if they were given
     * @param at      of that action
     * @param blocked why and until when they are cut off; empty if they are not
     * @param has     tools with what each grant allows
     * @param hasNot  all others
     */
    public record Rights(
            String whom,
            boolean person,
            boolean service,
            String from,
            @Nullable Instant at,
            String blocked,
            List<String> roles,
            List<String> permissions,
            List<String> decides,
            List<Tool> has,
            List<String> hasNot) {

        static Rights of(ObjectNode json, Tools tools) {
            boolean person = json.has("subject");
            JsonNode from = json.path("roles_from");
            List<Tool> has = new ArrayList<>();
            List<String> hasNot = new ArrayList<>();
            json.path("tools").forEach(row -> {
                String tool = row.path("tool").asText();
                if (row.path("grants").isEmpty()) {
                    hasNot.add(tool);
                } else {
                    has.add(Tool.of(tool, row.path("grants"), tools.reads().contains(tool)));
                }
            });
            return new Rights(
                    json.path(person ? "subject" : "role").asText(),
                    person,
                    json.path("service_account").asBoolean(),
                    from.path("action_id").asText(""),
                    from.has("at") ? Instant.parse(from.path("at").asText()) : null,
                    json.path("blocked").asText(""),
                    texts(json.path("roles")),
                    texts(json.path("permissions")).stream().map(Shown::spoken).toList(),
                    deciding(json.path("decides")),
                    has,
                    hasNot);
        }
    }

    /** @param grants one a role */
    public record Tool(String name, boolean reads, List<Granted> grants) {

        static Tool of(String tool, JsonNode grants, boolean reads) {
            List<Granted> all = new ArrayList<>();
            grants.forEach(grant -> all.add(Granted.of(tool, grant, reads)));
            return new Tool(tool, reads, all);
        }
    }

    /** @param path of the grant's page @param left of today's; empty where nothing is counted */
    public record Granted(String role, String path, List<String> words, String left) {

        static Granted of(String tool, JsonNode grant, boolean reads) {
            JsonNode left = grant.path("left_today");
            List<String> words = new ArrayList<>();
            if (left.has("amount")) {
                words.add(PolicyWords.money(left.path("amount")));
            }
            if (left.has("count")) {
                words.add(left.path("count").asText() + " times");
            }
            String role = grant.path("role").asText();
            return new Granted(
                    role, GrantPages.path(role, tool), PolicyWords.limits(grant, reads), String.join(", ", words));
        }
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> deciding(JsonNode deciders) {
        return StreamSupport.stream(deciders.spliterator(), false)
                .map(each ->
                        (each.has("max_amount") ? "up to " + PolicyWords.money(each.path("max_amount")) : "any amount")
                                + " as " + each.path("role").asText())
                .toList();
    }
}
