package org.countersign.backend.builtin;

import java.util.List;
import java.util.function.Function;
import org.countersign.shop.Page;

/** Cuts a list that was read one row longer than a page. */
final class Pages {

    static <T> Page<T> cut(List<T> rows, Page.Request request, Function<T, Cursor> cursorOf) {
        if (rows.size() <= request.limit()) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> shown = List.copyOf(rows.subList(0, request.limit()));
        return new Page<>(shown, cursorOf.apply(shown.getLast()).encode());
    }

    private Pages() {}
}
