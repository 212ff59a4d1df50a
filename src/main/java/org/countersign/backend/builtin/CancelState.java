package org.countersign.backend.builtin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a cancellation is about, as read under the lock of its order.
 *
 * @param stored     what is known of the key
 * @param order      absent when there is no such order
 * @param toRestock  units of each line that were not put back yet
 */
record CancelState(
        StoredRequest stored,
        @Nullable LockedOrder order,
        boolean fulfilled,
        boolean returnOpen,
        Map<String, Integer> toRestock) {

    record LockedOrder(String status, String fulfillment) {}

    /** Reads the results of {@link CancelSql#LOAD}, which has just been executed. */
    static CancelState read(Statement load) throws SQLException {
        load.getMoreResults();
        LockedOrder order = lockedOrder(load.getResultSet());
        load.getMoreResults();
        ResultSet row = load.getResultSet();
        row.next();
        return new CancelState(
                StoredRequest.read(row),
                order,
                row.getBoolean("fulfilled"),
                row.getBoolean("return_open"),
                Json.list(row.getString("lines"), line -> line).stream()
                        .collect(Collectors.toMap(
                                line -> line.get(0).textValue(),
                                line -> line.get(1).intValue())));
    }

    private static @Nullable LockedOrder lockedOrder(ResultSet row) throws SQLException {
        return row.next() ? new LockedOrder(row.getString("status"), row.getString("fulfillment_status")) : null;
    }
}
