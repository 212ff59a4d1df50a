package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.countersign.gate.Absence;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Proof;
import org.countersign.gate.StepKey;
import org.countersign.shop.BackendUnavailable;

/**
 * Looks effects up by the key they were sent with. Not there is proof: the key is stored with the effect, and no
 * transaction that could still bring it outlives the call timeout ({@link OrderTransaction}).
 */
final class Keys {

    private static final String LOCK = """
            select set_config('statement_timeout', '3s', true) from shop.%s where id = ? for update""";

    /** Behind the lock of the order or customer nothing of it is under way: a key that is closed there stays without effect. */
    private static final String CLOSE = """
            with open as (select 1 where not exists (select from shop.refunds where step_key = ?)
                                     and not exists (select from shop.cancellations where step_key = ?)
                                     and not exists (select from shop.changes where step_key = ?))
            insert into shop.closed_keys (step_key) select ? from open on conflict do nothing""";

    private final ShopDatabase database;

    Keys(ShopDatabase database) {
        this.database = database;
    }

    static Proof shown(Supplier<Optional<ObjectNode>> effect) {
        try {
            return effect.get().<Proof>map(Proof.Shown::new).orElseGet(() -> new Proof.NotShown(Absence.PROOF));
        } catch (BackendUnavailable silent) {
            return new Proof.CannotTell("the shop's database does not answer");
        }
    }

    /** From now on a key without effect never has one: a request that is still on its way is declined. @return why not */
    Optional<Proof> close(ObjectRef object, StepKey key) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection.prepareStatement(LOCK.formatted(object.type() + "s"));
                    PreparedStatement close = connection.prepareStatement(CLOSE)) {
                lock.setString(1, object.id());
                lock.execute();
                close.setString(1, key.value());
                close.setString(2, key.value());
                close.setString(3, key.value());
                close.setString(4, key.value());
                close.executeUpdate();
            }
            connection.commit();
            return Optional.empty();
        } catch (SQLException silent) {
            return Optional.of(new Proof.CannotTell("the shop's database does not answer"));
        }
    }
}
