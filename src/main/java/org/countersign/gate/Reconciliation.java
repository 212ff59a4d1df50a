package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.gate.MarkedEffects.Marked;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/**
 * After a restore or a failover of its database the ledger may have lost what it promised to keep. Until an administrator
 * has compared it with the shop here, nothing is sent and no open action is judged.
 */
@ApplicationScoped
public class Reconciliation {

    /** As long as keys are kept. */
    private static final Duration BACK = Duration.ofDays(90);

    private static final int AT_ONCE = 100;
    private static final String LOST =
            "the ledger's database was restored or failed over, so its end may be lost; an administrator"
                    + " must run POST /api/admin/reconcile first.";

    private final Ledger ledger;
    private final MarkedEffects effects;
    private final Clock clock;

    Reconciliation(Ledger ledger, MarkedEffects effects, Clock clock) {
        this.ledger = ledger;
        this.effects = effects;
        this.clock = clock;
    }

    /**
     * @param wasMoved whether the database had changed
     * @param compared how many effects in the shop carry our mark
     * @param lacking  those that the ledger does not have: each is handed to a person
     */
    public record Report(boolean wasMoved, int compared, List<Marked> lacking) {}

    /** What everybody is told until then. */
    public static Refusal moved() {
        return Switches.disabled(LOST);
    }

    /** The same, for who looks at the switches. */
    public static SwitchedOff.Off writes() {
        return new SwitchedOff.Off("all", LOST, null, null);
    }

    /** Compares, hands what is lacking to persons, and lets writes go on. Throws, and changes nothing, when the shop cannot be asked. */
    public Report reconcile(Caller by, String reason) {
        boolean moved = !ledger.atHome();
        int compared = 0;
        List<Marked> lacking = new ArrayList<>();
        Instant since = clock.instant().minus(BACK);
        @Nullable String cursor = null;
        do {
            Page<Marked> page = effects.since(since, new Page.Request(AT_ONCE, cursor));
            compared += page.items().size();
            lacking.addAll(lacking(page.items()));
            cursor = page.nextCursor();
        } while (cursor != null);
        lacking.forEach(effect -> ledger.escalate("unknown_effect", data(effect)));
        ObjectNode data = Json.object()
                .put("moved", moved)
                .put("compared", compared)
                .put("lacking", lacking.size())
                .put("reason", reason);
        ledger.atHomeHere(by, new Event("reconciled", clock.instant(), data));
        return new Report(moved, compared, lacking);
    }

    private List<Marked> lacking(List<Marked> some) {
        List<Marked> ours = some.stream()
                .filter(effect -> StepKey.parts(effect.mark()).isPresent())
                .toList();
        Set<String> unknown = new HashSet<>(
                ledger.unknownMarks(ours.stream().map(Marked::mark).toList()));
        return ours.stream().filter(effect -> unknown.contains(effect.mark())).toList();
    }

    /** As it is stored and shown. */
    public static ObjectNode data(Marked effect) {
        ObjectNode json = Json.object()
                .put("mark", effect.mark())
                .put("what", effect.what())
                .put("object", effect.object().toString())
                .put("at", effect.at().toString());
        if (effect.money() != null) {
            json.set("amount", Json.money(effect.money()));
        }
        return json;
    }
}
