package org.countersign.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.countersign.endtoend.Endpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every page that links lead to, one of each kind, as each role sees it: it answers, the browser complains about nothing, it
 * fits into 375 pixels, and axe finds nothing serious, in light and dark.
 */
@Tag("outer")
@Timeout(600)
class PagesIT {

    private static final SortedSet<Endpoint> PAGES = Endpoint.below("/console");
    private static final Set<String> NO_PAGES = Set.of("/console/pulse", "/console/signed-out");
    /** What is shown with a page, or downloaded. */
    private static final String FILE = ".*\\.[a-z]+";

    private static final int MOST = 80;
    private static final int NARROW = 375;

    private static Chromium chromium;
    private static House house;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        house = House.of(1);
        Day.at(house);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void everyPageIsForEverybody() {
        List<String> wrong = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (String name : List.of("Sam Admin", "Aud Auditor", "Lea Lead", "Ada Agent", "Nora Norole")) {
            try (Person visitor = Person.signedIn(chromium, house, name)) {
                Deque<String> open = new ArrayDeque<>(List.of("/console"));
                Set<String> kinds = new HashSet<>(Set.of(kind("/console")));
                for (int visited = 0; !open.isEmpty() && visited < MOST; visited++) {
                    String path = open.remove();
                    look(visitor, path).forEach(found -> wrong.add(name + " at " + path + ": " + found));
                    Endpoint.of(PAGES, path).map(Endpoint::path).ifPresent(seen::add);
                    links(visitor.page).stream()
                            .filter(link -> kinds.add(kind(link)))
                            .forEach(open::add);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(PAGES.stream()
                        .filter(Endpoint::isRead)
                        .map(Endpoint::path)
                        .filter(page -> !NO_PAGES.contains(page) && !page.matches(FILE)))
                .as("links lead to all of them")
                .allMatch(seen::contains);
    }

    /** So that nothing found means that nothing is there. */
    @Test
    void axeSeesWhatIsWrong() {
        try (Person visitor = Person.signedIn(chromium, house, "Lea Lead")) {
            visitor.page.evaluate("() => document.querySelector('main').append(document.createElement('textarea'))");
            assertThat(Axe.findings(visitor.page)).singleElement().asString().startsWith("critical label");
            visitor.page.evaluate("() => { document.querySelector('h1').style.width = '2000px'; }");
            assertThat(visitor.tooWide()).isPositive();
        }
    }

    private static List<String> look(Person visitor, String path) {
        List<String> wrong = new ArrayList<>();
        Page page = visitor.page;
        page.setViewportSize(Person.Eyes.PLAIN.width(), 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        try {
            int status = visitor.open(path);
            if (status != 200) {
                wrong.add("answers " + status);
            }
        } catch (PlaywrightException download) {
            if (!download.getMessage().contains("Download is starting")) {
                throw download;
            }
            return wrong;
        }
        Axe.findings(page).forEach(found -> wrong.add("light: " + found));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.setViewportSize(NARROW, 800);
        Axe.findings(page).forEach(found -> wrong.add("dark, narrow: " + found));
        if (visitor.tooWide() > 0) {
            wrong.add("is " + visitor.tooWide() + " pixels too wide for " + NARROW + ": " + widest(page));
        }
        visitor.complaints().forEach(found -> wrong.add("complaint: " + found));
        return wrong;
    }

    private static Object widest(Page page) {
        return page.evaluate("""
                () => [...document.querySelectorAll('body *')]
                    .filter(each => (each.getBoundingClientRect().right > innerWidth + 1 || each.scrollWidth > innerWidth) && !each.closest('.wide'))
                    .slice(0, 3).map(each => each.tagName + '.' + each.className + ' ' + each.textContent.trim().slice(0, 40))""");
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Page page) {
        return ((List<String>) page.evaluate("""
                () => [...document.querySelectorAll('a[href]:not([download])')].map(each => each.getAttribute('href'))"""))
                .stream()
                        .map(link -> link.replaceFirst("#.*", ""))
                        .filter(link ->
                                link.equals("/console") || link.startsWith("/console/") || link.startsWith("/console?"))
                        .filter(link -> !link.startsWith("/console/sign"))
                        .toList();
    }

    /** Pages of one kind differ in what they are about only: an id, a role, a tool, what was searched for. */
    private static String kind(String link) {
        String query = link.contains("?") ? link.replaceFirst(".*?\\?", "") : "";
        Set<String> names = new TreeSet<>(List.of(query.replaceAll("=[^&]*", "").split("&")));
        return Endpoint.of(PAGES, link).map(Endpoint::path).orElse(link) + names;
    }
}
