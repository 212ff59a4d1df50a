package org.countersign.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countersign.caller.Caller;
import org.countersign.caller.Permissions;

/** Who may change what of the policy, and what no change may come to (contract, section 10). */
final class Rules {

    private final Standing present;
    private final Draft wanted;
    private final List<Change> changes;
    private final Caller by;
    private final Tools tools;

    /** @param tools that this server has */
    Rules(Standing present, Draft wanted, List<Change> changes, Caller by, Tools tools) {
        this.present = present;
        this.wanted = wanted;
        this.changes = changes;
        this.by = by;
        this.tools = tools;
    }

    Optional<Changed.Not> forbid() {
        return spelling()
                .or(this::ownRole)
                .or(this::adminRole)
                .or(this::lockOut)
                .or(this::inUse);
    }

    private Optional<Changed.Not> spelling() {
        List<Violation> wrong = new Spelling(wanted, changes, tools).wrong();
        return wrong.isEmpty() ? Optional.empty() : Optional.of(Changed.Not.invalid(wrong));
    }

    private Optional<Changed.Not> ownRole() {
        Set<String> changed =
                changes.stream().map(Change::role).filter(Objects::nonNull).collect(Collectors.toSet());
        return present.bars(by, changed).map(why -> new Changed.Not(Changed.Why.OWN_ROLE, why));
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
        Set<String> before = others(present.managers(present.draft()));
        Set<String> after = others(present.managers(wanted));
        return before.isEmpty() || !after.isEmpty()
                ? Optional.empty()
                : Optional.of(new Changed.Not(
                        Changed.Why.LOCK_OUT,
                        String.join(", ", before)
                                + " is the last role with manage_grants that somebody else could use. Give"
                                + " manage_grants to another role first."));
    }

    private Optional<Changed.Not> inUse() {
        Set<String> removed = new TreeSet<>(present.draft().roles().keySet());
        removed.removeAll(wanted.roles().keySet());
        Set<String> users = new TreeSet<>();
        wanted.roles()
                .forEach((role, of) -> of.tools().forEach((tool, grant) -> {
                    if (Spelling.unknown(grant, wanted).stream().anyMatch(removed::contains)) {
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
}
