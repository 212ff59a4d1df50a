package org.countersign.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.net.URI;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.ShopFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a model may not do alone, decided by people with a real browser at two servers. */
@Tag("outer")
@Timeout(300)
class DecisionsIT {

    private static final String LEA = "Lea Lead";
    private static final String ADA = "Ada Agent";

    private static Chromium chromium;
    private static House house;
    private static Agent ada;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        house = House.of(2);
        ada = house.model("ada");
    }

    @AfterEach
    void backToTheFirst() {
        house.use(0);
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

    private record Waiting(ShopFixture shop, String action, String page) {

        String approval() {
            return page.substring(page.lastIndexOf('/') + 1);
        }
    }

    /** A refund of 160.00 USD that another person decides. */
    private static Waiting refund() {
        ShopFixture shop = house.order();
        return waiting(shop, ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 2)));
    }

    private static Waiting waiting(ShopFixture shop, Agent.Said said) {
        assertThat(said.status()).as("%s", said.content()).isEqualTo("awaiting_approval");
        return new Waiting(
                shop,
                said.action(),
                URI.create(said.content().at("/approval/url").asText()).getPath());
    }

    private static Person person(String name) {
        return Person.signedIn(chromium, house, name);
    }

    private static String status(Waiting waiting) {
        return ada.call("get_action", "action_id", waiting.action()).status();
    }

    @Test
    void aPersonSignsInFindsWhatWaitsAndAllowsIt() {
        Waiting waiting = refund();
        try (Person lea = person(LEA)) {
            lea.link("Approvals").click();
            lea.page.locator("a[href='" + waiting.page() + "']").click();
            assertThat(lea.main()).contains("This waits for a decision", "160.00 USD", waiting.shop().order);
            lea.button("Allow: 160.00 USD").click();
            assertThat(lea.main()).contains("Allowed and done", "u-lea (support_lead)");
            lea.page.reload();
            assertThat(lea.main()).contains("Allowed and done");
        }
        assertThat(waiting.shop().refunded()).isEqualTo(16000);
        assertThat(status(waiting)).isEqualTo("done");
    }

    @Test
    void aPersonDeniesAndTheModelReadsWhy() {
        Waiting waiting = refund();
        try (Person lea = person(LEA)) {
            lea.open(waiting.page());
            lea.button("Deny").click();
            assertThat(lea.main()).as("the browser itself asks for a reason").contains("This waits for a decision");
            lea.page.locator("#deny-reason").fill("The photo shows another <b>parcel</b>.");
            lea.button("Deny").click();
            assertThat(lea.main()).contains("Denied.", "The photo shows another <b>parcel</b>.");
        }
        assertThat(ada.call("get_action", "action_id", waiting.action())
                        .content()
                        .at("/decision/reason")
                        .asText())
                .isEqualTo("The photo shows another <b>parcel</b>.");
        assertThat(waiting.shop().refunds()).isZero();
    }

    @Test
    void fourEyesSeeItAndOnlyTheSecondPairDecides() {
        Waiting waiting = refund();
        try (Person asks = person(ADA)) {
            asks.open(waiting.page());
            assertThat(asks.main()).contains("You asked for this: another person decides.");
            assertThat(asks.page
                            .locator("form[action$='/allow'], form[action$='/deny']")
                            .count())
                    .isZero();
        }
        try (Person other = person("Ben Agent")) {
            assertThat(other.open(waiting.page())).isEqualTo(404);
            assertThat(other.main()).doesNotContain("160.00", waiting.shop().order);
        }
        try (Person lea = person(LEA)) {
            lea.open(waiting.page());
            lea.button("Allow").click();
            assertThat(lea.main()).contains("Allowed and done");
        }
        assertThat(waiting.shop().refunded()).isEqualTo(16000);
    }

    @Test
    void whoAskedForItConfirmsItWhereTheyAreAsked() {
        ShopFixture shop = house.order();
        Waiting waiting = waiting(
                shop,
                ada.call(
                        "cancel_order",
                        Refunding.of(ada.order(shop.order))
                                .with("reason", "no_longer_needed")
                                .arguments()));
        try (Person asks = person(ADA)) {
            asks.open(waiting.page());
            asks.button("Allow").click();
            assertThat(asks.main()).contains("Allowed and done", "u-ada (requester)");
        }
        assertThat(status(waiting)).isEqualTo("done");
    }

    @Test
    void whatNobodyDecidedInTimeCannotBeDecidedAnyMore() {
        Waiting waiting = refund();
        try (Person lea = person(LEA)) {
            lea.open(waiting.page());
            house.sql.execute(
                    "update countersign.approval set expires_at = now() - interval '1 second' where id = ?",
                    waiting.approval());
            lea.button("Allow").click();
            assertThat(lea.main()).contains("Nobody decided in time", "Nothing is left to decide");
            assertThat(lea.page.locator("form[action$='/allow']").count()).isZero();
        }
        assertThat(waiting.shop().refunds()).isZero();
    }

    @Test
    void aQuestionDecidesNothingAndReachesTheModel() {
        Waiting waiting = refund();
        try (Person lea = person(LEA)) {
            lea.open(waiting.page());
            lea.page.locator("summary").filter(text("Ask first")).click();
            lea.field("Question").fill("Which of the three pieces?");
            lea.page.locator("#form-ask button").click();
            assertThat(lea.main()).contains("This waits for a decision", "Which of the three pieces?");
        }
        assertThat(ada.call("get_action", "action_id", waiting.action())
                        .content()
                        .at("/decision/question")
                        .asText())
                .isEqualTo("Which of the three pieces?");
        assertThat(status(waiting)).isEqualTo("awaiting_approval");
    }

    @Test
    void anotherAmountIsOfferedAndNothingIsDone() {
        Waiting waiting = refund();
        try (Person lea = person(LEA)) {
            lea.open(waiting.page());
            lea.page.locator("summary").filter(text("Offer another amount")).click();
            lea.page.locator("#amount").fill("400");
            lea.page.locator("#offer-reason").fill("One piece only.");
            lea.button("Deny and offer this").click();
            assertThat(lea.main()).contains("Nothing was done.", "less than 160.00 USD");
            assertThat(lea.page.locator("#offer-reason").inputValue()).isEqualTo("One piece only.");
            lea.page.locator("#amount").fill("80.00");
            lea.button("Deny and offer this").click();
            assertThat(lea.main()).contains("Denied.", "Offered instead 80.00 USD");
        }
        assertThat(waiting.shop().refunds()).isZero();
    }

    @Test
    void theKeyboardIsEnough() {
        Waiting waiting = refund();
        try (Person lea = person(LEA)) {
            Keys keys = new Keys(lea.page);
            keys.tabTo("nav a[href='/console/approvals']").press("Enter");
            lea.page.waitForURL("**/console/approvals");
            keys.tabTo("a[href='" + waiting.page() + "']").press("Enter");
            lea.page.waitForURL("**" + waiting.page());
            keys.tabTo("a[href='#decide']").press("Enter");
            keys.tabTo("#deny-reason").type("Not by mouse.").tabTo("#form-deny button");
            assertThat(keys.focusIsSeen()).as("the focus is seen").isTrue();
            keys.press("Enter");
            lea.page.locator(".box.bad").waitFor();
            assertThat(lea.main()).contains("Denied.", "Not by mouse.");
        }
    }

    @Test
    void withoutScriptsADecisionIsADecision() {
        Waiting waiting = refund();
        try (Person lea = Person.signedIn(chromium, house, LEA, Person.Eyes.PLAIN.withoutScripts())) {
            lea.link("Approvals").click();
            lea.page.locator("a[href='" + waiting.page() + "']").click();
            lea.button("Allow").click();
            assertThat(lea.main()).contains("Allowed and done");
            lea.button("Sign out").click();
            lea.page.getByText("You are signed out of the console.").waitFor();
        }
        assertThat(waiting.shop().refunded()).isEqualTo(16000);
    }

    @Test
    void whoSignedOutIsAStranger() {
        Waiting waiting = refund();
        try (Person lea = person(LEA)) {
            lea.open(waiting.page());
            lea.button("Sign out").click();
            lea.link("Sign in again").waitFor();
            assertThat(lea.page.url()).startsWith(house.url + "/console/signed-out");
            lea.open(waiting.page());
            assertThat(lea.page.url()).startsWith(house.issuer().toString());
            assertThat(lea.main()).doesNotContain("160.00");
            lea.signIn(waiting.page(), "Lea Lead");
            assertThat(lea.main()).contains("160.00 USD");
        }
    }

    @Test
    void aSessionIsAtHomeOnEveryReplica() {
        Waiting waiting = refund();
        try (Person lea = person(LEA)) {
            lea.open(waiting.page());
            house.use(1);
            lea.button("Allow").click();
            assertThat(lea.main()).contains("Allowed and done");
            lea.button("Sign out").click();
            lea.link("Sign in again").waitFor();
            house.use(0);
            lea.open(waiting.page());
            assertThat(lea.page.url()).startsWith(house.issuer().toString());
        }
        assertThat(waiting.shop().refunded()).isEqualTo(16000);
    }

    @Test
    void aCaseIsTakenAndResolved() {
        ShopFixture shop = house.order();
        house.sql.execute("update shop.orders set risk_level = 'high' where id = ?", shop.order);
        Agent.Said said = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("escalated");
        try (Person lea = person(LEA)) {
            lea.link("Escalations").click();
            String id = house.sql.text("select id from countersign.escalation where action_id = ?", said.action());
            lea.page.locator("a[href='/console/escalations/" + id + "']").click();
            lea.page.locator("form[action$='/take'] button").click();
            assertThat(lea.main()).contains("It is yours now.");
            lea.page.locator("form[action$='/resolve'] textarea").fill("Spoke to the customer.");
            lea.page.locator("form[action$='/resolve'] button").click();
            assertThat(lea.main()).contains("It is resolved.");
        }
        assertThat(ada.call("get_action", "action_id", said.action()).status()).isEqualTo("denied");
    }

    private static Locator.FilterOptions text(String has) {
        return new Locator.FilterOptions().setHasText(has);
    }
}
