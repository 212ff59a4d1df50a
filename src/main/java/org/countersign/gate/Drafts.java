package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.countersign.caller.Caller;
import org.jspecify.annotations.Nullable;

/** Makes entries of calls, before they are claimed. */
@ApplicationScoped
class Drafts {

    private final GateSettings settings;
    private final ActionIds ids;
    private final Clock clock;

    Drafts(GateSettings settings, ActionIds ids, Clock clock) {
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param earlier the action that had this key before and left it free */
    Entry draft(Caller caller, Action action, Request request, ActionKey key, @Nullable String earlier) {
        BigDecimal confidence = request.confidence();
        return new Entry(
                ids.next(),
                settings.shop(),
                action.tool(),
                action.target(),
                new Entry.Who(
                        caller.issuer(),
                        caller.subject(),
                        caller.clientId(),
                        caller.tokenId(),
                        caller.roles(),
                        !caller.person()),
                key,
                action.arguments(),
                request.version(),
                new Entry.Words(
                        request.reasoning(),
                        confidence == null ? null : confidence.toPlainString(),
                        request.uncertaintyReason(),
                        request.customerRequest(),
                        request.caseId(),
                        request.intentionalRepeat()),
                earlier,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                null,
                0,
                Status.RUNNING,
                null,
                List.of(),
                Outcome.NONE,
                null);
    }

    Event claimed(Entry entry) {
        Entry.Words words = entry.words();
        ObjectNode data = Json.object()
                .put("tool", entry.tool())
                .put("target", entry.target().toString())
                .put("client_id", entry.who().clientId())
                .put("token_id", entry.who().tokenId())
                .put("key_hash", Digest.hex(entry.key().hash()))
                .put("version", entry.version())
                .put("retry_of", entry.retryOf())
                .put("case_id", words.caseId())
                .put("reasoning", words.reasoning())
                .put("confidence", words.confidence())
                .put("uncertainty_reason", words.uncertaintyReason())
                .put("customer_request", words.customerRequest())
                .put("intentional_repeat", words.intentionalRepeat());
        ArrayNode roles = data.putArray("roles");
        entry.who().roles().stream().sorted().forEach(roles::add);
        data.set("arguments", entry.arguments());
        return new Event("claimed", clock.instant(), data);
    }
}
