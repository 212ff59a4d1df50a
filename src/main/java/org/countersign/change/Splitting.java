package org.countersign.change;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countersign.shop.Order;

/** Which line keeps its id, and which ids the others get: {@code <line>.2} and so on, none of which the order has. */
final class Splitting {

    private final Order order;
    private final Set<String> taken = new HashSet<>();
    private final List<LineChanges.Part> parts = new ArrayList<>();
    private final List<LineChanges.Line> lines = new ArrayList<>();

    Splitting(Order order) {
        this.order = order;
        order.lines().forEach(line -> taken.add(line.id()));
    }

    LineChanges of(List<Swap> swaps) {
        swaps.stream()
                .map(Swap::line)
                .distinct()
                .forEach(line -> split(
                        line,
                        swaps.stream()
                                .filter(swap -> swap.line().id().equals(line.id()))
                                .toList()));
        return new LineChanges(order.id(), parts, lines, null);
    }

    private void split(Order.Line line, List<Swap> swaps) {
        int rest = line.quantity() - swaps.stream().mapToInt(Swap::quantity).reduce(0, Math::addExact);
        boolean keeps = rest == 0;
        if (!keeps) {
            lines.add(new LineChanges.Line(line.id(), line.variantId(), rest, line.unitPrice()));
        }
        for (Swap swap : swaps) {
            String newId = keeps ? null : free(line.id());
            keeps = false;
            LineChanges.Part part =
                    new LineChanges.Part(line.id(), line.variantId(), swap.to().id(), swap.quantity(), newId);
            parts.add(part);
            lines.add(new LineChanges.Line(
                    part.becomes(), part.to(), part.quantity(), swap.to().price()));
        }
    }

    private String free(String lineId) {
        int n = 2;
        while (!taken.add(lineId + "." + n)) {
            n++;
        }
        return lineId + "." + n;
    }
}
