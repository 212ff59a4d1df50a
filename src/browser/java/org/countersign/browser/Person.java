package org.countersign.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody at a browser of their own. Whatever the browser complains about (a script's error, a policy that was violated,
 * something that was not found) is a failure when they leave.
 */
final class Person implements AutoCloseable {

    /** Says no more than the status of a page that was asked for on purpose; and browsers ask for an icon of their own accord. */
    private static final String FAILED_TO_LOAD = "Failed to load resource: the server responded with a status of 4";

    private final House house;
    private final BrowserContext context;
    private final List<String> complaints = new ArrayList<>();
    private final List<URI> requests = new ArrayList<>();
    final Page page;

    /** How this browser looks at pages. */
    record Eyes(int width, boolean dark, boolean scripts) {
        static final Eyes PLAIN = new Eyes(1280, false, true);

        Eyes inTheDark() {
            return new Eyes(width, true, scripts);
        }

        Eyes narrow() {
            return new Eyes(375, dark, scripts);
        }

        Eyes withoutScripts() {
            return new Eyes(width, dark, false);
        }
    }

    Person(Chromium chromium, House house, Eyes eyes) {
        this.house = house;
        context = chromium.browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(eyes.width(), 900)
                .setColorScheme(eyes.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setJavaScriptEnabled(eyes.scripts())
                .setLocale("en-US"));
        context.setDefaultTimeout(15_000);
        page = context.newPage();
        page.onConsoleMessage(this::heard);
        page.onPageError(error -> complaints.add("script: " + error));
        page.onRequest(request -> requests.add(URI.create(request.url())));
    }

    static Person signedIn(Chromium chromium, House house, String name) {
        return signedIn(chromium, house, name, Eyes.PLAIN);
    }

    /** @param name as the login page shows it, such as {@code Lea Lead} */
    static Person signedIn(Chromium chromium, House house, String name, Eyes eyes) {
        return new Person(chromium, house, eyes).signIn("/console", name);
    }

    /** Opens a page and chooses who to be on the way. */
    Person signIn(String path, String name) {
        page.navigate(house.url.resolve(path).toString());
        button(name).click();
        page.waitForURL(url -> url.startsWith(house.url.toString()));
        assertThat(main()).doesNotContain("You are not signed in");
        return this;
    }

    private void heard(ConsoleMessage message) {
        boolean expected = message.text().startsWith(FAILED_TO_LOAD)
                && (message.location().startsWith(page.url())
                        || message.location().contains("/favicon.ico"));
        if (List.of("error", "warning").contains(message.type()) && !expected) {
            complaints.add(page.url() + ": " + message.text() + " " + message.location());
        }
    }

    /** @param path or a whole URL */
    int open(String path) {
        Response response = page.navigate(house.url.resolve(path).toString());
        return response.status();
    }

    String main() {
        return page.locator("main").innerText().replaceAll("\\s+", " ");
    }

    String heading() {
        return page.locator("h1").innerText();
    }

    Locator button(String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(false))
                .first();
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .first();
    }

    Locator field(String label) {
        return page.getByLabel(label).first();
    }

    /** What was asked for since this was last asked. */
    List<URI> requests() {
        List<URI> since = List.copyOf(requests);
        requests.clear();
        return since;
    }

    /** Whether the page is wider than the window. */
    int tooWide() {
        return ((Number) page.evaluate(
                        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .intValue();
    }

    List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    BrowserContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }
}
