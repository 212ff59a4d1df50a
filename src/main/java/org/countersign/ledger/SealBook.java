package org.countersign.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.countersign.gate.GateSettings;
import org.countersign.gate.LedgerUnavailable;
import org.countersign.shop.Page;

/** The seals as a list, newest first; {@link LedgerUnavailable} when they cannot be read. */
@ApplicationScoped
public class SealBook {

    private final Database database;
    private final String shop;

    SealBook(Database database, GateSettings settings) {
        this.database = database;
        this.shop = settings.shop();
    }

    /** @param count of the events it covers; root and hash are lower-case hex */
    public record Sealed(long n, Instant at, int count, String root, String hash) {

        /** What is kept outside of the database. */
        public String head() {
            return n + ":" + hash;
        }
    }

    /** @throws Page.BadCursor for a cursor that is not ours */
    public Page<Sealed> page(Page.Request page) {
        long before = page.cursor() == null ? Long.MAX_VALUE : number(page.cursor());
        List<Sealed> found = database.once(connection -> Database.rows(
                connection,
                "select n, at, count, root, hash from seal where shop = ? and n < ? order by n desc limit ?",
                row -> new Sealed(
                        row.getLong(1),
                        row.getTimestamp(2).toInstant(),
                        row.getInt(3),
                        HexFormat.of().formatHex(row.getBytes(4)),
                        HexFormat.of().formatHex(row.getBytes(5))),
                shop,
                before,
                page.limit() + 1));
        boolean more = found.size() > page.limit();
        List<Sealed> shown = more ? found.subList(0, page.limit()) : found;
        return new Page<>(
                List.copyOf(shown), more ? Long.toString(shown.getLast().n()) : null);
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException notOurs) {
            throw new Page.BadCursor();
        }
    }
}
