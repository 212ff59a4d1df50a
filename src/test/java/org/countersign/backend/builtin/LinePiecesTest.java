package org.countersign.backend.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.countersign.change.LineChanges;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pieces of a line have exactly what the line had, to the cent, however it falls apart. */
class LinePiecesTest {

    private static final Money PRICE = new Money(1_000, Money.currency("USD"));

    /** @param parts units that change; what is more stays */
    private static LineChanges falls(int quantity, List<Integer> parts) {
        List<LineChanges.Part> changes = new ArrayList<>();
        List<LineChanges.Line> lines = new ArrayList<>();
        int rest = quantity - parts.stream().mapToInt(Integer::intValue).sum();
        if (rest > 0) {
            lines.add(new LineChanges.Line("l", "v", rest, PRICE));
        }
        for (int units : parts) {
            String id = lines.isEmpty() ? null : "l." + (lines.size() + 1);
            changes.add(new LineChanges.Part("l", "v", "x", units, id));
            lines.add(new LineChanges.Line(id == null ? "l" : id, "x", units, PRICE));
        }
        return new LineChanges(new OrderId("W1"), changes, lines, null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void discountAndTaxAreSharedOutWithoutLosingACentAndAsRefundsShareThem(long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < 500; n++) {
            int quantity = 1 + random.nextInt(9);
            boolean taxed = random.nextBoolean();
            long discount = taxed ? 0 : random.nextLong(1_000L * quantity);
            long tax = taxed ? random.nextLong(5_000) : 0;
            LinePieces.Old old = new LinePieces.Old("l", "p", quantity, discount, tax, 0, 0);
            List<Integer> parts = parts(random, quantity);
            List<LinePieces.Piece> pieces = LinePieces.of(old, falls(quantity, parts));

            assertThat(pieces.stream().mapToLong(LinePieces.Piece::discount).sum())
                    .isEqualTo(discount);
            assertThat(pieces.stream().mapToLong(LinePieces.Piece::tax).sum()).isEqualTo(tax);
            assertThat(pieces.stream()
                            .mapToInt(piece -> piece.line().quantity())
                            .sum())
                    .isEqualTo(quantity);
            long whole = 1_000L * quantity - discount + tax;
            LinePieces.Piece first = pieces.getFirst();
            int units = first.line().quantity();
            assertThat(1_000L * units - first.discount() + first.tax())
                    .as("seed %d: what a refund of the first %d of %d units comes to", seed, units, quantity)
                    .isEqualTo(Math.floorDiv(2 * whole * units + quantity, 2L * quantity));
        }
    }

    private static List<Integer> parts(Random random, int quantity) {
        List<Integer> parts = new ArrayList<>();
        int left = quantity;
        while (left > 0 && (parts.isEmpty() || random.nextInt(3) > 0)) {
            parts.add(1 + random.nextInt(left));
            left -= parts.getLast();
        }
        return parts;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatWasRefundedReturnedOrPutBackStaysWithTheLine(int settled) {
        LinePieces.Old old = new LinePieces.Old("l", "p", 3, 0, 0, 0, settled);
        assertThat(LinePieces.of(old, falls(3, List.of(3 - settled)))).hasSize(2);
        assertThatThrownBy(() -> LinePieces.of(old, falls(3, List.of(4 - settled))))
                .isInstanceOf(Edit.Declined.class);
        assertThatThrownBy(() -> LinePieces.of(old, falls(4, List.of(1))))
                .as("another line than was planned for")
                .isInstanceOf(Edit.Declined.class);
    }
}
