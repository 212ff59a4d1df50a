package org.countersign.backend.builtin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.countersign.gate.Reply;
import org.jspecify.annotations.Nullable;

/** What is already known of a key: the effect that carries it, or that it was closed. */
record StoredRequest(@Nullable String id, @Nullable String request, boolean closed) {

    /** Of a row with {@code stored_id}, {@code stored_request} and {@code closed}. */
    static StoredRequest read(ResultSet row) throws SQLException {
        return new StoredRequest(row.getString("stored_id"), row.getString("stored_request"), row.getBoolean("closed"));
    }

    /** The same request is the same effect; another one under its key is none, nor is one that comes after closing. */
    Optional<Reply> reply(String sameRequest) {
        if (id != null) {
            return Optional.of(Objects.equals(request, sameRequest) ? new Reply.Accepted(id) : anotherOne());
        }
        return closed
                ? Optional.of(new Reply.Declined("this key was closed: the request came too late"))
                : Optional.empty();
    }

    static Reply anotherOne() {
        return new Reply.Declined("another request was already sent under this key");
    }
}
