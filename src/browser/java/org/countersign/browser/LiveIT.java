package org.countersign.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.net.URI;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.ShopFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages follow what happens while somebody looks at them, and ask for nothing while nobody does. */
@Tag("outer")
@Timeout(300)
class LiveIT {

    private static final String HIDE = """
            hidden => { Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => hidden ? 'hidden' : 'visible'});
                        Object.defineProperty(document, 'hidden', {configurable: true, get: () => hidden});
                        document.dispatchEvent(new Event('visibilitychange')); }""";
    private static final int A_TURN = 6_000;
    private static final int LONG = 600_000;

    private static Chromium chromium;
    private static House house;
    private static Agent ada;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        house = House.of(1);
        ada = house.model("ada");
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

    /** @return the page of its approval */
    private static String refund() {
        ShopFixture shop = house.order();
        Agent.Said said = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 2));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("awaiting_approval");
        return URI.create(said.content().at("/approval/url").asText()).getPath();
    }

    @Test
    void whatIsNewShowsUpWithoutAReload() {
        try (Person lea = Person.signedIn(chromium, house, "Lea Lead")) {
            lea.open("/console/approvals");
            lea.page.evaluate("() => { window.sameDocument = true; }");
            String page = refund();
            lea.page.locator("a[href='" + page + "']").waitFor(new Locator.WaitForOptions().setTimeout(30_000));
            assertThat(lea.page.evaluate("() => window.sameDocument === true")).isEqualTo(true);
        }
    }

    @Test
    void aHiddenPageAsksForNothingAndComesBackWithWhatIsNew() {
        try (Person lea = Person.signedIn(chromium, house, "Lea Lead")) {
            lea.page.clock().install();
            lea.open("/console/approvals");
            asksOnce(lea);
            asksOnce(lea);

            lea.page.evaluate(HIDE, true);
            lea.requests();
            String page = refund();
            lea.page.clock().runFor(LONG);
            assertThat(lea.requests()).as("while it is hidden").isEmpty();

            lea.page.evaluate(HIDE, false);
            lea.page.clock().runFor(A_TURN);
            lea.page.locator("a[href='" + page + "']").waitFor();
        }
    }

    @Test
    void aPageThatNobodyUsesAnyMoreAsksForNothing() {
        try (Person lea = Person.signedIn(chromium, house, "Lea Lead")) {
            lea.page.clock().install();
            lea.open("/console/approvals");
            asksOnce(lea);
            lea.page.clock().fastForward(LONG);
            lea.button("Go on").waitFor();
            lea.requests();
            String page = refund();
            lea.page.clock().runFor(LONG);
            assertThat(lea.requests()).isEmpty();
            lea.page.mouse().move(100, 100); // whoever comes back moves something
            lea.page.clock().runFor(A_TURN);
            lea.page.locator("a[href='" + page + "']").waitFor();
        }
    }

    @Test
    void whoSignedOutElsewhereIsToldAndNothingIsAskedAnyMore() {
        try (Person lea = Person.signedIn(chromium, house, "Lea Lead")) {
            lea.page.clock().install();
            lea.open("/console/approvals");
            lea.context().clearCookies();
            asksOnce(lea);
            lea.page.getByText("You are signed out.").waitFor();
            lea.requests();
            lea.page.clock().runFor(LONG);
            assertThat(lea.requests()).isEmpty();
        }
    }

    @Test
    void whatSomebodyIsWritingStays() {
        String page = refund();
        try (Person lea = Person.signedIn(chromium, house, "Lea Lead")) {
            lea.page.clock().install();
            lea.open(page);
            lea.page.locator("#deny-reason").fill("I am not done wri");
            asksOnce(lea);
            asksOnce(lea);
            assertThat(lea.page.locator("#deny-reason").inputValue()).isEqualTo("I am not done wri");
            assertThat(lea.page.evaluate("() => document.activeElement.id")).isEqualTo("deny-reason");
        }
    }

    /** Until its next turn comes, and the answer is there. */
    private static void asksOnce(Person lea) {
        lea.page.waitForResponse(
                answer -> answer.url().startsWith(house.url + "/console"),
                () -> lea.page.clock().runFor(A_TURN));
    }
}
