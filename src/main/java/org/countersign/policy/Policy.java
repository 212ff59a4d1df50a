package org.countersign.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.caller.Grant;
import org.countersign.caller.Grants;
import org.countersign.caller.Permissions;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Ledger;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.gate.Reconciliation;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopSettings;
import org.countersign.gate.SwitchedOff;
import org.countersign.gate.Switches;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Grants, permissions, switches and the shop's settings, at most a second old; what sends reads them again in its own transaction. */
@ApplicationScoped
class Policy implements Grants, Switches, SwitchedOff, ShopSettings.Source {

    private static final Duration AT_MOST = Duration.ofMillis(900);

    private final PolicyRows rows;
    private final Ledger ledger;
    private final GateSettings settings;
    private final String adminRole;
    private volatile @Nullable Seen seen;
    private volatile @Nullable Settled settled;

    Policy(
            PolicyRows rows,
            Ledger ledger,
            GateSettings settings,
            @ConfigProperty(name = "countersign.admin-role", defaultValue = "shop_admin") String adminRole) {
        this.adminRole = adminRole;
        this.rows = rows;
        this.ledger = ledger;
        this.settings = settings;
    }

    /** @param at in nanoseconds @param home whether this is still the ledger's database */
    record Seen(long at, boolean home, Rows rows) {}

    record Rows(
            Map<String, List<Grant>> grantsByTool,
            Map<String, Set<String>> permissions,
            List<Permissions.Decider> deciders,
            List<SwitchedOff.Off> off,
            List<BlockBoard.Blocked> blocked,
            String shop) {}

    private record Settled(String text, ShopSettings settings) {}

    @Override
    public List<SwitchedOff.Off> off() {
        Seen now = seen();
        return now.home() ? now.rows().off() : List.of(Reconciliation.writes());
    }

    @Override
    public List<Grant> of(Set<String> roles, String tool) {
        return seen().rows().grantsByTool().getOrDefault(tool, List.of()).stream()
                .filter(grant -> roles.contains(grant.role()))
                .toList();
    }

    @Override
    public Permissions permissions(Set<String> roles) {
        Rows now = seen().rows();
        Set<String> names = new HashSet<>();
        roles.forEach(role -> names.addAll(now.permissions().getOrDefault(role, Set.of())));
        if (roles.contains(adminRole)) {
            names.add(Permissions.MANAGE_GRANTS);
        }
        return new Permissions(
                names,
                now.deciders().stream()
                        .filter(decider -> roles.contains(decider.role()))
                        .toList());
    }

    @Override
    public Optional<Refusal> off(String tool) {
        Set<String> scopes = Set.of("all", "tool:" + tool, "backend:" + settings.account());
        Seen now = seen();
        if (!now.home()) {
            return Optional.of(Reconciliation.moved());
        }
        return now.rows().off().stream()
                .filter(off -> scopes.contains(off.scope()))
                .findFirst()
                .map(off -> Switches.disabled(off.reason()));
    }

    /** Also those whose time is over. */
    List<BlockBoard.Blocked> blocked() {
        return seen().rows().blocked();
    }

    /** Forgets what it knows: the next question is answered from the database. */
    void changed() {
        seen = null;
    }

    /** Malformed settings stop what asks for them, not the reading of grants. */
    @Override
    public ShopSettings now() {
        String text = written();
        Settled known = settled;
        if (known == null || !known.text().equals(text)) {
            known = new Settled(text, read(text));
            settled = known;
        }
        return known.settings();
    }

    private String written() {
        try {
            return seen().rows().shop();
        } catch (RuntimeException gone) {
            throw new LedgerUnavailable(gone);
        }
    }

    private static ShopSettings read(String text) {
        try {
            return TermsOfShop.settings(text);
        } catch (RuntimeException malformed) {
            throw new ShopSettings.Unreadable(malformed);
        }
    }

    private Seen seen() {
        Seen known = seen;
        if (known == null || System.nanoTime() - known.at() > AT_MOST.toNanos()) {
            long at = System.nanoTime();
            known = new Seen(at, ledger.atHome(), read());
            seen = known;
        }
        return known;
    }

    private Rows read() {
        try {
            return rows.read();
        } catch (PersistenceException gone) {
            throw new LedgerUnavailable(gone);
        }
    }

    /** Reads the tables. */
    @ApplicationScoped
    static class PolicyRows {

        private final GateSettings settings;

        PolicyRows(GateSettings settings) {
            this.settings = settings;
        }

        @Transactional
        Rows read() {
            String shop = settings.shop();
            List<Role> roles = Role.in(shop);
            return new Rows(
                    Confirmable.added(RoleGrant.enabledIn(shop).stream()
                            .map(Terms::grant)
                            .collect(Collectors.groupingBy(Grant::tool))),
                    roles.stream().collect(Collectors.toMap(role -> role.name, role -> Set.copyOf(role.permissions))),
                    roles.stream()
                            .filter(role -> role.permissions.contains(Permissions.DECIDE_APPROVALS))
                            .map(Role::decider)
                            .sorted(Comparator.comparing(Permissions.Decider::role))
                            .toList(),
                    Switch.offIn(shop).stream()
                            .map(off -> new SwitchedOff.Off(off.scope, off.reason, off.subject(), off.at))
                            .toList(),
                    Block.in(shop).stream().map(BlockBoard::blocked).toList(),
                    ShopSettingsRow.of(shop));
        }
    }
}
