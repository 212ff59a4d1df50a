package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.countersign.change.LineChanges;

/**
 * What a line falls into when some of its units become another variant. Discount and tax are shared out cumulatively, as
 * {@link org.countersign.backend.RefundArithmetic} does, the units that stay first: the pieces together have exactly what the line had.
 */
final class LinePieces {

    /** @param settled units that were refunded, returned or put back: they stay what they are */
    record Old(String id, String product, int quantity, long discount, long tax, int fulfilled, int settled) {

        static Old read(ResultSet row) throws SQLException {
            return new Old(
                    row.getString("id"),
                    row.getString("product_id"),
                    row.getInt("quantity"),
                    row.getLong("discount"),
                    row.getLong("tax"),
                    row.getInt("fulfilled_quantity"),
                    row.getInt("settled"));
        }

        /** Of the first units; a half rounded down, so that what is left to pay is rounded up, as a refund is. */
        long discountOf(int units) {
            return -Math.floorDiv(quantity - 2 * discount * units, 2L * quantity);
        }

        long taxOf(int units) {
            return Math.floorDiv(2 * tax * units + quantity, 2L * quantity);
        }
    }

    /** One line as it will be. @param of the line it comes from: itself, where it keeps the id */
    record Piece(String of, LineChanges.Line line, long discount, long tax, int fulfilled) {

        boolean isNew() {
            return !of.equals(line.id());
        }
    }

    private static final String UPDATE = """
            update shop.lines l
               set options = case when l.variant_id = x.variant_id then l.options else v.options end,
                   variant_id = x.variant_id, quantity = x.quantity, unit_price = x.unit_price, discount = x.discount,
                   tax = x.tax, fulfilled_quantity = x.fulfilled
              from unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::int8[], ?::int8[], ?::int8[], ?::int[])
                     as x (of, id, variant_id, quantity, unit_price, discount, tax, fulfilled)
              join shop.variants v on v.id = x.variant_id
             where l.order_id = ? and l.id = x.id""";

    private static final String INSERT = """
            insert into shop.lines (order_id, id, position, product_id, variant_id, title, options, quantity, unit_price,
                                    discount, tax, fulfilled_quantity)
            select l.order_id, x.id, last.position + x.n::int, l.product_id, v.id, l.title, v.options, x.quantity,
                   x.unit_price, x.discount, x.tax, x.fulfilled
              from unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::int8[], ?::int8[], ?::int8[], ?::int[])
                     with ordinality as x (of, id, variant_id, quantity, unit_price, discount, tax, fulfilled, n)
              join shop.lines l on l.order_id = ? and l.id = x.of
              join shop.variants v on v.id = x.variant_id
             cross join (select max(position) as position from shop.lines where order_id = ?) last""";

    /** @throws Edit.Declined when the line does not come to what was planned */
    static List<Piece> of(Old old, LineChanges change) {
        List<LineChanges.Part> parts = change.changes().stream()
                .filter(part -> part.lineId().equals(old.id()))
                .toList();
        int rest = old.quantity()
                - parts.stream().mapToInt(LineChanges.Part::quantity).sum();
        boolean stays = parts.stream().allMatch(part -> part.newLineId() != null);
        if (rest < old.settled() || stays != (rest > 0)) {
            throw new Edit.Declined("of line " + old.id() + " " + (old.quantity() - old.settled()) + " can be changed");
        }
        List<Piece> pieces = new ArrayList<>();
        int done = 0;
        if (stays) {
            pieces.add(piece(old, planned(change, old.id(), rest), done));
            done = rest;
        }
        for (LineChanges.Part part : parts) {
            pieces.add(piece(old, planned(change, part.becomes(), part.quantity()), done));
            done += part.quantity();
        }
        return pieces;
    }

    private static LineChanges.Line planned(LineChanges change, String id, int quantity) {
        return change.lines().stream()
                .filter(line -> line.id().equals(id) && line.quantity() == quantity)
                .findFirst()
                .orElseThrow(() -> new Edit.Declined("line " + id + " would be " + quantity + " units"));
    }

    private static Piece piece(Old old, LineChanges.Line line, int before) {
        int after = before + line.quantity();
        long discount = old.discountOf(after) - old.discountOf(before);
        if (discount > Math.multiplyExact(line.unitPrice().minor(), (long) line.quantity())) {
            throw new Edit.Declined("line " + line.id() + " would cost less than its discount");
        }
        return new Piece(
                old.id(),
                line,
                discount,
                old.taxOf(after) - old.taxOf(before),
                Math.min(old.fulfilled(), after) - Math.min(old.fulfilled(), before));
    }

    static void write(Connection connection, String order, List<Piece> pieces) throws SQLException {
        List<Piece> fresh = pieces.stream().filter(Piece::isNew).toList();
        if (!fresh.isEmpty()) {
            Sql.update(connection, INSERT, columns(fresh, order, order));
        }
        List<Piece> kept = pieces.stream().filter(piece -> !piece.isNew()).toList();
        Sql.update(connection, UPDATE, columns(kept, order));
    }

    private static Object[] columns(List<Piece> pieces, String... orders) {
        List<Object> values = new ArrayList<>(List.of(
                texts(pieces, Piece::of),
                texts(pieces, piece -> piece.line().id()),
                texts(pieces, piece -> piece.line().variantId()),
                ints(pieces, piece -> piece.line().quantity()),
                longs(pieces, piece -> piece.line().unitPrice().minor()),
                longs(pieces, Piece::discount),
                longs(pieces, Piece::tax),
                ints(pieces, Piece::fulfilled)));
        values.addAll(List.of(orders));
        return values.toArray();
    }

    private static String[] texts(List<Piece> pieces, Function<Piece, String> value) {
        return pieces.stream().map(value).toArray(String[]::new);
    }

    private static Integer[] ints(List<Piece> pieces, Function<Piece, Integer> value) {
        return pieces.stream().map(value).toArray(Integer[]::new);
    }

    private static Long[] longs(List<Piece> pieces, Function<Piece, Long> value) {
        return pieces.stream().map(value).toArray(Long[]::new);
    }

    private LinePieces() {}
}
