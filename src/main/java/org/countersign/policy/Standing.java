package org.countersign.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.countersign.caller.Caller;
import org.countersign.gate.Digest;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/**
 * How the policy stands, with an entity tag for each of its parts: whoever changes one names the tag of what they saw.
 *
 * @param adminRole may manage grants whatever the table says
 */
public record Standing(Draft draft, Map<String, Long> versions, String adminRole) {

    private static final int TAG = 20;

    static String key(String role, String tool) {
        return role + "\n" + tool;
    }

    static final String SETTINGS = "\n";

    public @Nullable String tag(String role) {
        return tagOf(role);
    }

    public @Nullable String tag(String role, String tool) {
        return tagOf(key(role, tool));
    }

    public @Nullable String settingsTag() {
        return tagOf(SETTINGS);
    }

    private @Nullable String tagOf(String key) {
        Long version = versions.get(key);
        return version == null ? null : "\"" + version + "\"";
    }

    /** Of all together. */
    public String tag() {
        ObjectNode json = Json.object();
        new TreeMap<>(versions).forEach((key, version) -> json.put(key, String.valueOf(version)));
        return "\""
                + HexFormat.of().formatHex(Digest.sha256(Json.canonical(json))).substring(0, TAG) + "\"";
    }

    public @Nullable ObjectNode permissions(String role) {
        return draft.permissions(role);
    }

    /** Roles that may manage grants by this draft; the admin role always does. */
    SortedSet<String> managers(Draft of) {
        SortedSet<String> names = of.managers();
        names.add(adminRole);
        return names;
    }

    /** Why this person may not change what these roles may do, and who may; empty where they hold none of them. */
    public Optional<String> bars(Caller by, Set<String> roles) {
        SortedSet<String> own = new TreeSet<>(roles);
        own.retainAll(by.roles());
        if (own.isEmpty()) {
            return Optional.empty();
        }
        SortedSet<String> others = managers(draft);
        others.removeAll(by.roles());
        return Optional.of("Nobody changes what a role may do that they hold: " + String.join(", ", own) + ". "
                + (others.isEmpty()
                        ? "No other role may manage grants: give manage_grants to one that another person holds."
                        : "Somebody may who holds " + String.join(" or ", others) + " and not that role."));
    }

    public @Nullable ObjectNode grant(String role, String tool) {
        return draft.grant(role, tool);
    }
}
