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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every page that links lead to, one of each kind, as each role sees it: it answers, the browser complains about nothing, it
 * fits into 375 pixels, and axe finds nothing serious, in light and dark.
 */
@Tag("outer")
@Timeout(600)
class PagesIT {

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

    @ParameterizedTest
    @ValueSource(strings = {"Sam Admin", "Lea Lead", "Aud Auditor", "Ada Agent", "Nora Norole"})
    void everyPageIsForEverybody(String name) {
        List<String> wrong = new ArrayList<>();
        try (Person visitor = Person.signedIn(chromium, house, name)) {
            Deque<String> open = new ArrayDeque<>(List.of("/console"));
            Set<String> kinds = new HashSet<>(Set.of(kind("/console")));
            int visited = 0;
            while (!open.isEmpty() && visited++ < MOST) {
                String path = open.remove();
                look(visitor, path).forEach(found -> wrong.add(path + ": " + found));
                links(visitor.page).stream()
                        .filter(link -> kinds.add(kind(link)))
                        .forEach(open::add);
            }
            System.out.println(name + " saw " + visited + " pages: " + new java.util.TreeSet<>(kinds));
        }
        assertThat(wrong).isEmpty();
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
                    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.wide'))
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
        String path = link.replaceFirst("\\?.*", "");
        String query = link.contains("?") ? link.replaceFirst(".*?\\?", "?").replaceAll("=[^&]*", "") : "";
        String[] parts = path.split("/");
        StringBuilder kind = new StringBuilder();
        for (int i = 1; i < parts.length; i++) {
            kind.append('/').append(i < 3 ? parts[i] : "*");
        }
        return kind + query;
    }
}
