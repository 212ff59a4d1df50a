package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shop's settings and the whole policy as one file, at their pages, by the rules of the API. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class SettingsPageTest extends AdminBed {

    private static final String SETTINGS = "/console/settings";
    private static final String FILE = SETTINGS + "/file";

    private static JsonNode settings() {
        return Agent.parse(as("aud").get(SHOP + "/settings").asString());
    }

    private static String file() {
        return as("aud").get(SHOP + "/policy.yaml").asString();
    }

    private long changes() {
        return sql.number("select count(*) from countersign.policy_change");
    }

    @Test
    void whatIsSavedIsWhatTheApiShows() {
        Browser sam = Browser.signedIn("sam");
        sam.get(SETTINGS);
        Browser.Page saved = sam.post(
                SETTINGS + "/save",
                typed(
                        sam,
                        "time_zone",
                        "Europe/Zurich",
                        "ceiling.amount",
                        "750",
                        "ceiling.currency",
                        "USD",
                        "approval_hours",
                        "12",
                        "refund_window_days",
                        "60",
                        "notify_customer",
                        "true",
                        "reasons",
                        "cancel_order: duplicate_order, other\r\n\r\nrefund_order: damaged",
                        "reason",
                        "for the season"));
        assertThat(saved.words()).contains("Saved.", "for the season", "u-sam", "Ceiling: 750.00 USD");
        assertThat(settings()).isEqualTo(Agent.parse("""
                {"time_zone": "Europe/Zurich", "ceiling": {"amount": "750.00", "currency": "USD"}, "refund_window_days": 60,
                 "refunds_per_order": 2, "return_window_days": 30, "exchange_window_days": 30, "changes_per_order": 3,
                 "returns_per_order": 3, "notify_customer": true, "approval_hours": 12,
                 "reasons": {"cancel_order": ["duplicate_order", "other"], "refund_order": ["damaged"]}}"""));
        assertThat(saved.html())
                .contains("value=\"Europe/Zurich\"", "cancel_order: duplicate_order, other\nrefund_order: damaged");
    }

    @Test
    void whatIsWrongIsAtItsFieldAndNothingTypedIsLost() {
        JsonNode before = settings();
        Browser sam = Browser.signedIn("sam");
        sam.get(SETTINGS);
        Browser.Page refused = sam.post(
                SETTINGS + "/save",
                typed(
                        sam,
                        "time_zone",
                        "UTC+2",
                        "ceiling.amount",
                        "many",
                        "ceiling.currency",
                        "USD",
                        "approval_hours",
                        "721",
                        "refund_window_days",
                        "1.5",
                        "reasons",
                        "refund_ordr: damaged\ncancel_order:",
                        "reason",
                        "x".repeat(501)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.html()).contains("id=\"reason-problem\"");
        refused = sam.post(
                SETTINGS + "/save",
                typed(
                        sam,
                        "time_zone",
                        "UTC+2",
                        "ceiling.amount",
                        "many",
                        "ceiling.currency",
                        "USD",
                        "approval_hours",
                        "721",
                        "refund_window_days",
                        "1.5",
                        "reasons",
                        "cancel_order:"));
        assertThat(refused.status()).isEqualTo(400);
        for (String field : new String[] {"time_zone", "ceiling", "approval_hours", "refund_window_days", "reasons"}) {
            assertThat(refused.html()).contains("id=\"" + field + "-problem\"");
        }
        assertThat(refused.html()).contains("value=\"UTC+2\"", "value=\"many\"", "value=\"1.5\"", "cancel_order:");
        assertThat(settings()).isEqualTo(before);
    }

    @Test
    void whoeverWasFasterIsShownBesideWhatWasTyped() {
        Browser sam = Browser.signedIn("sam");
        sam.get(SETTINGS);
        Map<String, String> old = typed(sam, "approval_hours", "9");
        as("sam")
                .header("If-Match", "*")
                .body("{\"approval_hours\": 5}")
                .put(SHOP + "/settings")
                .then()
                .statusCode(200);
        assertThat(sam.post(SETTINGS + "/save", Map.of("seen", old.get("seen"), "approval_hours", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(seen(sam.page())).as("what was seen then").isEqualTo(old.get("seen"));
        Browser.Page late = sam.post(SETTINGS + "/save", old);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.words()).contains("What stands now", "Hours to decide: 5");
        assertThat(late.html()).contains("value=\"9\"");
        assertThat(settings().path("approval_hours").asInt()).isEqualTo(5);
    }

    @Test
    void theExportIsTheFileOfTheApi() {
        Browser.Page page = Browser.signedIn("aud").get(SETTINGS + "/policy.yaml");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).contains("application/yaml");
        assertThat(page.header("Content-Disposition")).contains("attachment");
        assertThat(page.html()).isEqualTo(file());
    }

    @Test
    void aFileIsComparedFirstAndThenExactlyThatIsDone() {
        long changes = changes();
        String wanted = file().replace("approval_hours: 24", "approval_hours: 3")
                .replace("amount: \"500.00\"", "amount: \"400.00\"");
        Browser sam = Browser.signedIn("sam");
        sam.get(FILE);
        Browser.Page diff = sam.post(FILE + "/compare", Map.of("file", wanted.replace("\n", "\r\n")));
        assertThat(diff.status()).isEqualTo(200);
        assertThat(diff.words())
                .contains("Hours to decide: 3", "support_agent: refund_order")
                .doesNotContain("Refunds, days: 90");
        assertThat(diff.html()).contains("<del>up to 500.00 USD</del>", "<ins>up to 400.00 USD</ins>");
        assertThat(changes()).isEqualTo(changes);
        assertThat(file()).contains("approval_hours: 24");

        Map<String, String> exactly = typed(sam, "file", wanted, "reason", "from Git");
        as("sam")
                .header("If-Match", "*")
                .body("{\"enabled\": false}")
                .put(GRANT, "warehouse", "hold_order")
                .then()
                .statusCode(200);
        Browser.Page late = sam.post(FILE + "/apply", exactly);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.words()).contains("Somebody changed something since", "warehouse: hold_order");
        assertThat(file()).contains("approval_hours: 24");

        Browser.Page done = sam.post(FILE + "/apply", typed(sam, "file", wanted, "reason", "from Git"));
        assertThat(done.words()).contains("Done: the policy is what the file says", "from Git");
        assertThat(file()).isEqualTo(wanted);
        sam.get(FILE);
        assertThat(sam.post(FILE + "/compare", Map.of("file", wanted)).words())
                .contains("Nothing: everything stands as the file has it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "approval_hours: 24 | aproval_hours: 24 | settings.aproval_hours",
                "version: 1         | version: [        | is no YAML",
                "enabled: true      | enabld: true      | enabld"
            })
    void aFileThatIsWrongSaysWhereAndIsKept(String right, String wrong, String said) {
        String bad = file().replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
        Browser sam = Browser.signedIn("sam");
        sam.get(FILE);
        Browser.Page refused = sam.post(FILE + "/compare", Map.of("file", bad));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.words()).contains(said, wrong);
    }

    @Test
    void aLargeFileFits() {
        String large = file() + "# " + "x".repeat(200_000) + "\n";
        Browser sam = Browser.signedIn("sam");
        sam.get(FILE);
        assertThat(sam.post(FILE + "/compare", Map.of("file", large)).words()).contains("Nothing: everything stands");
    }

    @Test
    void theRulesHoldForAFileToo() {
        String wanted = file().replaceFirst("(?s)(  shop_admin:\n    permissions:\n)", "$1      read_audit: true\n");
        Browser sam = Browser.signedIn("sam");
        sam.get(FILE);
        assertThat(sam.post(FILE + "/compare", Map.of("file", wanted)).status()).isEqualTo(403);
        sam.get(SETTINGS);
        assertThat(sam.post(FILE + "/apply", Map.of("file", wanted, "seen", "*"))
                        .status())
                .isEqualTo(403);
        assertThat(file()).isNotEqualTo(wanted);
    }

    @Test
    void onlyWhoManagesGrantsChangesThemAndAuditorsLook() {
        long changes = changes();
        String wanted = file().replace("approval_hours: 24", "approval_hours: 3");
        for (String user : new String[] {"ada", "lea", "wim", "nora"}) {
            Browser browser = Browser.signedIn(user);
            for (String page : new String[] {SETTINGS, FILE, SETTINGS + "/policy.yaml"}) {
                assertThat(browser.get(page).status()).as(user + page).isEqualTo(403);
            }
        }
        Browser aud = Browser.signedIn("aud");
        assertThat(aud.get(SETTINGS).words()).contains("You may look, not change", "Hours to decide: 24");
        assertThat(aud.page().html()).doesNotContain("/save\"");
        for (String user : new String[] {"ada", "aud", "lea"}) {
            Browser browser = Browser.signedIn(user);
            for (String form : new String[] {SETTINGS + "/save", FILE + "/compare", FILE + "/apply"}) {
                browser.get("/console");
                assertThat(browser.post(form, Map.of("seen", "*", "file", wanted))
                                .status())
                        .as(user + form)
                        .isEqualTo(403);
            }
        }
        Browser sam = Browser.signedIn("sam");
        for (String form : new String[] {SETTINGS + "/save", FILE + "/apply"}) {
            assertThat(sam.postAsIs(
                                    form,
                                    Map.of("seen", "*", "file", wanted, "csrf", "x"),
                                    "Sec-Fetch-Site",
                                    "same-origin")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(changes()).isEqualTo(changes);
    }
}
