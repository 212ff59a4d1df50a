package org.countersign.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Grants, permissions and settings as administrators see and change them (contract, section 10). When a change is answered it
 * is in the ledger, and nothing is sent any more that it forbids. Whether somebody may manage grants at all is asked before.
 */
@ApplicationScoped
public class PolicyBook {

    private final PolicyRecords records;
    private final Policy policy;
    private final Ledger ledger;
    private final GateSettings settings;

    PolicyBook(PolicyRecords records, Policy policy, Ledger ledger, GateSettings settings) {
        this.records = records;
        this.policy = policy;
        this.ledger = ledger;
        this.settings = settings;
    }

    /**
     * Who changes something, of what they have seen, and why.
     *
     * @param tools that this server has
     */
    public record Edit(
            Caller by, Condition condition, @Nullable String reason, Tools tools) {}

    public Standing standing() {
        return records.standing();
    }

    /** @param written the grant as section 10 has it; absent: taken away */
    public Changed grant(Edit edit, String role, String tool, @Nullable JsonNode written) {
        return change(edit, false, present -> {
            if (present.permissions(role) == null) {
                return new PolicyRecords.Wanted.No(unknownRole(role));
            }
            List<Violation> wrong = new ArrayList<>();
            ObjectNode grant = written == null ? null : Terms.normal("", role, tool, written, wrong);
            return wanted(edit, present.tag(role, tool), wrong, present.draft().with(role, tool, grant));
        });
    }

    /** @param written the permissions; absent: the role is removed with its grants */
    public Changed role(Edit edit, String role, @Nullable JsonNode written) {
        return change(edit, false, present -> {
            List<Violation> wrong = new ArrayList<>();
            ObjectNode before = present.permissions(role);
            ObjectNode permissions = written == null
                    ? null
                    : Rights.normal("permissions", written, before == null ? Json.object() : before, wrong);
            return wanted(edit, present.tag(role), wrong, present.draft().with(role, permissions));
        });
    }

    public Changed settings(Edit edit, JsonNode written) {
        return change(edit, false, present -> {
            List<Violation> wrong = new ArrayList<>();
            ObjectNode wanted = TermsOfShop.json(TermsOfShop.settings("", written, wrong));
            return wanted(edit, present.settingsTag(), wrong, present.draft().with(wanted));
        });
    }

    /** Everything at once, as {@link #file} gives it. @param dryRun says what would be changed, and needs no condition */
    public Changed replace(Edit edit, JsonNode file, boolean dryRun) {
        return change(edit, dryRun, present -> {
            List<Violation> wrong = new ArrayList<>();
            Draft draft = PolicyFile.read(file, settings.shop(), present, wrong);
            return dryRun && wrong.isEmpty()
                    ? new PolicyRecords.Wanted.So(draft)
                    : wanted(edit, present.tag(), wrong, draft);
        });
    }

    public ObjectNode file() {
        return PolicyFile.of(settings.shop(), standing().draft());
    }

    /** Newest first. @param before the id of the last one seen */
    public List<ObjectNode> history(@Nullable String role, @Nullable String tool, @Nullable Long before, int limit) {
        return records.history(role, tool, before, limit);
    }

    /** Only of the settings, newest first. */
    public List<ObjectNode> settingsHistory(int limit) {
        return records.history(Change.Kind.SETTINGS, limit);
    }

    private static PolicyRecords.Wanted wanted(Edit edit, @Nullable String tag, List<Violation> wrong, Draft draft) {
        if (!wrong.isEmpty()) {
            return new PolicyRecords.Wanted.No(Changed.Not.invalid(wrong));
        }
        Optional<Changed.Not> other = edit.condition().against(tag);
        return other.isPresent() ? new PolicyRecords.Wanted.No(other.get()) : new PolicyRecords.Wanted.So(draft);
    }

    private Changed change(Edit edit, boolean dryRun, PolicyRecords.Wish wish) {
        Changed changed = records.change(edit.by(), edit.reason(), edit.tools(), dryRun, wish);
        if (!dryRun && changed instanceof Changed.Done) {
            policy.changed();
            ledger.awaitSends();
        }
        return changed;
    }

    private static Changed.Not unknownRole(String role) {
        return new Changed.Not(
                Changed.Why.NOT_FOUND, "There is no role " + role + ". Create it first: PUT …/roles/" + role + ".");
    }
}
