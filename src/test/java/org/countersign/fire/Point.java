package org.countersign.fire;

import java.util.Optional;

/** A named place in the life of one write, recognised by what passes over the wire there. */
enum Point {
    CALL_ARRIVING(Line.CLIENT, Moment.BEFORE, Sql.CALL),
    BEFORE_CLAIM(Line.LEDGER, Moment.BEFORE, Sql.CLAIM),
    CLAIM_COMMITTING(Line.LEDGER, Moment.BEFORE, Sql.CLAIM, Scope.COMMIT),
    CLAIM_UNHEARD(Line.LEDGER, Moment.ANSWERED, Sql.CLAIM, Scope.COMMIT),
    AFTER_CLAIM(Line.LEDGER, Moment.AFTER, Sql.CLAIM, Scope.COMMIT),
    BEFORE_READ(Line.SHOP, Moment.BEFORE, Sql.READ),
    AFTER_READ(Line.SHOP, Moment.AFTER, Sql.READ),
    BEFORE_LEASE(Line.LEDGER, Moment.BEFORE, Sql.LEASE, Scope.GIFT_CARD),
    LEASE_UNHEARD(Line.LEDGER, Moment.ANSWERED, Sql.LEASE, Scope.GIFT_CARD_COMMIT),
    AFTER_LEASE(Line.LEDGER, Moment.AFTER, Sql.LEASE, Scope.GIFT_CARD_COMMIT),
    BEFORE_MARK(Line.LEDGER, Moment.BEFORE, Sql.MARK),
    MARK_COMMITTING(Line.LEDGER, Moment.BEFORE, Sql.MARK, Scope.COMMIT),
    MARK_UNHEARD(Line.LEDGER, Moment.ANSWERED, Sql.MARK, Scope.COMMIT),
    AFTER_MARK(Line.LEDGER, Moment.AFTER, Sql.MARK, Scope.COMMIT),
    BEFORE_REQUEST(Line.SHOP, Moment.BEFORE, Sql.REQUEST),
    REQUEST_WRITING(Line.SHOP, Moment.BEFORE, Sql.EFFECT),
    REQUEST_COMMITTING(Line.SHOP, Moment.BEFORE, Sql.EFFECT, Scope.COMMIT),
    ANSWER_LOST(Line.SHOP, Moment.ANSWERED, Sql.EFFECT, Scope.COMMIT),
    AFTER_ANSWER(Line.SHOP, Moment.AFTER, Sql.EFFECT, Scope.COMMIT),
    BEFORE_LOOK(Line.SHOP, Moment.BEFORE, Sql.LOOK),
    AFTER_LOOK(Line.SHOP, Moment.AFTER, Sql.LOOK),
    BEFORE_SECOND_MARK(Line.LEDGER, Moment.BEFORE, Sql.MARK, Scope.SECOND),
    SECOND_MARK_COMMITTING(Line.LEDGER, Moment.BEFORE, Sql.MARK, Scope.SECOND_COMMIT),
    SECOND_MARK_UNHEARD(Line.LEDGER, Moment.ANSWERED, Sql.MARK, Scope.SECOND_COMMIT),
    CANCEL_WRITING(Line.SHOP, Moment.BEFORE, Sql.CANCEL),
    CANCEL_COMMITTING(Line.SHOP, Moment.BEFORE, Sql.CANCEL, Scope.COMMIT),
    CANCEL_ANSWER_LOST(Line.SHOP, Moment.ANSWERED, Sql.CANCEL, Scope.COMMIT),
    AFTER_CANCEL_LOOK(Line.SHOP, Moment.AFTER, Sql.CANCEL_LOOK),
    BEFORE_SETTLE(Line.LEDGER, Moment.BEFORE, Sql.SETTLE),
    SETTLE_COMMITTING(Line.LEDGER, Moment.BEFORE, Sql.SETTLE, Scope.COMMIT),
    SETTLE_UNHEARD(Line.LEDGER, Moment.ANSWERED, Sql.SETTLE, Scope.COMMIT),
    AFTER_SETTLE(Line.LEDGER, Moment.AFTER, Sql.SETTLE, Scope.COMMIT),
    REPLY_LOST(Line.CLIENT, Moment.ANSWERED, Sql.CALL),
    AFTER_REPLY(Line.CLIENT, Moment.AFTER, Sql.CALL),

    SWEEP_BEFORE_TAKE_OVER(Line.LEDGER, Moment.BEFORE, Sql.TAKE_OVER),
    SWEEP_TAKE_OVER_UNHEARD(Line.LEDGER, Moment.ANSWERED, Sql.TAKE_OVER, Scope.COMMIT),
    SWEEP_AFTER_TAKE_OVER(Line.LEDGER, Moment.AFTER, Sql.TAKE_OVER, Scope.COMMIT),
    SWEEP_BEFORE_LOOK(Line.SHOP, Moment.BEFORE, Sql.LOOK),
    SWEEP_AFTER_LOOK(Line.SHOP, Moment.AFTER, Sql.LOOK),
    SWEEP_CLOSING(Line.SHOP, Moment.BEFORE, Sql.CLOSE, Scope.COMMIT),
    SWEEP_CLOSED(Line.SHOP, Moment.ANSWERED, Sql.CLOSE, Scope.COMMIT),
    SWEEP_BEFORE_SETTLE(Line.LEDGER, Moment.BEFORE, Sql.SETTLE),
    SWEEP_SETTLE_COMMITTING(Line.LEDGER, Moment.BEFORE, Sql.SETTLE, Scope.COMMIT),
    SWEEP_SETTLE_UNHEARD(Line.LEDGER, Moment.ANSWERED, Sql.SETTLE, Scope.COMMIT),

    CHANGE_WRITING(Line.SHOP, Moment.BEFORE, Sql.CHANGE),
    CHANGE_COMMITTING(Line.SHOP, Moment.BEFORE, Sql.CHANGE, Scope.COMMIT),
    CHANGE_ANSWER_LOST(Line.SHOP, Moment.ANSWERED, Sql.CHANGE, Scope.COMMIT),
    BEFORE_CHANGE_LOOK(Line.SHOP, Moment.BEFORE, Sql.CHANGE_LOOK),

    BEFORE_ALLOW(Line.LEDGER, Moment.BEFORE, Sql.ALLOW),
    ALLOW_COMMITTING(Line.LEDGER, Moment.BEFORE, Sql.ALLOW, Scope.COMMIT),
    ALLOW_UNHEARD(Line.LEDGER, Moment.ANSWERED, Sql.ALLOW, Scope.COMMIT),
    AFTER_ALLOW(Line.LEDGER, Moment.AFTER, Sql.ALLOW, Scope.COMMIT),
    BEFORE_START(Line.LEDGER, Moment.BEFORE, Sql.START),
    START_COMMITTING(Line.LEDGER, Moment.BEFORE, Sql.START, Scope.COMMIT),
    START_UNHEARD(Line.LEDGER, Moment.ANSWERED, Sql.START, Scope.COMMIT),
    AFTER_START(Line.LEDGER, Moment.AFTER, Sql.START, Scope.COMMIT);

    /** What of a transaction is meant. */
    private enum Scope {
        STATEMENT(false, ""),
        COMMIT(true, ""),
        GIFT_CARD(false, "gift_card:"),
        GIFT_CARD_COMMIT(true, "gift_card:"),
        SECOND(false, "\"state\":\"DONE\""),
        SECOND_COMMIT(true, "\"state\":\"DONE\"");

        private final boolean commit;
        private final String bound;

        /** @param bound what is found in the values of the statement that is meant */
        Scope(boolean commit, String bound) {
            this.commit = commit;
            this.bound = bound;
        }
    }

    /** What a statement is known by. */
    private static final class Sql {
        static final String CALL = "call";
        static final String CLAIM = "insert into action_key";
        static final String READ = "from shop.orders o join shop.customers c on c.id = o.customer_id where o.id =";
        static final String LEASE = "insert into object_lease";
        static final String MARK = "insert into step as old";
        static final String REQUEST = "from shop.orders where id = $1 for update";
        static final String EFFECT = "insert into shop.refunds";
        static final String LOOK = "from shop.refunds r where r.step_key";
        static final String CANCEL = "insert into shop.cancellations";
        static final String CANCEL_LOOK = "from shop.cancellations c join shop.orders o";
        static final String CHANGE = "insert into shop.changes";
        static final String CHANGE_LOOK = "from shop.changes where step_key";
        static final String SETTLE = "update action_key set bound";
        static final String TAKE_OVER = "set epoch = l.epoch + 1, holder = a.id";
        static final String CLOSE = "insert into shop.closed_keys";
        static final String ALLOW = "decided_at = now(), decided_issuer";
        static final String START = "update action set status = 'RUNNING', epoch";
    }

    final Line line;
    final Moment moment;
    private final String sql;
    private final Scope scope;

    Point(Line line, Moment moment, String sql) {
        this(line, moment, sql, Scope.STATEMENT);
    }

    Point(Line line, Moment moment, String sql, Scope scope) {
        this.line = line;
        this.moment = moment;
        this.sql = sql;
        this.scope = scope;
    }

    /** Whether only tools beside refunds and cancellations come here: {@code EveryToolIT} strikes there. */
    boolean ofChanges() {
        return name().contains("CHANGE");
    }

    /** Whether only what waits for a word comes here: {@code ApprovedIT} strikes there. */
    boolean ofApprovals() {
        return ordinal() >= BEFORE_ALLOW.ordinal();
    }

    boolean ofTheSweep() {
        return name().startsWith("SWEEP");
    }

    /** Whether only what never arrived at the shop comes here: its key is closed. */
    boolean closes() {
        return sql.equals(Sql.CLOSE);
    }

    /** Whether a request may have been sent, and nobody of this server will hear of it: what the sweep is for. */
    boolean leavesADoubt() {
        return !ofTheSweep()
                && !ofChanges()
                && ordinal() >= MARK_UNHEARD.ordinal()
                && ordinal() <= SETTLE_COMMITTING.ordinal();
    }

    /** What comes to this point; absent where everything does. */
    Optional<Kind> kind() {
        if (ordinal() >= BEFORE_SECOND_MARK.ordinal() && ordinal() <= AFTER_CANCEL_LOOK.ordinal()) {
            return Optional.of(Kind.CANCELLATION);
        }
        return scope.bound.startsWith("gift_card") ? Optional.of(Kind.TO_GIFT_CARD) : Optional.empty();
    }

    boolean is(Passage passage) {
        return (!scope.commit || passage.commits())
                && (scope.commit ? passage.transaction() : passage.statements())
                        .stream()
                                .anyMatch(said ->
                                        said.sql().contains(sql) && said.bound().contains(scope.bound));
    }

    String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
