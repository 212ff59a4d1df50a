package org.countersign.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.ShopFixture;
import org.countersign.endtoend.Sql;
import org.countersign.keycloak.KeycloakAdmin;
import org.countersign.keycloak.KeycloakProfile;
import org.countersign.keycloak.KeycloakServer;
import org.countersign.policy.FreshPolicy;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A person at the console with the accounts of a real Keycloak: in, again before a decision, and out. */
@Tag("outer")
@QuarkusTest
@TestProfile(KeycloakProfile.class)
@Timeout(300)
class KeycloakConsoleTest {

    private static final String TIERS = "update countersign.role_grant set version = version + 1, terms = terms ||"
            + " '{\"approvals\": [{\"above\": {\"amount\": \"100.00\", \"currency\": \"USD\"}, \"role\": \"support_lead\"}]}'"
            + " where role = 'support_agent' and tool = 'refund_order'";
    private static final String NO_TIERS =
            "update countersign.role_grant set version = version + 1, terms = terms - 'approvals'"
                    + " where role = 'support_agent' and tool = 'refund_order'";
    /** More than a sign-in counts as recent in this profile. */
    private static final int UNTIL_IT_IS_LONG_AGO = 90_000;

    private static int people;

    KeycloakServer keycloak;

    @Inject
    FreshPolicy policy;

    private final URI server = URI.create(ConfigProvider.getConfig().getValue("countersign.public-url", String.class));
    private Chromium chromium;
    private BrowserContext context;
    private Page page;
    private String user;

    @BeforeEach
    void somebodyAtABrowser() {
        user = "lead" + ++people;
        keycloak.admin().person(user, "Lea Lead", "support_lead");
        chromium = new Chromium();
        context = chromium.browser.newContext();
        context.setDefaultTimeout(30_000);
        page = context.newPage();
    }

    @AfterEach
    void leaveAllAsItWas() {
        chromium.close();
        Sql.ofThisServer().execute(NO_TIERS);
        policy.readAgain();
    }

    /** Fills in Keycloak's own page. */
    private void login() {
        assertThat(page.url()).startsWith(keycloak.issuer().toString());
        if (page.locator("#username").isVisible()) {
            page.locator("#username").fill(user);
        }
        page.locator("#password").fill(KeycloakAdmin.PASSWORD);
        page.locator("#kc-login").click();
        page.waitForURL(url -> url.startsWith(server.toString()));
    }

    private Locator link(String words) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(words))
                .first();
    }

    private Locator button(String words) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words))
                .first();
    }

    @Test
    void whoDecidesSignsInAgainFirst() {
        Sql sql = Sql.ofThisServer();
        sql.execute(TIERS);
        policy.readAgain();
        String asker = "asks" + people;
        keycloak.admin().person(asker, "Ada Agent", "support_agent");
        Agent ada = new Agent(server, keycloak.admin().modelOf(asker));
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(3, 8000).payment("gift_card", 24000);
        Agent.Said said = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 2));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("awaiting_approval");

        page.navigate(said.content().at("/approval/url").asText());
        login();
        assertThat(page.locator("main").innerText()).contains("This waits for a decision", "160.00 USD");
        page.waitForCondition(
                () -> {
                    page.reload();
                    return link("Sign in again and come back").isVisible();
                },
                new Page.WaitForConditionOptions().setTimeout(UNTIL_IT_IS_LONG_AGO));
        assertThat(button("Allow").count()).isZero();
        link("Sign in again and come back").click();
        login();
        button("Allow").click();
        assertThat(page.locator("main").innerText()).contains("Allowed and done");
        assertThat(shop.refunded()).isEqualTo(16000);
    }

    @Test
    void whoSignsOutIsAStrangerHereAndAtKeycloak() {
        page.navigate(server + "/console");
        login();
        assertThat(page.locator("body").innerText()).contains("Lea Lead");
        button("Sign out").click();
        link("Sign in again").waitFor();
        assertThat(page.url()).startsWith(server + "/console/signed-out");
        page.navigate(server + "/console");
        assertThat(page.url()).startsWith(keycloak.issuer().toString());
        assertThat(page.locator("#password").isVisible()).isTrue();
    }
}
