package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles and grants at their pages: what is saved is what the API shows, by the rules of the API, and nobody else saves anything. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class RolesPageTest extends AdminBed {

    private static final String ROLES = "/console/roles";
    private static final String REFUND = ROLES + "/support_agent/tools/refund_order";

    private static JsonNode grant(String role, String tool) {
        return Agent.parse(as("aud").get(GRANT, role, tool).asString());
    }

    @Test
    void theMatrixSaysInWordsWhatTheApiSays() {
        Browser.Page page = Browser.signedIn("aud").get(ROLES);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.words())
                .contains("Tools that read", "Tools that change something", "up to 500.00 USD")
                .contains("asks: shop_admin above 2000.00 USD", "decide approvals up to 2000.00 USD")
                .doesNotContain("A new role");
        JsonNode matrix = Agent.parse(as("aud").get(SHOP + "/roles").asString());
        matrix.path("roles")
                .forEach(role -> role.path("tools")
                        .properties()
                        .forEach(tool -> assertThat(page.html())
                                .contains("href=\"" + ROLES + "/"
                                        + role.path("role").asText() + "/tools/" + tool.getKey() + "\"")));
    }

    @Test
    void whatIsSavedIsWhatTheApiShowsAndCountsAtOnce() {
        Browser sam = Browser.signedIn("sam");
        sam.get(REFUND);
        Browser.Page saved = sam.post(
                REFUND + "/save",
                typed(
                        sam,
                        "enabled",
                        "true",
                        "max_amount.amount",
                        "10",
                        "max_amount.currency",
                        "usd",
                        "max_percent_of_order",
                        "50",
                        "daily_amount.amount",
                        "900.00",
                        "daily_amount.currency",
                        "USD",
                        "daily_count",
                        "3",
                        "per_customer_30_days.amount.amount",
                        "100.00",
                        "per_customer_30_days.amount.currency",
                        "USD",
                        "per_customer_30_days.count",
                        "2",
                        "min_confidence",
                        "0.8",
                        "confirmation",
                        "requester",
                        "approvals.1.above.amount",
                        "5.00",
                        "approvals.1.above.currency",
                        "USD",
                        "approvals.1.role",
                        "support_lead",
                        "require_case",
                        "true",
                        "service_accounts",
                        "true",
                        "reason",
                        "too <b>much</b>"));
        assertThat(saved.words()).contains("Saved. It counts from now on.", "up to 10.00 USD");
        assertThat(grant("support_agent", "refund_order")).isEqualTo(Agent.parse("""
                {"enabled": true, "max_amount": {"amount": "10.00", "currency": "USD"}, "max_percent_of_order": 50,
                 "daily_amount": {"amount": "900.00", "currency": "USD"}, "daily_count": 3,
                 "per_customer_30_days": {"amount": {"amount": "100.00", "currency": "USD"}, "count": 2},
                 "min_confidence": 0.8, "confirmation": "requester",
                 "approvals": [{"above": {"amount": "5.00", "currency": "USD"}, "role": "support_lead"}],
                 "require_case": true, "service_accounts": true}"""));
        assertThat(saved.words()).contains("u-sam", "too <b>much</b>", "up to 500.00 USD");
        assertThat(saved.html()).contains("too &lt;b&gt;much&lt;/b&gt;", "<del>up to 500.00 USD</del>");

        Browser.Page again = sam.post(REFUND + "/save", formOf(saved));
        assertThat(again.words())
                .as("what is shown is sent unchanged")
                .contains("Nothing was changed: it was so already.");
    }

    /** Every field as a browser sends it that changes nothing. */
    static Map<String, String> formOf(Browser.Page page) {
        String html = page.html().split("<h2 id=\"grant\">")[1].split("</form>")[0];
        Map<String, String> form = new HashMap<>();
        Matcher inputs = Pattern.compile("<input([^>]*)>").matcher(html);
        while (inputs.find()) {
            String input = inputs.group(1);
            if (!input.contains("type=\"checkbox\"") || input.contains(" checked")) {
                form.put(attribute(input, "name"), attribute(input, "value"));
            }
        }
        Matcher selects =
                Pattern.compile("(?s)<select[^>]*name=\"([^\"]*)\".*?</select>").matcher(html);
        while (selects.find()) {
            Matcher chosen = Pattern.compile("value=\"([^\"]*)\" selected").matcher(selects.group());
            form.put(selects.group(1), chosen.find() ? chosen.group(1) : "");
        }
        form.remove("csrf");
        return form;
    }

    private static String attribute(String element, String name) {
        Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(element);
        return matcher.find() ? matcher.group(1).replace("&quot;", "\"") : "";
    }

    @Test
    void everythingThatIsWrongIsAtItsFieldAndNothingTypedIsLost() {
        JsonNode before = grant("support_agent", "refund_order");
        Browser sam = Browser.signedIn("sam");
        sam.get(REFUND);
        Browser.Page refused = sam.post(
                REFUND + "/save",
                typed(
                        sam,
                        "enabled",
                        "true",
                        "max_amount.amount",
                        "1,000",
                        "max_amount.currency",
                        "USD",
                        "max_percent_of_order",
                        "101",
                        "daily_amount.amount",
                        "5.00",
                        "daily_amount.currency",
                        "",
                        "daily_count",
                        "some",
                        "min_confidence",
                        "\"><script>alert(1)</script>",
                        "approvals.0.above.amount",
                        "-1",
                        "approvals.0.above.currency",
                        "USD",
                        "approvals.0.role",
                        "support_lead",
                        "reason",
                        "because I say so"));
        assertThat(refused.status()).isEqualTo(400);
        for (String field :
                new String[] {"max_amount", "daily_amount", "max_percent_of_order", "daily_count", "min_confidence"}) {
            assertThat(refused.html())
                    .contains("id=\"" + field + "-problem\"", "href=\"#" + field + "\"")
                    .containsPattern("aria-describedby=\"[^\"]*" + field + "-problem\"");
        }
        assertThat(refused.html())
                .contains("aria-invalid=\"true\"", "value=\"1,000\"", "value=\"some\"", "because I say so")
                .contains("id=\"approvals.0-problem\"", "value=\"&quot;&gt;&lt;script&gt;")
                .doesNotContain("<script");
        assertThat(refused.words()).contains("6 things are wrong", "must be a whole number from 0 to 100");
        assertThat(grant("support_agent", "refund_order")).isEqualTo(before);
    }

    @Test
    void aRoleThatIsNotThereAndATierOfNobodyAreSaidAtTheTiers() {
        Browser sam = Browser.signedIn("sam");
        sam.get(REFUND);
        Browser.Page refused = sam.post(
                REFUND + "/save",
                typed(
                        sam,
                        "approvals.0.above.amount",
                        "1.00",
                        "approvals.0.above.currency",
                        "USD",
                        "approvals.0.role",
                        "nobodys_role"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.html()).contains("id=\"approvals-all\"", "there is no role nobodys_role");
        sam.get(REFUND);
        assertThat(sam.post(REFUND + "/save", typed(sam, "approvals.0.role", "support_lead"))
                        .html())
                .contains("id=\"approvals.0-problem\"", "is missing: the amount above which somebody decides");
    }

    @Test
    void whoeverWasFasterIsShownBesideWhatWasTyped() {
        Browser sam = Browser.signedIn("sam");
        sam.get(REFUND);
        Map<String, String> old = typed(sam, "enabled", "true", "daily_count", "9");
        as("sam")
                .header("If-Match", "*")
                .body("{\"enabled\": true, \"max_amount\": {\"amount\": \"77.00\", \"currency\": \"USD\"}}")
                .put(GRANT, "support_agent", "refund_order")
                .then()
                .statusCode(200);
        Browser.Page late = sam.post(REFUND + "/save", old);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.html()).contains("id=\"meanwhile\"", "value=\"9\"");
        assertThat(late.words()).contains("up to 77.00 USD", "This was changed since");
        assertThat(grant("support_agent", "refund_order").path("daily_count").isMissingNode())
                .isTrue();
        assertThat(sam.post(REFUND + "/save", typed(sam, "enabled", "true", "daily_count", "9"))
                        .status())
                .isEqualTo(200);
        assertThat(grant("support_agent", "refund_order").path("daily_count").asInt())
                .isEqualTo(9);
    }

    @Test
    void whoTriesADraftOrMistypesStillChangesWhatTheySawAndNothingElse() {
        Browser sam = Browser.signedIn("sam");
        sam.get(REFUND);
        Map<String, String> draft = typed(sam, "enabled", "true", "daily_count", "9", "days", "1");
        as("sam")
                .header("If-Match", "*")
                .body("{\"enabled\": true, \"daily_count\": 4}")
                .put(GRANT, "support_agent", "refund_order")
                .then()
                .statusCode(200);
        sam.post(REFUND + "/simulate", draft);
        assertThat(sam.post(REFUND + "/save", typed(sam, "enabled", "true", "daily_count", "many"))
                        .status())
                .isEqualTo(400);
        assertThat(sam.post(REFUND + "/save", typed(sam, "enabled", "true", "daily_count", "9"))
                        .status())
                .isEqualTo(412);
        assertThat(grant("support_agent", "refund_order").path("daily_count").asInt())
                .isEqualTo(4);
    }

    @Test
    void aToolIsGivenAndTakenAway() {
        String page = ROLES + "/warehouse/tools/get_customer";
        Browser sam = Browser.signedIn("sam");
        as("sam").header("If-Match", "*").delete(GRANT, "warehouse", "get_customer");
        assertThat(sam.get(page).words()).contains("The role does not have this tool.", "It only reads");
        assertThat(sam.page().html()).doesNotContain("name=\"max_amount.amount\"");
        assertThat(sam.post(page + "/save", typed(sam, "enabled", "true")).words())
                .contains("Saved.");
        assertThat(grant("warehouse", "get_customer").path("enabled").asBoolean())
                .isTrue();
        assertThat(sam.post(page + "/take", typed(sam, "reason", "not needed")).words())
                .contains("Taken away", "not needed", "The role does not have this tool.");
        as("sam").get(GRANT, "warehouse", "get_customer").then().statusCode(404);
    }

    @Test
    void simulatingSavesNothingAndSaysWhatTheApiSays() {
        Agent ada = Agent.as("ada");
        String action =
                ada.call(Refunding.of(ada.order(usd().order)).amount("11.00")).action();
        String file = as("sam").get(SHOP + "/policy.yaml").asString();
        long changes = sql.number("select count(*) from countersign.policy_change");
        Browser sam = Browser.signedIn("sam");
        sam.get(REFUND);
        Browser.Page page = sam.post(
                REFUND + "/simulate",
                typed(
                        sam,
                        "enabled",
                        "true",
                        "max_amount.amount",
                        "10.00",
                        "max_amount.currency",
                        "USD",
                        "days",
                        "90",
                        "reason",
                        "just a thought"));
        assertThat(page.status()).isEqualTo(200);
        JsonNode report =
                Agent.parse(as("sam").body("""
                {"days": 90, "grants": [{"role": "support_agent", "tool": "refund_order", "grant":
                  {"enabled": true, "max_amount": {"amount": "10.00", "currency": "USD"}}}]}""").post("/api/admin/simulations").asString());
        assertThat(report.path("changed").asInt()).isPositive();
        assertThat(page.words())
                .contains(report.path("changed").asText() + " of "
                        + report.path("judged").asText() + " actions")
                .contains(
                        "What nobody can tell",
                        report.path("not_judged").path(0).asText());
        report.path("sums")
                .path("would_be")
                .path("refused")
                .path("money")
                .forEach(sum ->
                        assertThat(page.words()).contains(sum.path("amount").asText()));
        assertThat(page.html())
                .contains("/console/actions/" + action, "just a thought", "value=\"10.00\"", "value=\"90\"");
        assertThat(as("sam").get(SHOP + "/policy.yaml").asString()).isEqualTo(file);
        assertThat(sql.number("select count(*) from countersign.policy_change")).isEqualTo(changes);

        Browser.Page bad = sam.post(REFUND + "/simulate", typed(sam, "daily_count", "-1", "days", "91"));
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.html()).contains("id=\"daily_count-problem\"", "id=\"days-problem\"");
    }

    @Test
    void nobodyChangesARoleThatTheyHold() {
        Browser sam = Browser.signedIn("sam");
        String own = ROLES + "/shop_admin/tools/get_order";
        Browser.Page page = sam.get(own);
        assertThat(page.words()).contains("Nobody changes what a role may do that they hold");
        assertThat(page.html()).doesNotContain("/save\"", "/simulate\"", "/take\"");
        sam.get(REFUND);
        Browser.Page forced =
                sam.post(own + "/save", Map.of("seen", "*", "enabled", "true", "service_accounts", "true"));
        assertThat(forced.status()).isEqualTo(403);
        assertThat(forced.words()).contains("Nobody changes what a role may do that they hold: shop_admin");
        assertThat(grant("shop_admin", "get_order").path("service_accounts").isMissingNode())
                .isTrue();
        sam.get(REFUND);
        assertThat(sam.post(ROLES + "/shop_admin/save", Map.of("seen", "*", "manage_grants", "true"))
                        .status())
                .isEqualTo(403);
        sam.get(REFUND);
        assertThat(sam.post(ROLES + "/shop_admin/remove", Map.of("seen", "*")).status())
                .isEqualTo(403);
    }

    @Test
    void aRoleIsMadeChangedAndRemoved() {
        Browser sam = Browser.signedIn("sam");
        sam.get(ROLES);
        Browser.Page made = sam.post(ROLES + "/new", Map.of("role", "second.line", "reason", "more people"));
        assertThat(made.uri().getPath()).isEqualTo(ROLES + "/second.line");
        assertThat(made.words()).contains("The role is there");
        Browser.Page saved = sam.post(
                ROLES + "/second.line/save",
                typed(
                        sam,
                        "decide_approvals",
                        "true",
                        "decide_approvals.max_amount.amount",
                        "50",
                        "decide_approvals.max_amount.currency",
                        "USD",
                        "read_audit",
                        "true"));
        assertThat(saved.words()).contains("Saved.", "decide approvals up to 50.00 USD");
        as("sam")
                .get(SHOP + "/roles/second.line")
                .then()
                .body("permissions.decide_approvals.max_amount.amount", equalTo("50.00"))
                .body("permissions.read_audit", equalTo(true))
                .body("permissions.size()", equalTo(2));
        Browser.Page wrong = sam.post(
                ROLES + "/second.line/save",
                typed(sam, "decide_approvals", "true", "decide_approvals.max_amount.amount", "5.001"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.html()).contains("id=\"decide_approvals.max_amount-problem\"", "value=\"5.001\"");

        sam.get(ROLES);
        assertThat(sam.post(ROLES + "/new", Map.of("role", "second.line")).status())
                .isEqualTo(412);
        sam.get(ROLES + "/second.line");
        String seen = seen(sam.page());
        assertThat(sam.get(ROLES + "/second.line/remove").words()).contains("Remove the role second.line");
        assertThat(sam.post(ROLES + "/second.line/remove", Map.of("seen", "\"0\""))
                        .status())
                .isEqualTo(412);
        Browser.Page removed = sam.post(ROLES + "/second.line/remove", Map.of("seen", seen, "reason", "not needed"));
        assertThat(removed.words()).contains("The role is removed");
        assertThat(sam.get(ROLES + "/second.line").status()).isEqualTo(404);
        assertThat(sam.get(ROLES + "/history?role=second.line").words())
                .contains("u-sam", "more people", "not needed", "decide approvals up to 50.00 USD");
    }

    @Test
    void whatAnotherGrantNeedsAndTheAdminRoleStay() {
        Browser sam = Browser.signedIn("sam");
        as("sam")
                .header("If-Match", "*")
                .body(
                        "{\"enabled\": true, \"approvals\": [{\"above\": {\"amount\": \"1.00\", \"currency\": \"USD\"}, \"role\": \"auditor\"}]}")
                .put(GRANT, "support_agent", "refund_order")
                .then()
                .statusCode(200);
        sam.get(ROLES + "/auditor/remove");
        Browser.Page kept = sam.post(ROLES + "/auditor/remove", typed(sam));
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.words()).contains("support_agent refund_order");
        as("sam").get(SHOP + "/roles/auditor").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<script>alert(1)</script>", "../settings", "a b", "ümlaut"})
    void aNameThatNoTokenHasIsRefusedAndShownAsItWasTyped(String name) {
        Browser sam = Browser.signedIn("sam");
        sam.get(ROLES);
        Browser.Page refused = sam.post(ROLES + "/new", Map.of("role", name));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.html()).contains("id=\"role-problem\"").doesNotContain("<script");
        assertThat(refused.words()).contains("Name :");
        assertThat(refused.html())
                .contains("value=\"" + name.replace("<", "&lt;").replace(">", "&gt;") + "\"");
    }

    @Test
    void aHostileNameAndReasonInTheHistoryAreText() {
        sql.execute(
                "insert into countersign.policy_change (shop, at, kind, role, tool, version, after, issuer, subject, reason)"
                        + " values ('main', now(), 'grant', '\"><script>alert(1)</script>', 'refund_order', 1,"
                        + " '{\"enabled\": true, \"approvals\": [{\"role\": \"<i>x</i>\", \"above\": {\"amount\": \"1\"}}]}', 'i',"
                        + " '<img src=x>', '{evil} <script>alert(2)</script>')");
        Browser.Page page = Browser.signedIn("aud").get(ROLES + "/history");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html()).doesNotContain("<script", "<img", "<i>");
        assertThat(page.words())
                .contains("<script>alert(1)</script>", "{evil} <script>alert(2)</script>", "<img src=x>");
    }

    @Test
    void theHistoryIsPagedAndFiltered() {
        for (int n = 1; n <= 30; n++) {
            as("sam")
                    .header("If-Match", "*")
                    .body("{\"enabled\": true, \"daily_count\": " + (100 + n) + "}")
                    .put(GRANT, "warehouse", "hold_order")
                    .then()
                    .statusCode(200);
        }
        Browser aud = Browser.signedIn("aud");
        Browser.Page first = aud.get(ROLES + "/history?role=warehouse&tool=hold_order");
        assertThat(first.words()).contains("130 times a day").doesNotContain("104 times a day");
        Browser.Page older = aud.get(first.link("Older changes"));
        assertThat(older.words()).contains("104 times a day").doesNotContain("130 times a day");
        assertThat(aud.get(ROLES + "/history?role=support_lead&tool=hold_order").words())
                .doesNotContain("130 times");
    }

    @Test
    void onlyWhoManagesGrantsChangesThemAndOnlyAuditorsLookBeside() {
        long changes = sql.number("select count(*) from countersign.policy_change");
        for (String user : new String[] {"ada", "lea", "wim", "nora"}) {
            Browser browser = Browser.signedIn(user);
            for (String page : new String[] {
                ROLES, REFUND, ROLES + "/support_agent", ROLES + "/warehouse/remove", ROLES + "/history"
            }) {
                assertThat(browser.get(page).status()).as(user + " " + page).isEqualTo(403);
            }
        }
        Browser aud = Browser.signedIn("aud");
        assertThat(aud.get(REFUND).words()).contains("You may look, not change", "up to 500.00 USD");
        for (String page : new String[] {REFUND, ROLES + "/support_agent", ROLES + "/warehouse/remove", ROLES}) {
            assertThat(aud.get(page).status()).isEqualTo(200);
            assertThat(aud.page().html()).doesNotContain("/save\"", "/simulate\"", "/remove\"", "/take\"", "/new\"");
        }
        for (String user : new String[] {"ada", "lea", "wim", "nora", "aud"}) {
            Browser browser = Browser.signedIn(user);
            for (String form : new String[] {
                REFUND + "/save",
                REFUND + "/take",
                REFUND + "/simulate",
                ROLES + "/new",
                ROLES + "/warehouse/save",
                ROLES + "/warehouse/remove"
            }) {
                browser.get("/console");
                assertThat(browser.post(form, Map.of("seen", "*", "role", "mine", "enabled", "true", "days", "1"))
                                .status())
                        .as(user + " " + form)
                        .isEqualTo(403);
            }
        }
        assertThat(sql.number("select count(*) from countersign.policy_change")).isEqualTo(changes);
    }

    @Test
    void aFormOfAnotherSessionChangesNothing() {
        long changes = sql.number("select count(*) from countersign.policy_change");
        Browser sam = Browser.signedIn("sam");
        for (String form :
                new String[] {REFUND + "/save", REFUND + "/take", ROLES + "/new", ROLES + "/warehouse/remove"}) {
            Browser.Page page = sam.postAsIs(
                    form,
                    Map.of("seen", "*", "role", "mine", "enabled", "true", "csrf", "not mine"),
                    "Sec-Fetch-Site",
                    "same-origin");
            assertThat(page.status()).as(form).isEqualTo(403);
        }
        assertThat(sql.number("select count(*) from countersign.policy_change")).isEqualTo(changes);
    }
}
