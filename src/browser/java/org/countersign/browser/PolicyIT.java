package org.countersign.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.ShopFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an administrator and an auditor do with a real browser, and that models feel it at once. */
@Tag("outer")
@Timeout(300)
class PolicyIT {

    private static final String SAM = "Sam Admin";
    private static final String GRANT = "/console/roles/support_agent/tools/refund_order";
    private static final String MAXIMUM = "[id='max_amount.amount']";

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

    private static Agent.Said refund(ShopFixture shop, int pieces) {
        return ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), pieces));
    }

    @Test
    void aDraftOfAGrantIsTriedThenSavedAndCountsAtOnce() {
        assertThat(refund(house.order(), 2).status()).isEqualTo("awaiting_approval");
        try (Person sam = Person.signedIn(chromium, house, SAM);
                Person late = Person.signedIn(chromium, house, SAM)) {
            sam.link("Roles").click();
            sam.page.locator("a[href='" + GRANT + "']").click();
            late.open(GRANT);
            sam.page.locator(MAXIMUM).fill("120.00");
            sam.button("Simulate").click();
            sam.page.locator("#simulation").waitFor();
            assertThat(sam.main()).contains("1 of 1 actions", "Nothing is saved", "160.00 USD");
            assertThat(sam.page.locator(MAXIMUM).inputValue())
                    .as("the draft stays")
                    .isEqualTo("120.00");
            assertThat(refund(house.order(), 2).status())
                    .as("nothing was saved")
                    .isEqualTo("awaiting_approval");

            sam.button("Save").click();
            assertThat(sam.main()).contains("up to 120.00 USD");
            assertThat(refund(house.order(), 2).error()).isEqualTo("limit_exceeded");

            late.page.locator(MAXIMUM).fill("9000.00");
            late.button("Save").click();
            late.page.locator("[role=alert]").waitFor();
            assertThat(late.page.locator(MAXIMUM).inputValue()).isEqualTo("9000.00");
            sam.open(GRANT);
            assertThat(sam.main()).as("who was later has overwritten nothing").contains("up to 120.00 USD");
            sam.page.locator(MAXIMUM).fill("lots");
            sam.button("Save").click();
            assertThat(sam.page.locator(MAXIMUM).getAttribute("aria-invalid")).isEqualTo("true");
            sam.page.locator(MAXIMUM).fill("500.00");
            sam.button("Save").click();
            assertThat(sam.main()).contains("up to 500.00 USD");
        }
    }

    @Test
    void whoAuditsReadsGrantsAndChangesNone() {
        try (Person aud = Person.signedIn(chromium, house, "Aud Auditor")) {
            aud.open(GRANT);
            assertThat(aud.main()).contains("asks: support_lead above 100.00 USD");
            assertThat(aud.page.locator("main form").count()).isZero();
        }
    }

    @Test
    void anAuditorFindsAnActionByItsOrder() {
        ShopFixture shop = house.order();
        Agent.Said done = refund(shop, 1);
        assertThat(done.status()).isEqualTo("done");
        try (Person aud = Person.signedIn(chromium, house, "Aud Auditor")) {
            aud.link("Actions").click();
            aud.page.locator("#f-order_id").fill("#" + shop.order);
            aud.button("Look").click();
            Locator found = aud.page.locator("#found a[href*='/console/actions/act_']");
            assertThat(found.count()).isEqualTo(1);
            found.click();
            assertThat(aud.main()).contains("80.00 USD", shop.order, "verified");
            assertThat(aud.page.url()).endsWith(done.action());
        }
    }

    @Test
    void aSwitchStopsWritesAndEverybodySeesWhy() {
        ShopFixture shop = house.order();
        try (Person lea = Person.signedIn(chromium, house, "Lea Lead");
                Person sam = Person.signedIn(chromium, house, SAM)) {
            lea.open("/console/approvals");
            lea.page.evaluate("() => { window.sameDocument = true; }");
            sam.link("Switches").click();
            sam.page.locator("#turn-reason").fill("Stock-taking until <noon>");
            sam.button("Switch off").click();
            assertThat(sam.main()).contains("Stock-taking until <noon>");
            assertThat(refund(shop, 1).error()).isEqualTo("writes_disabled");
            lea.page
                    .locator("#off")
                    .getByText("Stock-taking until <noon>")
                    .waitFor(new Locator.WaitForOptions().setTimeout(30_000));
            assertThat(lea.page.evaluate("() => window.sameDocument === true")).isEqualTo(true);

            sam.page.locator("#turn-reason").fill("Counted.");
            sam.button("Switch on").click();
            assertThat(sam.main()).contains("Writes are on.");
            assertThat(refund(shop, 1).status()).isEqualTo("done");
        } finally {
            house.sql.execute("delete from countersign.switch");
        }
    }

    @Test
    void anAuditorProvesWhatWasDone() {
        assertThat(refund(house.order(), 1).status()).isEqualTo("done");
        try (Person aud = Person.signedIn(chromium, house, "Aud Auditor")) {
            aud.link("Audit").click();
            aud.button("Verify").click();
            aud.page.locator("main .box.good").waitFor();
            assertThat(aud.main()).contains("Everything is as it was written.");
        }
    }
}
