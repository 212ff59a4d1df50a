package org.countersign.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;

/** Grants that somebody thinks about, as if they were in force. */
record Drafted(Draft draft) implements Grants {

    @Override
    public List<Grant> of(Set<String> roles, String tool) {
        return draft.roles().entrySet().stream()
                .filter(role -> roles.contains(role.getKey()))
                .flatMap(
                        role -> enabled(role.getValue(), tool).map(grant -> Terms.grant(role.getKey(), tool, 0, grant)))
                .toList();
    }

    private static Stream<ObjectNode> enabled(Draft.OfRole role, String tool) {
        return Stream.ofNullable(role.tools().get(tool))
                .filter(grant -> grant.path(Terms.ENABLED).asBoolean());
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
