package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.change.Change;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.shop.Money;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** One change: what it does and our key, or neither. The object is read whole behind its lock. */
record ChangeTransaction(Change change, StepKey key, Edit edit)
        implements OrderTransaction.Work<ChangeTransaction.State> {

    /** Sent together, one round trip; the third sees everything that the lock waited for. */
    private static final String LOCK = OrderTransaction.LIMITS + """
            select id from shop.%s where id = ? for update;
            select c.id as stored_id, c.request as stored_request,
                   exists (select from shop.closed_keys k where k.step_key = asked.step_key) as closed
              from (select ?::text as step_key) asked
              left join shop.changes c on c.step_key = asked.step_key""";

    private static final String MARK = """
            insert into shop.changes (id, step_key, kind, request, order_id, customer_id, made, amount, currency)
            values ('ch_' || nextval('shop.ids'), ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (step_key) do nothing
            returning id""";

    /** @param object absent when there is none */
    record State(StoredRequest stored, @Nullable ShopObject object) {}

    @Override
    public State load(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK.formatted(isOrder() ? "orders" : "customers"))) {
            lock.setString(1, change.object().id());
            lock.setString(2, key.value());
            lock.execute();
            lock.getMoreResults();
            lock.getMoreResults();
            ResultSet row = lock.getResultSet();
            row.next();
            StoredRequest stored = StoredRequest.read(row);
            return new State(stored, object(connection).orElse(null));
        }
    }

    private Optional<? extends ShopObject> object(Connection connection) throws SQLException {
        return isOrder()
                ? Sql.first(
                        connection,
                        OrderSql.ORDER,
                        OrderRow::read,
                        change.object().id())
                : Sql.first(
                        connection,
                        BuiltinCustomers.CUSTOMER,
                        BuiltinCustomers::customer,
                        change.object().id());
    }

    @Override
    public Optional<Reply> answer(State state) {
        return state.stored().reply(request()).or(() -> refusal(state).map(Reply.Declined::new));
    }

    private Optional<String> refusal(State state) {
        return state.object() == null
                ? Optional.of("there is no " + change.object().type() + " "
                        + change.object().id())
                : edit.refusal(state.object());
    }

    @Override
    public @Nullable String write(Connection connection, State state) throws SQLException {
        ShopObject object = state.object();
        if (object == null) {
            throw new IllegalStateException("it was refused");
        }
        String made = edit.write(connection, object);
        Money money = change.money();
        return Sql.first(
                        connection,
                        MARK,
                        row -> row.getString(1),
                        key.value(),
                        change.kind(),
                        request(),
                        isOrder() ? change.object().id() : null,
                        isOrder() ? null : change.object().id(),
                        made,
                        money == null ? null : money.minor(),
                        money == null ? null : money.currency().getCurrencyCode())
                .orElse(null);
    }

    /** Equal for equal requests: what the key stands for. */
    private String request() {
        return change.kind() + " " + change.toJson();
    }

    private boolean isOrder() {
        return change.object().type().equals("order");
    }
}
