package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.countersign.shop.ShopObject;

/**
 * How one kind of change is made in the shop's tables, behind the lock of its order or customer. Other rows are locked in
 * the order of {@link RefundSql}: variants by id, payments and lines, payment methods.
 */
interface Edit {

    /** Why the shop itself would not, whoever calls; asked before anything is changed. */
    default Optional<String> refusal(ShopObject now) {
        return Optional.empty();
    }

    /**
     * Makes it, in few statements: the transaction ends before the call timeout. A change that shows in the version gives
     * the order or customer a new revision.
     *
     * @return the id of what was made, empty where nothing is
     * @throws Declined when only the tables can tell, such as a stock that is too low; nothing is kept then
     */
    String write(Connection connection, ShopObject now) throws SQLException;

    /** The shop will not do it. */
    final class Declined extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** @param why for the model */
        Declined(String why) {
            super(why, null, false, false);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }
}
