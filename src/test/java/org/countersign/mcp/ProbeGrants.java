package org.countersign.mcp;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;

/** Role agent: both probes. Role reader: the reading one. Role robot: the reading one, also for service accounts. */
@Alternative
@Singleton
class ProbeGrants implements Grants {

    private static final Map<String, Set<String>> GRANTED = Map.of(
            "agent",
            Set.of("probe_read", "probe_write"),
            "reader",
            Set.of("probe_read"),
            "robot",
            Set.of("probe_read"));

    volatile boolean broken;

    @Override
    public List<Grant> of(Set<String> roles, String tool) {
        if (broken) {
            throw new IllegalStateException("no database");
        }
        return roles.stream()
                .sorted()
                .filter(role -> GRANTED.getOrDefault(role, Set.of()).contains(tool))
                .map(role -> grant(role, tool))
                .toList();
    }

    @Override
    public Permissions permissions(Set<String> roles) {
        return new Permissions(Set.of());
    }

    private static Grant grant(String role, String tool) {
        return new Grant(
                role,
                tool,
                1,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Grant.Confirmation.NONE,
                List.of(),
                false,
                role.equals("robot"));
    }
}
