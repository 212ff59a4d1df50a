package org.countersign.endtoend;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person who reads some pages of the console and then every page that links lead to, up to a few hundred. */
final class Walk {

    private static final Pattern LINK = Pattern.compile("href=\"(/console[^\"#]*)");
    private static final int MOST = 250;

    private final Browser session;
    private final Map<String, String> read = new LinkedHashMap<>();
    private final Deque<String> open;

    Walk(Browser session, Collection<String> from) {
        this.session = session;
        this.open = new ArrayDeque<>(from);
    }

    /** Status, headers and text of each, by its address. */
    Map<String, String> read() {
        while (!open.isEmpty() && read.size() < MOST) {
            String path = open.remove();
            if (!read.containsKey(path) && !path.startsWith("/console/sign")) {
                Browser.Page page = session.ask("GET", path);
                read.put(path, page.status() + " " + page.headers().map() + " " + page.html());
                Matcher link = LINK.matcher(page.html());
                while (link.find()) {
                    open.add(link.group(1).replace("&amp;", "&"));
                }
            }
        }
        return read;
    }
}
