package org.countersign.backend.builtin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.countersign.change.LineChanges;
import org.countersign.shop.Order;

/**
 * Units of an order's lines become other variants, behind the order's lock: the stock, then the lines. Nothing is changed
 * unless every touched line comes to exactly what was planned, and no stock falls below zero.
 */
final class Exchanging {

    private static final String VARIANTS = """
            select id, product_id, price, currency, stock from shop.variants where id = any (?) order by id for update""";

    private static final String STOCK = """
            update shop.variants v set stock = v.stock + x.units
              from unnest(?::text[], ?::int[]) as x (id, units) where v.id = x.id""";

    private static final String LINES = """
            select id, product_id, quantity, discount, tax, fulfilled_quantity,
                   greatest(refunded_quantity, returned_quantity, restocked_quantity) as settled
              from shop.lines where order_id = ? and id = any (?) order by id""";

    private record Variant(String id, String product, long price, String currency, int stock) {}

    /** Whether the order's lines are those the change was planned for. */
    static Optional<String> refusal(Order order, LineChanges change) {
        for (LineChanges.Part part : change.changes()) {
            Order.Line line = order.line(part.lineId()).orElse(null);
            if (line == null) {
                return Optional.of("the order has no line " + part.lineId());
            }
            if (!line.variantId().equals(part.from())) {
                return Optional.of("line " + part.lineId() + " is variant " + line.variantId());
            }
            if (part.quantity() < 1
                    || (part.newLineId() != null && order.line(part.newLineId()).isPresent())) {
                return Optional.of("line " + part.lineId() + " cannot be split like that");
            }
        }
        return Optional.empty();
    }

    /** At today's prices. @param back how many of the units that are replaced go back into stock */
    static void write(Connection connection, LineChanges change, ToIntFunction<LineChanges.Part> back)
            throws SQLException {
        write(connection, change, back, true);
    }

    /** At the prices that were agreed before. */
    static void writeAsAgreed(Connection connection, LineChanges change, ToIntFunction<LineChanges.Part> back)
            throws SQLException {
        write(connection, change, back, false);
    }

    private static void write(
            Connection connection, LineChanges change, ToIntFunction<LineChanges.Part> back, boolean todaysPrices)
            throws SQLException {
        Map<String, Variant> variants = variants(connection, change);
        List<LinePieces.Old> old = Sql.list(
                connection,
                LINES,
                LinePieces.Old::read,
                change.order().value(),
                change.changes().stream()
                        .map(LineChanges.Part::lineId)
                        .distinct()
                        .toArray(String[]::new));
        List<LinePieces.Piece> pieces = new ArrayList<>();
        for (LinePieces.Old line : old) {
            pieces.addAll(LinePieces.of(line, change));
        }
        old.forEach(line -> ofItsProduct(line, change, variants));
        if (todaysPrices) {
            change.lines().forEach(line -> atItsPrice(line, change, variants));
        }
        stock(connection, change, back, variants);
        LinePieces.write(connection, change.order().value(), pieces);
    }

    private static Map<String, Variant> variants(Connection connection, LineChanges change) throws SQLException {
        TreeSet<String> ids = new TreeSet<>();
        change.changes().forEach(part -> {
            ids.add(part.from());
            ids.add(part.to());
        });
        Map<String, Variant> variants = new TreeMap<>();
        for (Variant variant : Sql.list(
                connection,
                VARIANTS,
                row -> new Variant(
                        row.getString("id"),
                        row.getString("product_id"),
                        row.getLong("price"),
                        row.getString("currency"),
                        row.getInt("stock")),
                (Object) ids.toArray(String[]::new))) {
            variants.put(variant.id(), variant);
        }
        return variants;
    }

    private static void ofItsProduct(LinePieces.Old line, LineChanges change, Map<String, Variant> variants) {
        change.changes().stream()
                .filter(part -> part.lineId().equals(line.id()))
                .forEach(part -> {
                    Variant variant = variants.get(part.to());
                    if (variant == null || !variant.product().equals(line.product())) {
                        throw new Edit.Declined("line " + line.id() + " has no variant " + part.to());
                    }
                });
    }

    /** Those that are another variant now: the rest of a line keeps its price. */
    private static void atItsPrice(LineChanges.Line line, LineChanges change, Map<String, Variant> variants) {
        boolean swapped =
                change.changes().stream().anyMatch(part -> part.becomes().equals(line.id()));
        Variant variant = variants.get(line.variantId());
        if (swapped
                && (variant == null
                        || variant.price() != line.unitPrice().minor()
                        || !variant.currency()
                                .equals(line.unitPrice().currency().getCurrencyCode()))) {
            throw new Edit.Declined("variant " + line.variantId() + " does not cost " + line.unitPrice());
        }
    }

    private static void stock(
            Connection connection,
            LineChanges change,
            ToIntFunction<LineChanges.Part> back,
            Map<String, Variant> variants)
            throws SQLException {
        Map<String, Integer> units = new TreeMap<>();
        for (LineChanges.Part part : change.changes()) {
            units.merge(part.from(), back.applyAsInt(part), Math::addExact);
            units.merge(part.to(), -part.quantity(), Math::addExact);
        }
        units.values().removeIf(n -> n == 0);
        units.forEach((id, n) -> {
            Variant variant = variants.get(id);
            if (variant == null || variant.stock() + n < 0) {
                throw new Edit.Declined(
                        "of variant " + id + " " + (variant == null ? 0 : variant.stock()) + " are in stock");
            }
        });
        Sql.update(
                connection,
                STOCK,
                units.keySet().toArray(String[]::new),
                units.values().toArray(Integer[]::new));
    }

    private Exchanging() {}
}
