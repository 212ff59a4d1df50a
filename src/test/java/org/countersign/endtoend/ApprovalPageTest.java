package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.dev.idp.TokenDraft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person reads the page of an approval and decides on it, and the model and the shop show what they decided. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ApprovalPageTest extends WholeServer {

    private final Agent ada = Agent.as("ada");
    private Asking asking;

    /** Set by {@link org.countersign.process.TestServices}. */
    private DevelopmentIdentityProvider provider;

    @BeforeEach
    void aPersonIsAsked() {
        asking = new Asking(sql, policy).agents("refund_order", "other_person");
    }

    @AfterEach
    void nobodyIsAsked() {
        asking.undo();
    }

    private Agent.Said waits(ShopFixture shop) {
        return waits(Refunding.of(ada.order(shop.order)).line(shop.line(1), 2));
    }

    private Agent.Said waits(Refunding refund) {
        Agent.Said waits = ada.call(refund);
        assertThat(waits.status()).as("%s", waits.content()).isEqualTo("awaiting_approval");
        return waits;
    }

    @Test
    void thePageSaysExactlyWhatWillHappenAndAYesDoesIt() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(Refunding.of(ada.order(shop.order))
                .line(shop.line(1), 2)
                .with("customer_request", "Two of them came broken!"));
        Browser lea = Browser.signedIn("lea");
        assertThat(lea.get("/console/approvals").words()).contains("For you to decide", "20.00 USD", "u-ada");

        Browser.Page page = lea.get(Asking.page(waits));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.words())
                .contains("This waits for a decision", "Refund 20.00 USD", "2 × Thing (size M)")
                .contains("credit card (credit_card-" + shop.order + "-1)")
                .contains("Two of them came broken!", "The customer reports that it arrived broken.")
                .contains("Asks confirmation", "holds: everything is as it was")
                .contains("The order #" + shop.order, "It is as it was when this was asked for");

        Browser.Page after = lea.post(Asking.page(waits) + "/allow", Map.of("reason", "photos look right"));
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.words()).contains("Allowed and done", "u-lea (support_lead)", "photos look right");
        assertThat(shop.refunded()).isEqualTo(2000);
        assertThat(ada.call("get_action", "action_id", waits.action()).status()).isEqualTo("done");
    }

    @Test
    void aNoIsFinalAndALaterYesShowsIt() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(shop);
        Browser lea = Browser.signedIn("lea");
        Browser sam = Browser.signedIn("sam");
        lea.get(Asking.page(waits));
        sam.get(Asking.page(waits));

        Browser.Page denied = lea.post(Asking.page(waits) + "/deny", Map.of("reason", "no photo"));
        assertThat(denied.words()).contains("Denied.", "u-lea", "no photo");
        Browser.Page late = sam.post(Asking.page(waits) + "/allow", Map.of("reason", ""));
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.words()).contains("It was decided before", "u-lea", "no photo");
        assertThat(shop.refunds()).isZero();
        Agent.Said seen = ada.call("get_action", "action_id", waits.action());
        assertThat(seen.status()).isEqualTo("denied");
        assertThat(seen.content().at("/decision/reason").asText()).isEqualTo("no photo");
    }

    @Test
    void aQuestionIsAnsweredByTheModelWhichRepeatsItsCall() {
        ShopFixture shop = usd();
        Refunding refund = Refunding.of(ada.order(shop.order)).line(shop.line(1), 2);
        Agent.Said waits = waits(refund);
        Browser lea = Browser.signedIn("lea");
        lea.get(Asking.page(waits));
        Browser.Page asked = lea.post(Asking.page(waits) + "/ask", Map.of("reason", "Is there a photo?"));
        assertThat(asked.words()).contains("support_lead asked", "Is there a photo?", "This waits for a decision");

        ada.call(refund.with("reasoning", "There is one: it shows two broken things."));
        assertThat(lea.get(Asking.page(waits)).words()).contains("The model answered", "it shows two broken things.");
        assertThat(shop.refunds()).isZero();
    }

    @Test
    void anotherAmountIsOfferedAndABadOneKeepsWhatWasWritten() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(shop);
        Browser lea = Browser.signedIn("lea");
        lea.get(Asking.page(waits));
        Browser.Page bad =
                lea.post(Asking.page(waits) + "/offer", Map.of("amount", "20.00", "reason", "half of it, \"fair\""));
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.words()).contains("less than 20.00 USD", "half of it, \"fair\"");
        assertThat(bad.html()).contains("value=\"20.00\"");
        assertThat(lea.post(Asking.page(waits) + "/offer", Map.of("amount", "ten", "reason", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(lea.post(Asking.page(waits) + "/offer", Map.of("amount", "10.001", "reason", "x"))
                        .status())
                .isEqualTo(400);

        Browser.Page offered =
                lea.post(Asking.page(waits) + "/offer", Map.of("amount", "10.00", "reason", "half of it"));
        assertThat(offered.words()).contains("Denied.", "Offered instead 10.00 USD");
        assertThat(ada.call("get_action", "action_id", waits.action())
                        .content()
                        .at("/decision/offer/amount")
                        .asText())
                .isEqualTo("10.00");
    }

    @Test
    void aReasonThatIsMissingOrTooLongDecidesNothing() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(shop);
        Browser lea = Browser.signedIn("lea");
        lea.get(Asking.page(waits));
        String tooLong = "x".repeat(501);
        for (String form : new String[] {"deny", "ask", "offer"}) {
            for (String text : new String[] {"", "  \r\n ", tooLong}) {
                Browser.Page page = lea.post(Asking.page(waits) + "/" + form, Map.of("reason", text, "amount", "1.00"));
                assertThat(page.status()).as(form).isEqualTo(400);
                assertThat(page.words()).contains("1 to 500 characters", "This waits for a decision");
            }
        }
        Browser.Page kept = lea.post(Asking.page(waits) + "/allow", Map.of("reason", tooLong));
        assertThat(kept.status()).isEqualTo(400);
        assertThat(kept.html()).contains(tooLong);
        assertThat(shop.refunds()).isZero();
        assertThat(lea.post(Asking.page(waits) + "/deny", Map.of("reason", "ü".repeat(500)))
                        .words())
                .contains("Denied.");
    }

    @Test
    void afterItsTimeThePageSaysSoAndDecidesNothing() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(shop);
        Browser lea = Browser.signedIn("lea");
        lea.get(Asking.page(waits));
        sql.execute(
                "update countersign.approval set expires_at = now() - interval '1 s' where id = ?", Asking.id(waits));
        Browser.Page late = lea.post(Asking.page(waits) + "/allow", Map.of("reason", ""));
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.words()).contains("Nobody decided in time", "Nothing is left to decide");
        assertThat(late.html()).doesNotContain("/allow\"");
        assertThat(shop.refunds()).isZero();
    }

    @Test
    void whatHasChangedIsMarkedAndAYesIsVoid() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(shop);
        sql.execute("update shop.orders set to_line1 = '9 Other Road', to_city = 'Basel' where id = ?", shop.order);
        Browser lea = Browser.signedIn("lea");
        Browser.Page page = lea.get(Asking.page(waits));
        assertThat(page.words())
                .contains("would be void: the order has changed", "It has changed since this was asked for")
                .contains("Shipping address: city Bern Basel", "Shipping address: street 1 Main Street 9 Other Road");
        assertThat(page.html()).contains("<del>Bern</del>", "<ins>Basel</ins>");

        Browser.Page after = lea.post(Asking.page(waits) + "/allow", Map.of("reason", ""));
        assertThat(after.words()).contains("Void.", "has changed");
        assertThat(shop.refunds()).isZero();
    }

    @Test
    void aNoteIsNoChangeAndIsShownAsSomebodysWords() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(shop);
        note(shop, "call back after five");
        assertThat(Browser.signedIn("lea").get(Asking.page(waits)).words())
                .contains("It is as it was when this was asked for", "call back after five");
    }

    @Test
    void whatSomebodyWroteLooksHarmless() {
        ShopFixture shop = usd();
        String evil =
                "</p><script>alert(1)</script><img src=x onerror=alert(2)> \" ' \u202e {inject} " + "é".repeat(3900);
        note(shop, evil);
        sql.execute("update shop.customers set name = ? where id = ?", "Ada <b onclick=\"x\">Low</b>", shop.customer);
        Agent.Said waits = waits(Refunding.of(ada.order(shop.order))
                .line(shop.line(1), 1)
                .with("customer_request", "<script>alert(3)</script>")
                .with("reasoning", "\"><script>alert(4)</script> '><a href=javascript:alert(5)>"));
        Browser lea = Browser.signedIn("lea");
        Browser.Page page = lea.get(Asking.page(waits));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html())
                .doesNotContain("<script", "<img", "<b onclick", "<a href=javascript")
                .contains("&lt;script&gt;alert(1)", "{inject}");
        assertThat(page.words()).contains("<script>alert(3)</script>", "é".repeat(3900));
        Browser.Page asked = lea.post(Asking.page(waits) + "/ask", Map.of("reason", "<script>alert(6)</script>"));
        assertThat(asked.html()).doesNotContain("<script").contains("&lt;script&gt;alert(6)");
        assertThat(asked.words()).contains("<script>alert(6)</script>");
    }

    @Test
    void whoMayNotSeePersonalDataDecidesWithoutThem() {
        asking.reviewers("warehouse", "{decide_approvals}");
        try {
            ShopFixture shop = usd();
            Agent.Said waits = waits(shop);
            sql.execute("update shop.orders set to_line1 = '9 Other Road' where id = ?", shop.order);
            Browser wim = Browser.signedIn("wim");
            Browser.Page page = wim.get(Asking.page(waits));
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.html())
                    .doesNotContain("Main Street", "Other Road", "ada.low." + shop.order)
                    .contains("a***@example.com", "changed; you do not see personal data", "Bern");
            assertThat(page.words()).contains("are masked");
            assertThat(wim.post(Asking.page(waits) + "/deny", Map.of("reason", "not needed"))
                            .words())
                    .contains("Denied.", "u-wim (warehouse)");
        } finally {
            asking.reviewers("warehouse", "{}");
        }
    }

    @Test
    void theRequesterSeesTheirOwnAndDecidesItOnlyWhereTheyAreAsked() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(shop);
        Browser of = Browser.signedIn("ada");
        Browser.Page others = of.get(Asking.page(waits));
        assertThat(others.words()).contains("You asked for this: another person decides.");
        assertThat(others.html()).doesNotContain("/allow\"");
        assertThat(of.post(Asking.page(waits) + "/allow", Map.of("reason", "")).status())
                .isEqualTo(403);
        assertThat(shop.refunds()).isZero();

        asking.agents("refund_order", "requester");
        ShopFixture own = usd();
        Agent.Said mine = waits(own);
        assertThat(Browser.signedIn("ben").get(Asking.page(mine)).status()).isEqualTo(404);
        Browser lea = Browser.signedIn("lea");
        assertThat(lea.get(Asking.page(mine)).words()).contains("Who asked for it confirms it, nobody else.");
        assertThat(of.get("/console/approvals").words()).contains("For you to decide");
        of.get(Asking.page(mine));
        assertThat(of.post(Asking.page(mine) + "/allow", Map.of("reason", "")).words())
                .contains("Allowed and done", "u-ada (requester)");
        assertThat(own.refunded()).isEqualTo(2000);
    }

    @Test
    void whoHasNothingToDoWithItSeesNothingOfIt() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(shop);
        for (String stranger : new String[] {"ben", "aud", "nora", "wim"}) {
            Browser browser = Browser.signedIn(stranger);
            Browser.Page page = browser.get(Asking.page(waits));
            assertThat(page.status()).as(stranger).isEqualTo(404);
            assertThat(page.words()).as(stranger).doesNotContain(shop.order, "20.00");
            assertThat(browser.get("/console/approvals").words())
                    .as(stranger)
                    .contains("Nothing waits for you")
                    .doesNotContain(shop.order);
            Browser.Page posted = browser.post(Asking.page(waits) + "/allow", Map.of("reason", ""));
            assertThat(posted.status()).as(stranger).isEqualTo(404);
        }
        assertThat(shop.refunds()).isZero();
        assertThat(Browser.signedIn("lea").get("/console/approvals/apr_unknown").status())
                .isEqualTo(404);
    }

    @Test
    void whoSignedInLongAgoReadsButDoesNotDecide() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(shop);
        provider.idTokens(token -> token.signedInBefore(Duration.ofMinutes(16)).sign());
        Browser lea = Browser.signedIn("lea");
        provider.idTokens(TokenDraft::sign);
        Browser.Page page = lea.get(Asking.page(waits));
        assertThat(page.words()).contains("Refund 20.00 USD", "must have signed in a short while ago");
        assertThat(page.html()).doesNotContain("/allow\"", "/deny\"");
        Browser.Page refused = lea.post(Asking.page(waits) + "/allow", Map.of("reason", "I <i>asked</i> the carrier"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.html())
                .as("what was written is not lost")
                .contains("I &lt;i&gt;asked&lt;/i&gt; the carrier");
        assertThat(shop.refunds()).isZero();
        lea.get(Asking.page(waits));
        Browser.Page again = lea.get(lea.page().link("Sign in again and come back"));
        assertThat(again.uri().getPath()).isEqualTo(Asking.page(waits));
        assertThat(lea.post(Asking.page(waits) + "/allow", Map.of("reason", "")).words())
                .contains("Allowed and done");
    }

    @Test
    void aFormOfAnotherPageDecidesNothing() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(shop);
        Browser lea = Browser.signedIn("lea");
        lea.get(Asking.page(waits));
        assertThat(lea.postAsIs(Asking.page(waits) + "/allow", Map.of("reason", ""))
                        .status())
                .isEqualTo(403);
        assertThat(lea.postAsIs(
                                Asking.page(waits) + "/allow",
                                Map.of(
                                        "reason",
                                        "",
                                        "csrf",
                                        lea.get(Asking.page(waits)).csrf()),
                                "Origin",
                                "https://elsewhere.example")
                        .status())
                .isEqualTo(403);
        assertThat(ada.call("get_action", "action_id", waits.action()).status()).isEqualTo("awaiting_approval");
    }

    @Test
    void whenTheShopCannotBeAskedEverythingElseIsShown() {
        ShopFixture shop = usd();
        Agent.Said waits = waits(shop);
        Browser lea = Browser.signedIn("lea");
        sql.execute("alter table shop.orders rename to orders_away");
        try {
            Browser.Page page = lea.get(Asking.page(waits));
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.words())
                    .contains("The shop cannot be asked now", "Refund 20.00 USD", "2 × Thing (size M)")
                    .contains("1 Main Street", "Asks confirmation");
        } finally {
            sql.execute("alter table shop.orders_away rename to orders");
        }
    }

    private void note(ShopFixture shop, String text) {
        sql.execute(
                "insert into shop.notes (id, order_id, text, visible_to_customer, author, at) values (?, ?, ?, false, 'customer', now())",
                "note-" + shop.order,
                shop.order,
                text);
    }
}
