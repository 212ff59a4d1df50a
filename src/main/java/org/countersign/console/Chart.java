package org.countersign.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Bars side by side, each stacked by result, as a picture of fixed size; the same numbers are its table.
 *
 * @param id      of the picture within the page
 * @param summary what it shows, in a sentence
 * @param step    from one bar to the next
 */
public record Chart(String id, String title, String summary, int step, long most, List<Bar> bars) {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 100;

    /** @param label of its row in the table @param mark below it in the picture; empty for most */
    public record Bar(String label, String mark, int x, List<Part> parts, List<Long> numbers) {

        public long total() {
            return numbers.stream().mapToLong(Long::longValue).sum();
        }
    }

    public record Part(String css, int y, int height) {}

    /** @param numbers by {@link Result}, in its order */
    record Column(String label, String mark, List<Long> numbers) {

        long total() {
            return numbers.stream().mapToLong(Long::longValue).sum();
        }
    }

    static Chart of(String id, String title, String summary, List<Column> columns) {
        long most = Math.max(1, columns.stream().mapToLong(Column::total).max().orElse(1));
        int step = WIDTH / columns.size();
        List<Bar> bars = new ArrayList<>();
        for (Column each : columns) {
            bars.add(new Bar(each.label(), each.mark(), bars.size() * step, parts(each, most), each.numbers()));
        }
        return new Chart(id, title, summary, step, most, bars);
    }

    /** What there is is seen: at least one unit high. */
    private static List<Part> parts(Column column, long most) {
        List<Part> parts = new ArrayList<>();
        int y = HEIGHT;
        for (Result result : Result.values()) {
            long number = column.numbers().get(result.ordinal());
            if (number > 0) {
                int height = Math.toIntExact(Math.max(1, number * HEIGHT / most));
                y -= height;
                parts.add(new Part(result.css(), y, height));
            }
        }
        return parts;
    }

    public Result[] results() {
        return Result.values();
    }

    /** The bars that have a row in the table. */
    public List<Bar> rows() {
        return bars.stream().filter(bar -> bar.total() > 0).toList();
    }

    public boolean empty() {
        return rows().isEmpty();
    }

    public int width() {
        return step - 4;
    }
}
