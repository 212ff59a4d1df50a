package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is new names roles and tools that there are. What was there before may have another name: a tool of another
 * version of this server.
 */
final class Spelling {

    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:+=~-]{0,99}");
    private static final Set<String> OF_READS = Set.of(Terms.ENABLED, "service_accounts", "confirmation");
    private static final String NO_TOOL = "is no tool of this server";

    private final Draft wanted;
    private final List<Change> changes;
    private final Tools tools;

    /** @param tools that this server has */
    Spelling(Draft wanted, List<Change> changes, Tools tools) {
        this.wanted = wanted;
        this.changes = changes.stream().filter(change -> change.after() != null).toList();
        this.tools = tools;
    }

    List<Violation> wrong() {
        List<Violation> wrong = new ArrayList<>();
        changes.forEach(change -> {
            switch (change.kind()) {
                case ROLE -> role(change, wrong);
                case GRANT -> grant(change, wrong);
                case SETTINGS -> reasons(change, wrong);
            }
        });
        return wrong;
    }

    private static void role(Change change, List<Violation> wrong) {
        String role = String.valueOf(change.role());
        if (!ROLE.matcher(role).matches()) {
            wrong.add(new Violation(role, "is no name of a role: letters, digits and _ . : + = ~ -, at most 100"));
        }
    }

    private void grant(Change change, List<Violation> wrong) {
        String path = change.role() + "." + change.tool();
        tool(String.valueOf(change.tool())).ifPresent(why -> wrong.add(new Violation(path, why)));
        limits(change)
                .forEach(name -> wrong.add(new Violation(
                        path + "." + name,
                        "has no effect: this tool only reads, so a role has it or does not have it")));
        unknown(change.after(), wanted)
                .forEach(role -> wrong.add(new Violation(path + ".approvals", "there is no role " + role)));
    }

    /** A limit that nobody looks at would be believed. */
    private Set<String> limits(Change change) {
        Set<String> names = new TreeSet<>();
        ObjectNode grant = change.after();
        if (grant != null && tools.reads().contains(change.tool())) {
            grant.fieldNames().forEachRemaining(names::add);
            names.removeAll(OF_READS);
            if (!grant.path("confirmation").asText().equals("none")) {
                names.add("confirmation");
            }
        }
        return names;
    }

    private Optional<String> tool(String tool) {
        if (tool.equals(Confirmable.TOOL)) {
            return Optional.of("is not granted by itself: whoever has a grant with confirmation model has it");
        }
        return tools.names().contains(tool) ? Optional.empty() : Optional.of(NO_TOOL);
    }

    private void reasons(Change change, List<Violation> wrong) {
        JsonNode settings = change.after();
        if (settings != null) {
            settings.path("reasons").fieldNames().forEachRemaining(tool -> {
                if (!tools.names().contains(tool)) {
                    wrong.add(new Violation("reasons." + tool, NO_TOOL));
                }
            });
        }
    }

    /** Roles that a grant's tiers name and that are not there: a tier of theirs waits for nobody. */
    static Set<String> unknown(@Nullable ObjectNode grant, Draft draft) {
        Set<String> unknown = new TreeSet<>();
        if (grant != null) {
            grant.path("approvals")
                    .forEach(tier -> unknown.add(tier.path("role").asText()));
        }
        unknown.removeAll(draft.roles().keySet());
        return unknown;
    }
}
