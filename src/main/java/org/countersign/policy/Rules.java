package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.countersign.caller.Caller;
import org.countersign.caller.Permissions;
import org.jspecify.annotations.Nullable;

/** Who may change what of the policy, and what no change may come to (contract, section 10). */
final class Rules {

    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:+=~-]{0,99}");

    private final Standing present;
    private final Draft wanted;
    private final List<Change> changes;
    private final Caller by;
    private final List<String> tools;

    /** @param tools that this server has */
    Rules(Standing present, Draft wanted, List<Change> changes, Caller by, List<String> tools) {
        this.present = present;
        this.wanted = wanted;
        this.changes = changes;
        this.by = by;
        this.tools = tools;
    }

    Optional<Changed.Not> forbid() {
        return names().or(this::ownRole).or(this::adminRole).or(this::lockOut).or(this::deciders);
    }

    /** Of what is new. What was there before may have another name: a tool of another version of this server. */
    private Optional<Changed.Not> names() {
        List<Violation> wrong = new ArrayList<>();
        for (Change change : changes) {
            String role = change.role();
            String tool = change.tool();
            if (role != null && change.after() != null && !ROLE.matcher(role).matches()) {
                wrong.add(new Violation(role, "is no name of a role: letters, digits and _ . : + = ~ -, at most 100"));
            }
            if (tool != null && change.after() != null) {
                tool(tool).ifPresent(why -> wrong.add(new Violation(role + "." + tool, why)));
            }
            if (change.kind() == Change.Kind.SETTINGS && change.after() != null) {
                change.after().path("reasons").fieldNames().forEachRemaining(name -> {
                    if (!tools.contains(name)) {
                        wrong.add(new Violation("reasons." + name, "is no tool of this server"));
                    }
                });
            }
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of(Changed.Not.invalid(wrong));
    }

    private Optional<String> tool(String tool) {
        if (tool.equals(Confirmable.TOOL)) {
            return Optional.of("is not granted by itself: whoever has a grant with confirmation model has it");
        }
        return tools.contains(tool) ? Optional.empty() : Optional.of("is no tool of this server");
    }

    private Optional<Changed.Not> ownRole() {
        Set<String> own = changes.stream()
                .map(Change::role)
                .filter(Objects::nonNull)
                .filter(by.roles()::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Set<String> others = others(managers(present.draft()));
        return Optional.of(new Changed.Not(
                Changed.Why.OWN_ROLE,
                "Nobody changes what a role may do that they hold: " + String.join(", ", own) + ". "
                        + (others.isEmpty()
                                ? "No other role may manage grants: give manage_grants to one that another person holds."
                                : "Somebody may who holds " + String.join(" or ", others) + " and not that role.")));
    }

    private Set<String> managers(Draft draft) {
        Set<String> names = new TreeSet<>(draft.managers());
        names.add(present.adminRole());
        return names;
    }

    private Set<String> others(Set<String> roles) {
        Set<String> others = new TreeSet<>(roles);
        others.removeAll(by.roles());
        return others;
    }

    private Optional<Changed.Not> adminRole() {
        String admin = present.adminRole();
        ObjectNode permissions = wanted.permissions(admin);
        boolean touched =
                changes.stream().anyMatch(change -> change.kind() == Change.Kind.ROLE && admin.equals(change.role()));
        return !touched || (permissions != null && permissions.has(Permissions.MANAGE_GRANTS))
                ? Optional.empty()
                : Optional.of(new Changed.Not(
                        Changed.Why.LOCK_OUT,
                        admin + " is the setting countersign.admin-role: it stays and keeps manage_grants, so that the"
                                + " shop cannot lock itself out."));
    }

    private Optional<Changed.Not> lockOut() {
        Set<String> before = others(managers(present.draft()));
        Set<String> after = others(managers(wanted));
        return before.isEmpty() || !after.isEmpty()
                ? Optional.empty()
                : Optional.of(new Changed.Not(
                        Changed.Why.LOCK_OUT,
                        String.join(", ", before)
                                + " is the last role with manage_grants that somebody else could use. Give"
                                + " manage_grants to another role first."));
    }

    /** A tier whose role does not exist waits for nobody. */
    private Optional<Changed.Not> deciders() {
        Set<String> removed = changes.stream()
                .filter(change -> change.kind() == Change.Kind.ROLE && change.after() == null)
                .map(Change::role)
                .collect(Collectors.toSet());
        List<Violation> wrong = new ArrayList<>();
        for (Change change : changes) {
            if (change.kind() == Change.Kind.GRANT) {
                unknown(change.after()).stream()
                        .filter(role -> !removed.contains(role))
                        .forEach(role -> wrong.add(new Violation(
                                change.role() + "." + change.tool() + ".approvals", "there is no role " + role)));
            }
        }
        return wrong.isEmpty() ? inUse(removed) : Optional.of(Changed.Not.invalid(wrong));
    }

    private Optional<Changed.Not> inUse(Set<String> removed) {
        Set<String> users = new TreeSet<>();
        wanted.roles()
                .forEach((role, of) -> of.tools().forEach((tool, grant) -> {
                    if (unknown(grant).stream().anyMatch(removed::contains)) {
                        users.add(role + " " + tool);
                    }
                }));
        return users.isEmpty()
                ? Optional.empty()
                : Optional.of(new Changed.Not(
                        Changed.Why.IN_USE,
                        "A removed role decides what these grants ask: " + String.join(", ", users)
                                + ". Change their approvals first."));
    }

    private Set<String> unknown(@Nullable ObjectNode grant) {
        Set<String> unknown = new TreeSet<>();
        if (grant != null) {
            for (JsonNode tier : grant.path("approvals")) {
                String decides = tier.path("role").asText();
                if (!wanted.roles().containsKey(decides)) {
                    unknown.add(decides);
                }
            }
        }
        return unknown;
    }
}
