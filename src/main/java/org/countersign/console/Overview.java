package org.countersign.console;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countersign.caller.Permissions;
import org.countersign.gate.Figures;
import org.countersign.gate.Figures.Asked;
import org.countersign.gate.Status;

/** How the shop stands, for those who run or audit it: the start page and the admin API say the same of it. */
public record Overview(Figures.Day today, List<Asked> before, Figures.Waiting waiting) {

    static final int DAYS = 14;

    /** One of these is needed. */
    static final List<String> ANY_OF = List.of(
            Permissions.MANAGE_GRANTS,
            Permissions.READ_AUDIT,
            Permissions.HANDLE_ESCALATIONS,
            Permissions.SWITCH_WRITES);

    /** The day as it is now, also where the days before it were read a moment ago. */
    static Overview of(Figures figures) {
        Figures.Day today = figures.today();
        List<Asked> before = figures.lately().stream()
                .filter(each -> each.date().isBefore(today.date()))
                .toList();
        return new Overview(today, before, figures.waiting());
    }

    static boolean isOpenTo(Permissions permissions) {
        return ANY_OF.stream().anyMatch(permissions::has);
    }

    /** How many of each status, for those that there are. */
    Map<Status, Long> byStatus(Predicate<Asked> which) {
        Map<Status, Long> sums = new EnumMap<>(Status.class);
        all().filter(which).forEach(each -> sums.merge(each.status(), each.number(), Long::sum));
        return sums;
    }

    /** The first is {@link #DAYS} days with today. */
    List<LocalDate> dates() {
        return today.date()
                .minusDays(DAYS - 1L)
                .datesUntil(today.date().plusDays(1))
                .toList();
    }

    private Stream<Asked> all() {
        return Stream.concat(before.stream(), today.asked().stream());
    }

    Predicate<Asked> on(LocalDate date) {
        return each -> each.date().equals(date);
    }

    Predicate<Asked> at(int hour) {
        return on(today.date()).and(each -> each.hour() == hour);
    }

    Chart hours() {
        List<Chart.Column> columns = IntStream.range(0, 24)
                .mapToObj(hour -> column(hour(hour), hour % 6 == 0 ? String.valueOf(hour) : "", at(hour)))
                .toList();
        return Chart.of("hours", "Today by hour", "By the hour in which it was asked for", columns);
    }

    Chart days() {
        List<Chart.Column> columns = new ArrayList<>();
        for (LocalDate date : dates()) {
            String mark = columns.size() % 3 == 0 ? date.toString().substring(5) : "";
            columns.add(column(date.toString(), mark, on(date)));
        }
        return Chart.of("days", "The last 14 days", "By the day on which it was asked for, as it stands now", columns);
    }

    private Chart.Column column(String label, String mark, Predicate<Asked> which) {
        Long[] numbers = new Long[Result.values().length];
        Arrays.fill(numbers, 0L);
        byStatus(which).forEach((status, number) -> numbers[Result.of(status).ordinal()] += number);
        return new Chart.Column(label, mark, List.of(numbers));
    }

    private static String hour(int hour) {
        return String.format(Locale.ROOT, "%02d:00", hour);
    }
}
