package org.countersign.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
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

    public @Nullable ObjectNode grant(String role, String tool) {
        return draft.grant(role, tool);
    }
}
