package org.countersign.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;

/**
 * The kill switch (contract, section 10): stops every new send of the shop, of one tool or of one backend. Looking goes on.
 * The change and its event are one transaction.
 */
@ApplicationScoped
public class SwitchBoard {

    private final GateSettings settings;
    private final Policy policy;
    private final Ledger ledger;
    private final Clock clock;

    SwitchBoard(GateSettings settings, Policy policy, Ledger ledger, Clock clock) {
        this.settings = settings;
        this.policy = policy;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @param scope {@code all}, {@code tool:…} or {@code backend:…} */
    public record Position(String scope, boolean enabled, String reason, String byWhom, String at) {}

    @Transactional
    public void turn(Caller by, String scope, boolean enabled, String reason) {
        Switch row = Switch.findById(new SwitchId(settings.shop(), scope));
        boolean isNew = row == null;
        if (isNew) {
            row = new Switch();
            row.shop = settings.shop();
            row.scope = scope;
        }
        row.enabled = enabled;
        row.reason = reason;
        row.byWhom = by.issuer() + " " + by.subject();
        row.at = clock.instant();
        if (isNew) {
            row.persist();
        }
        ledger.note(
                by,
                "writes",
                null,
                new Event(
                        "switched",
                        clock.instant(),
                        Json.object()
                                .put("scope", scope)
                                .put("enabled", enabled)
                                .put("reason", reason)));
        policy.changed();
    }

    /** After a switch was turned, outside its transaction: from then on nothing is sent that it stops. */
    public void awaitSends() {
        ledger.awaitSends();
    }

    /** What was changed beside the switches is seen at once. */
    public void readAgain() {
        policy.changed();
    }

    /** Every switch that was ever turned, as it stands. */
    @Transactional
    public List<Position> positions() {
        return Switch.in(settings.shop()).stream()
                .map(row -> new Position(row.scope, row.enabled, row.reason, row.byWhom, row.at.toString()))
                .toList();
    }
}
