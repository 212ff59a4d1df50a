package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Who could do what: the page says what the API says. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class AccessPageTest extends AdminBed {

    private static final String ACCESS = "/console/access";

    @Test
    void aRoleHasItsToolsAndLimits() {
        Browser.Page page = Browser.signedIn("aud").get(ACCESS + "?role=support_lead");
        JsonNode said =
                Agent.parse(as("aud").get("/api/admin/access?role=support_lead").asString());
        assertThat(page.words())
                .contains("see personal data", "up to 2000.00 USD as support_lead", "up to 5000.00 USD")
                .contains("asks: shop_admin above 2000.00 USD")
                .doesNotContain("Left today", "as of");
        said.path("tools")
                .forEach(tool -> assertThat(page.html()
                                .contains(
                                        "<th scope=\"row\">" + tool.path("tool").asText() + "</th>"))
                        .as("%s", tool)
                        .isEqualTo(!tool.path("grants").isEmpty()));
    }

    @Test
    void aPersonHasWhatIsLeftOfTodayAndIsShownToBeCutOff() {
        sql.execute("update countersign.role_grant set version = version + 1, terms = terms ||"
                + " '{\"daily_amount\": {\"amount\": \"50.00\", \"currency\": \"USD\"}, \"daily_count\": 4}'"
                + " where role = 'support_agent' and tool = 'refund_order'");
        sql.execute("delete from countersign.budget_use");
        policy.readAgain();
        Agent ada = Agent.as("ada");
        String action =
                ada.call(Refunding.of(ada.order(usd().order)).amount("8.00")).action();
        Browser aud = Browser.signedIn("aud");
        Browser.Page page = aud.get(ACCESS + "?subject=u-ada");
        assertThat(page.words())
                .contains("u-ada may", "50.00 USD a day", "42.00 USD, 3 times")
                .doesNotContain("Cut off");
        assertThat(page.html()).contains("/console/actions/" + action, "<option value=\"u-ada\">");
        as("sam")
                .body("{\"subject\": \"u-ada\", \"reason\": \"odd <b>refunds</b>\"}")
                .put("/api/admin/blocks")
                .then()
                .statusCode(200);
        assertThat(aud.get(ACCESS + "?subject=u-ada").words()).contains("Cut off.", "odd <b>refunds</b>");
        assertThat(aud.get(ACCESS + "?subject=u-ada&roles=support_lead,warehouse")
                        .words())
                .contains("as given", "support_lead , warehouse", "up to 5000.00 USD");
    }

    @Test
    void whomNobodyKnowsHasNoRolesUnlessTheyAreGiven() {
        Browser sam = Browser.signedIn("sam");
        Browser.Page unknown = sam.get(ACCESS + "?subject=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.words()).contains("nobody knows their roles");
        assertThat(unknown.html()).contains("value=\"&lt;script&gt;").doesNotContain("<script");
        assertThat(sam.get(ACCESS + "?subject=u-ada&issuer=https%3A%2F%2Felsewhere.example")
                        .status())
                .isEqualTo(404);
        assertThat(sam.get(ACCESS + "?subject=u-nobody&roles=support_agent").words())
                .contains("u-nobody may", "refund_order");
        assertThat(sam.get(ACCESS + "?role=no_such_role").words()).contains("No tool at all");
        assertThat(sam.get(ACCESS).status()).isEqualTo(200);
    }

    @Test
    void onlyWhoManagesGrantsOrAuditsSeesIt() {
        for (String user : new String[] {"ada", "lea", "wim", "nora"}) {
            Browser browser = Browser.signedIn(user);
            for (String query : new String[] {"", "?role=support_agent", "?subject=u-ada"}) {
                assertThat(browser.get(ACCESS + query).status()).isEqualTo(403);
            }
        }
    }
}
