package org.countersign.backend.builtin;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows on their way into one table, in PostgreSQL's COPY text format; columns that are not named get their default. */
final class CopyTable {

    private final String copy;
    private final StringBuilder rows = new StringBuilder();

    CopyTable(String table, String columns) {
        this.copy = "copy shop." + table + " (" + columns + ") from stdin";
    }

    /** A collection becomes an array, anything else its text. */
    void row(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            rows.append(i == 0 ? "" : "\t").append(field(values[i]));
        }
        rows.append('\n');
    }

    void flush(Connection connection) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new StringReader(rows.toString()));
        } catch (IOException impossible) {
            throw new IllegalStateException("a string cannot be read", impossible);
        }
        rows.setLength(0);
    }

    private static String field(@Nullable Object value) {
        if (value == null) {
            return "\\N";
        }
        return escaped(value instanceof Collection<?> array ? array(array) : value.toString());
    }

    private static String array(Collection<?> elements) {
        return elements.stream()
                .map(element -> '"' + element.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
