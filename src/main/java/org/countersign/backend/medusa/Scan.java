package org.countersign.backend.medusa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.countersign.shop.Page;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a list of Medusa, newest first, for what Medusa cannot filter: so many at once, and a bounded number a call. The
 * cursor goes on where the look ended, so that a page may be short or empty and yet not the last; it names an object and no
 * number of a page, so that what is new does not shift it.
 *
 * @param path     of the list, which the cursors are of
 * @param created  when an object was made
 * @param question gives those that were made before a time, newest first, {@code atOnce} of them or, at the end, less
 */
record Scan<T>(
        String path,
        int atOnce,
        int most,
        Function<T, Instant> created,
        Function<T, String> id,
        Function<@Nullable Instant, List<T>> question) {

    <R> Page<R> find(Page.Request page, Predicate<T> wanted, Function<T, R> shown) {
        Cursor after = Cursor.decode(page.cursor(), path);
        List<T> found = new ArrayList<>();
        for (int looked = 0; looked < most; looked += atOnce) {
            List<T> next = next(after);
            for (T one : next) {
                if (wanted.test(one)) {
                    if (found.size() == page.limit()) {
                        return page(found, shown, at(found.getLast()));
                    }
                    found.add(one);
                }
            }
            if (next.isEmpty()) {
                return page(found, shown, null);
            }
            after = at(next.getLast());
        }
        return page(found, shown, after);
    }

    /**
     * What comes after the cursor; empty at the end only. Of those of one instant that the end of an answer cuts through none
     * is taken, so that the next answer has them all.
     */
    private List<T> next(@Nullable Cursor after) {
        List<T> all = sorted(question.apply(after == null ? null : justAfter(after)));
        boolean more = all.size() >= atOnce;
        Instant last = all.isEmpty() ? Instant.MIN : created.apply(all.getLast());
        boolean oneInstant = !all.isEmpty() && created.apply(all.getFirst()).equals(last);
        return all.stream()
                .filter(one -> !more || oneInstant || created.apply(one).isAfter(last))
                .filter(one -> after == null || after.isBefore(created.apply(one), id.apply(one)))
                .toList();
    }

    /** The shop's clock is finer than what it says: those of the cursor's own millisecond are asked for again. */
    private static Instant justAfter(Cursor cursor) {
        return cursor.at().plusMillis(1);
    }

    private List<T> sorted(List<T> all) {
        return all.stream()
                .sorted(Comparator.comparing(created).thenComparing(id).reversed())
                .toList();
    }

    private Cursor at(T one) {
        return new Cursor(path, created.apply(one), id.apply(one));
    }

    private static <T, R> Page<R> page(List<T> found, Function<T, R> shown, @Nullable Cursor next) {
        return new Page<>(found.stream().map(shown).toList(), next == null ? null : next.encode());
    }
}
