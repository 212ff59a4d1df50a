package org.countersign.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the policy. Changes come one after another; each is one transaction with its events, judged on what stands
 * when its turn has come.
 */
@ApplicationScoped
class PolicyRecords {

    private final String shop;
    private final String adminRole;
    private final Ledger ledger;
    private final Clock clock;

    PolicyRecords(
            GateSettings settings,
            Ledger ledger,
            Clock clock,
            @ConfigProperty(name = "countersign.admin-role", defaultValue = "shop_admin") String adminRole) {
        this.shop = settings.shop();
        this.ledger = ledger;
        this.clock = clock;
        this.adminRole = adminRole;
    }

    /** What is wanted of what stands, or why not. */
    interface Wish {
        Wanted of(Standing present);
    }

    sealed interface Wanted {
        record So(Draft draft) implements Wanted {}

        record No(Changed.Not why) implements Wanted {}
    }

    @Transactional
    Standing standing() {
        return StandingRows.read(shop, adminRole, ShopSettingsRow.findById(shop));
    }

    @Transactional
    Changed change(Caller by, @Nullable String reason, Tools tools, boolean dryRun, Wish wish) {
        ShopSettingsRow settings = ShopSettingsRow.findById(shop, LockModeType.PESSIMISTIC_WRITE);
        Standing present = StandingRows.read(shop, adminRole, settings);
        return switch (wish.of(present)) {
            case Wanted.No(Changed.Not why) -> why;
            case Wanted.So(Draft wanted) -> {
                List<Change> changes = present.draft().to(wanted);
                Optional<Changed.Not> forbidden = new Rules(present, wanted, changes, by, tools).forbid();
                if (forbidden.isPresent()) {
                    yield forbidden.get();
                }
                if (!dryRun) {
                    changes.forEach(change -> write(change, settings, by, reason));
                }
                yield new Changed.Done(
                        dryRun || changes.isEmpty() ? present : StandingRows.read(shop, adminRole, settings), changes);
            }
        };
    }

    @Transactional
    List<ObjectNode> history(@Nullable String role, @Nullable String tool, @Nullable Long before, int limit) {
        return PolicyChangeRow.newest(shop, role, tool, before, limit).stream()
                .map(PolicyChangeRow::json)
                .toList();
    }

    @Transactional
    List<ObjectNode> history(Change.Kind kind, int limit) {
        return PolicyChangeRow.newest(shop, kind, limit).stream()
                .map(PolicyChangeRow::json)
                .toList();
    }

    private void write(Change change, ShopSettingsRow settings, Caller by, @Nullable String reason) {
        long version = switch (change.kind()) {
            case ROLE -> role(Objects.requireNonNull(change.role()), change.after());
            case GRANT ->
                grant(Objects.requireNonNull(change.role()), Objects.requireNonNull(change.tool()), change.after());
            case SETTINGS -> settings(settings, Objects.requireNonNull(change.after()));
        };
        row(change, version, by, reason).persist();
        ledger.note(
                by,
                change.tool() == null ? "policy" : change.tool(),
                null,
                new Event(Json.wire(change.kind()) + "_changed", clock.instant(), data(change, version, reason)));
    }

    private long role(String name, @Nullable ObjectNode permissions) {
        Role row = Role.findById(new RoleId(shop, name));
        if (permissions == null) {
            long last = row == null ? 0 : row.version;
            Role.deleteById(new RoleId(shop, name));
            Role.flush();
            return last + 1;
        }
        boolean isNew = row == null;
        if (isNew) {
            row = new Role();
            row.shop = shop;
            row.name = name;
            row.version = PolicyChangeRow.lastVersion(shop, name, null) + 1;
        }
        Rights.write(permissions, row);
        if (isNew) {
            row.persist();
        }
        Role.flush();
        return row.version;
    }

    private long grant(String role, String tool, @Nullable ObjectNode grant) {
        RoleGrant row = RoleGrant.findById(new RoleGrantId(shop, role, tool));
        if (grant == null) {
            long last = row.version;
            row.delete();
            RoleGrant.flush();
            return last + 1;
        }
        boolean isNew = row == null;
        if (isNew) {
            row = new RoleGrant();
            row.shop = shop;
            row.role = role;
            row.tool = tool;
            row.version = PolicyChangeRow.lastVersion(shop, role, tool) + 1;
        }
        ObjectNode terms = grant.deepCopy();
        row.enabled = terms.remove(Terms.ENABLED).asBoolean();
        row.terms = Json.text(terms);
        if (isNew) {
            row.persist();
        }
        RoleGrant.flush();
        return row.version;
    }

    private long settings(@Nullable ShopSettingsRow stored, ObjectNode settings) {
        ShopSettingsRow row = stored;
        if (row == null) {
            row = new ShopSettingsRow();
            row.shop = shop;
            row.version = 1;
        }
        row.settings = Json.text(settings);
        if (stored == null) {
            row.persist();
        }
        ShopSettingsRow.flush();
        return row.version;
    }

    private PolicyChangeRow row(Change change, long version, Caller by, @Nullable String reason) {
        PolicyChangeRow row = new PolicyChangeRow();
        row.shop = shop;
        row.at = clock.instant();
        row.kind = Json.wire(change.kind());
        row.role = change.role();
        row.tool = change.tool();
        row.version = version;
        row.before = text(change.before());
        row.after = text(change.after());
        row.issuer = by.issuer();
        row.subject = by.subject();
        row.clientId = by.clientId();
        row.reason = reason;
        return row;
    }

    private static ObjectNode data(Change change, long version, @Nullable String reason) {
        ObjectNode data = Json.object().put("role", change.role()).put("version", version);
        data.set("before", change.before());
        data.set("after", change.after());
        if (reason != null) {
            data.put("reason", reason);
        }
        return data;
    }

    private static @Nullable String text(@Nullable ObjectNode json) {
        return json == null ? null : Json.text(json);
    }
}
