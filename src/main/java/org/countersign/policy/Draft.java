package org.countersign.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.countersign.caller.Permissions;
import org.countersign.gate.Json;
import org.jspecify.annotations.Nullable;

/** Roles, grants and settings of the shop, as they are or as somebody wants them; every part in normal form. */
public record Draft(SortedMap<String, OfRole> roles, ObjectNode settings) {

    /** @param tools the grants by tool */
    public record OfRole(ObjectNode permissions, SortedMap<String, ObjectNode> tools) {}

    @Nullable
    ObjectNode permissions(String role) {
        OfRole of = roles.get(role);
        return of == null ? null : of.permissions();
    }

    @Nullable
    ObjectNode grant(String role, String tool) {
        OfRole of = roles.get(role);
        return of == null ? null : of.tools().get(tool);
    }

    /** @param grant absent: removed */
    Draft with(String role, String tool, @Nullable ObjectNode grant) {
        OfRole of = roles.getOrDefault(role, new OfRole(Json.object(), new TreeMap<>()));
        SortedMap<String, ObjectNode> tools = new TreeMap<>(of.tools());
        set(tools, tool, grant);
        return with(role, new OfRole(of.permissions(), tools));
    }

    /** @param permissions absent: the role is removed, with its grants */
    Draft with(String role, @Nullable ObjectNode permissions) {
        OfRole of = roles.get(role);
        return with(
                role, permissions == null ? null : new OfRole(permissions, of == null ? new TreeMap<>() : of.tools()));
    }

    private Draft with(String role, @Nullable OfRole of) {
        SortedMap<String, OfRole> all = new TreeMap<>(roles);
        set(all, role, of);
        return new Draft(all, settings);
    }

    private static <T> void set(Map<String, T> map, String name, @Nullable T value) {
        if (value == null) {
            map.remove(name);
        } else {
            map.put(name, value);
        }
    }

    Draft with(ObjectNode otherSettings) {
        return new Draft(roles, otherSettings);
    }

    /** Roles that may manage grants. */
    SortedSet<String> managers() {
        SortedSet<String> names = new TreeSet<>();
        roles.forEach((role, of) -> {
            if (of.permissions().has(Permissions.MANAGE_GRANTS)) {
                names.add(role);
            }
        });
        return names;
    }

    /** Everything that must change to come from this to the other; roles before their grants. */
    List<Change> to(Draft other) {
        List<Change> changes = new ArrayList<>();
        SortedSet<String> names = new TreeSet<>(roles.keySet());
        names.addAll(other.roles.keySet());
        for (String role : names) {
            add(changes, Change.Kind.ROLE, role, null, permissions(role), other.permissions(role));
            SortedSet<String> tools = new TreeSet<>(tools(role));
            tools.addAll(other.tools(role));
            tools.forEach(
                    tool -> add(changes, Change.Kind.GRANT, role, tool, grant(role, tool), other.grant(role, tool)));
        }
        add(changes, Change.Kind.SETTINGS, null, null, settings, other.settings);
        changes.sort(Comparator.comparing(Change::kind));
        return List.copyOf(changes);
    }

    private SortedSet<String> tools(String role) {
        OfRole of = roles.get(role);
        return of == null ? new TreeSet<>() : new TreeSet<>(of.tools().keySet());
    }

    private static void add(
            List<Change> changes,
            Change.Kind kind,
            @Nullable String role,
            @Nullable String tool,
            @Nullable ObjectNode before,
            @Nullable ObjectNode after) {
        if (!text(before).equals(text(after))) {
            changes.add(new Change(kind, role, tool, before, after));
        }
    }

    private static String text(@Nullable ObjectNode json) {
        return json == null ? "" : Json.text(json);
    }
}
