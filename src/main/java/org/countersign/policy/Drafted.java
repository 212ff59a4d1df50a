package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;

/** Grants that somebody thinks about, as if they were in force. */
record Drafted(Draft draft) implements Grants {

    @Override
    public List<Grant> of(Set<String> roles, String tool) {
        return draft.roles().entrySet().stream()
                .filter(role -> roles.contains(role.getKey()))
                .filter(role -> enabled(role.getValue(), tool))
                .map(role -> Terms.grant(
                        role.getKey(), tool, 0, role.getValue().tools().get(tool)))
                .toList();
    }

    private static boolean enabled(Draft.OfRole role, String tool) {
        JsonNode grant = role.tools().get(tool);
        return grant != null && grant.path(Terms.ENABLED).asBoolean();
    }

    @Override
    public Permissions permissions(Set<String> roles) {
        Set<String> names = new HashSet<>();
        draft.roles().forEach((role, of) -> {
            if (roles.contains(role)) {
                of.permissions().fieldNames().forEachRemaining(names::add);
            }
        });
        return new Permissions(names);
    }
}
