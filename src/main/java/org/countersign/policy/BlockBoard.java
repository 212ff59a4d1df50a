package org.countersign.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.countersign.gate.Blocks;
import org.countersign.gate.Event;
import org.countersign.gate.GateSettings;
import org.countersign.gate.Json;
import org.countersign.gate.Ledger;
import org.countersign.gate.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off one person or one client (contract, section 10): no tool answers them and nothing more is sent for them. A change
 * and its event are one transaction.
 */
@ApplicationScoped
public class BlockBoard implements Blocks {

    private final GateSettings settings;
    private final Policy policy;
    private final Ledger ledger;
    private final Clock clock;

    BlockBoard(GateSettings settings, Policy policy, Ledger ledger, Clock clock) {
        this.settings = settings;
        this.policy = policy;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @param issuer of a person; "" for a client @param name subject or client id */
    public record Whom(Kind kind, String issuer, String name) {

        public static Whom person(String issuer, String subject) {
            return new Whom(Kind.SUBJECT, issuer, subject);
        }

        public static Whom client(String id) {
            return new Whom(Kind.CLIENT, "", id);
        }

        public boolean is(Caller caller) {
            return switch (kind) {
                case SUBJECT -> issuer.equals(caller.issuer()) && name.equals(caller.subject());
                case CLIENT -> name.equals(caller.clientId());
            };
        }
    }

    public enum Kind {
        SUBJECT,
        CLIENT
    }

    /** @param until absent: until it is lifted */
    record Blocked(Whom whom, @Nullable Instant until, String reason) {

        boolean at(Instant now) {
            return until == null || until.isAfter(now);
        }
    }

    @Override
    public Optional<Refusal> of(Caller caller) {
        Instant now = clock.instant();
        return policy.blocked().stream()
                .filter(each -> each.whom().is(caller) && each.at(now))
                .findFirst()
                .map(each -> Blocks.blocked(each.reason(), each.until()));
    }

    /** From when this returns, outside of any transaction, nothing is sent for them: see {@link #awaitSends}. */
    @Transactional
    public void block(Caller by, Whom whom, @Nullable Instant until, String reason) {
        Block row = Block.findById(id(whom));
        boolean isNew = row == null;
        if (isNew) {
            row = new Block();
            row.shop = settings.shop();
            row.kind = Json.wire(whom.kind());
            row.issuer = whom.issuer();
            row.name = whom.name();
        }
        row.until = until;
        row.reason = reason;
        row.byIssuer = by.issuer();
        row.bySubject = by.subject();
        row.at = clock.instant();
        if (isNew) {
            row.persist();
        }
        note(by, "blocked", whom, until, reason);
    }

    /** @return whether there was one */
    @Transactional
    public boolean lift(Caller by, Whom whom, @Nullable String reason) {
        boolean was = Block.deleteById(id(whom));
        if (was) {
            note(by, "unblocked", whom, null, reason);
        }
        return was;
    }

    /** After a change, outside its transaction. */
    public void awaitSends() {
        policy.changed();
        ledger.awaitSends();
    }

    /** Also those that are over. */
    @Transactional
    public List<ObjectNode> all() {
        Instant now = clock.instant();
        return Block.in(settings.shop()).stream().map(row -> shown(row, now)).toList();
    }

    private static ObjectNode shown(Block row, Instant now) {
        Blocked blocked = blocked(row);
        ObjectNode json = data(blocked.whom())
                .put("until", row.until == null ? null : row.until.toString())
                .put("over", !blocked.at(now))
                .put("reason", row.reason)
                .put("at", row.at.toString());
        json.putObject("by").put("issuer", row.byIssuer).put("subject", row.bySubject);
        return json;
    }

    static Blocked blocked(Block row) {
        Kind kind = row.kind.equals(Json.wire(Kind.SUBJECT)) ? Kind.SUBJECT : Kind.CLIENT;
        return new Blocked(new Whom(kind, row.issuer, row.name), row.until, row.reason);
    }

    private static ObjectNode data(Whom whom) {
        return switch (whom.kind()) {
            case SUBJECT -> Json.object().put("issuer", whom.issuer()).put("subject", whom.name());
            case CLIENT -> Json.object().put("client_id", whom.name());
        };
    }

    private BlockId id(Whom whom) {
        return new BlockId(settings.shop(), Json.wire(whom.kind()), whom.issuer(), whom.name());
    }

    /** The event's own client_id is the administrator's, so whom it is about stands apart. */
    private void note(Caller by, String kind, Whom whom, @Nullable Instant until, @Nullable String reason) {
        ObjectNode data =
                Json.object().put("reason", reason).put("expires_at", until == null ? null : until.toString());
        data.set("blocked", data(whom));
        ledger.note(by, "blocks", null, new Event(kind, clock.instant(), data));
    }
}
