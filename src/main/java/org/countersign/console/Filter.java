package org.countersign.console;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One way to narrow a list, as a link above it. @param path where it leads @param here whether it is the one that is shown */
public record Filter(String path, String title, boolean here) {

    /** @param names by which the address tells them, such as {@code mine} */
    static List<Filter> of(String page, String now, String... names) {
        return Stream.of(names)
                .map(name -> new Filter(page + "?of=" + name, title(name), name.equals(now)))
                .toList();
    }

    /** The name that was asked for, if it is one of them, else the first. */
    static String chosen(@Nullable String asked, String... names) {
        return Stream.of(names).filter(name -> name.equals(asked)).findFirst().orElse(names[0]);
    }

    private static String title(String name) {
        return name.equals("nobodys") ? "Nobody's" : Shown.capital(name);
    }
}
