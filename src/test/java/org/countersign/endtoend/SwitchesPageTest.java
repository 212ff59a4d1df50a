package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.countersign.dev.idp.TokenDraft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Switches and blocks on their page, and the banner that everybody sees while writes are off. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class SwitchesPageTest extends AdminBed {

    private static final String PAGE = "/console/switches";
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final Agent ada = Agent.as("ada");

    @AfterEach
    void goodTokensAgain() {
        provider.idTokens(TokenDraft::sign);
    }

    private static Browser at(String user) {
        Browser browser = Browser.signedIn(user);
        assertThat(browser.get(PAGE).status()).isEqualTo(200);
        return browser;
    }

    private static Map<String, String> turn(String scope, String position, String reason) {
        return Map.of("scope", scope, "position", position, "reason", reason);
    }

    @Test
    void switchedOffOnThePageNothingIsSentUntilItIsSwitchedOnAgain() {
        ShopFixture shop = usd();
        Refunding refund = Refunding.of(ada.order(shop.order)).amount("1.00");
        Browser sam = at("sam");
        Browser.Page off = sam.post(PAGE + "/turn", turn("all", "off", "stock-taking"));
        assertThat(off.words()).contains("It is off", "All writes are off: stock-taking", "u-sam");
        Agent.Said stopped = ada.call(refund);
        assertThat(stopped.error()).isEqualTo("writes_disabled");
        assertThat(stopped.content().path("summary").asText()).contains("stock-taking");
        assertThat(shop.refunds()).isZero();

        Browser.Page on = sam.post(PAGE + "/turn", turn("all", "on", "counted"));
        assertThat(on.words()).contains("It is on again", "Writes are on").doesNotContain("All writes are off");
        assertThat(ada.call(refund).status()).isEqualTo("done");
        assertThat(sql.texts(
                        "select data ->> 'enabled' from countersign.event where kind = 'switched' and subject = 'u-sam'"
                                + " order by id desc limit 2"))
                .containsExactly("true", "false");
    }

    @Test
    void oneToolOrTheShopSystemIsSwitchedToo() {
        Browser sam = at("sam");
        sam.post(PAGE + "/turn", turn("tool:cancel_order", "off", "a strike"));
        ShopFixture shop = usd();
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).amount("1.00")).status())
                .isEqualTo("done");
        assertThat(Browser.signedIn("ada").page().words()).contains("Writes of cancel_order are off: a strike");
        sam.post(PAGE + "/turn", turn("backend:builtin", "off", "it moves"));
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).amount("1.00")).error())
                .isEqualTo("writes_disabled");
        assertThat(sam.page().html())
                .doesNotContain("value=\"tool:get_order\"")
                .contains("value=\"tool:refund_order\"");
    }

    @Test
    void everybodySeesOnEveryPageWhatIsOffAndWhyAsText() {
        String reason = "<script>alert(1)</script> \u202e\"quoted\" & {frame.title}";
        at("sam").post(PAGE + "/turn", turn("all", "off", reason));
        for (String user : List.of("ada", "lea", "aud", "nora")) {
            Browser browser = Browser.signedIn(user);
            for (String path : List.of("/console", "/console/approvals", PAGE, "/console/pulse", "/console/nowhere")) {
                Browser.Page page = browser.get(path);
                assertThat(page.words())
                        .as(user + " " + path)
                        .contains("All writes are off: " + reason, "u-sam", "since");
                assertThat(page.html()).doesNotContain("<script").contains("&lt;script&gt;alert(1)");
            }
        }
        assertThat(Browser.of("ada").ask("GET", "/console/signed-out").words()).doesNotContain("All writes are off");
    }

    @Test
    void whatIsTurnedElsewhereIsSeenWithinASecond() {
        Browser lea = at("lea");
        sql.execute("insert into countersign.switch (shop, scope, enabled, reason, by_whom)"
                + " values ('main', 'all', false, 'another replica', 'https://issuer.example u-sam')");
        Eventually.within(
                A_SECOND,
                () -> assertThat(lea.get(PAGE).words()).contains("All writes are off: another replica ( u-sam"));
        sql.execute("delete from countersign.switch");
        Eventually.within(A_SECOND, () -> assertThat(lea.get(PAGE).words()).doesNotContain("are off"));
    }

    @Test
    void aDatabaseThatWasRestoredStopsWritesAndEverybodySeesIt() {
        Browser browser = at("ada");
        String timeline = sql.text("select timeline from countersign.ledger_home where shop = 'main'");
        sql.execute("update countersign.ledger_home set timeline = 'FFFFFFFF' where shop = 'main'");
        try {
            Eventually.within(
                    A_SECOND,
                    () -> assertThat(browser.get("/console").words())
                            .contains(
                                    "All writes are off: the ledger's database was restored", "/api/admin/reconcile"));
        } finally {
            sql.execute("update countersign.ledger_home set timeline = ? where shop = 'main'", timeline);
        }
        Eventually.within(
                A_SECOND, () -> assertThat(browser.get("/console").words()).doesNotContain("are off"));
    }

    @Test
    void whoMayNotSwitchSeesWhatIsOffAndNothingElse() {
        as("sam")
                .body("{\"subject\": \"u-ben\", \"reason\": \"left the company\"}")
                .put("/api/admin/blocks");
        for (String user : List.of("ada", "lea", "nora")) {
            Browser browser = at(user);
            assertThat(browser.page().words()).contains("Writes are on").doesNotContain("left the company", "Cut");
            assertThat(browser.page().html()).doesNotContain("/turn\"", "/block\"", "/lift\"");
            for (Map.Entry<String, Map<String, String>> each : Map.of(
                            "/turn", turn("all", "off", "x"),
                            "/block", Map.of("kind", "person", "name", "u-lea", "reason", "x"),
                            "/lift", Map.of("block", "x", "reason", "x"))
                    .entrySet()) {
                Browser.Page page = browser.post(PAGE + each.getKey(), each.getValue());
                assertThat(page.status()).as(user + each.getKey()).isEqualTo(403);
                assertThat(page.words()).contains("switch_writes", "Nothing was done");
                browser.get(PAGE);
            }
        }
        assertThat(sql.number("select count(*) from countersign.switch")).isZero();
        assertThat(sql.number("select count(*) from countersign.block")).isEqualTo(1);
        assertThat(at("aud").page().words()).contains("Who is cut off", "u-ben", "left the company");
        assertThat(at("aud").page().html()).doesNotContain("/turn\"", "/block\"", "/lift\"");
    }

    @Test
    void switchingOffNeverAsksForANewSignInEverythingElseDoes() {
        provider.idTokens(token -> token.signedInBefore(Duration.ofMinutes(20)).sign());
        Browser sam = at("sam");
        assertThat(sam.post(PAGE + "/turn", turn("all", "off", "now!")).words()).contains("It is off");
        Browser.Page on = sam.post(PAGE + "/turn", turn("all", "on", "all is well"));
        assertThat(on.status()).isEqualTo(403);
        assertThat(on.words()).contains("Sign in again", "all is well");
        assertThat(sql.number("select count(*) from countersign.switch where enabled"))
                .isZero();
        sam.get(PAGE);
        assertThat(sam.post(PAGE + "/block", Map.of("kind", "person", "name", "u-ben", "reason", "x"))
                        .status())
                .isEqualTo(403);
        as("sam").body("{\"subject\": \"u-ben\", \"reason\": \"x\"}").put("/api/admin/blocks");
        String key = sam.get(PAGE).html().replaceFirst("(?s).*<option value=\"(person [^\"]*)\".*", "$1");
        assertThat(key).endsWith(" u-ben");
        assertThat(sam.post(PAGE + "/lift", Map.of("block", key, "reason", "")).status())
                .isEqualTo(403);
        assertThat(sql.number("select count(*) from countersign.block")).isEqualTo(1);
    }

    @Test
    void aFormThatIsWrongIsShownAgainWithWhatWasTypedAndWhatIsWrong() {
        Browser sam = at("sam");
        Browser.Page noReason = sam.post(PAGE + "/turn", turn("tool:refund_order", "off", "  "));
        assertThat(noReason.status()).isEqualTo(400);
        assertThat(noReason.html())
                .contains("aria-describedby=\"turn-reason-problem\"", "id=\"turn-reason-problem\"")
                .contains("value=\"tool:refund_order\" selected");
        Browser.Page noScope = sam.post(PAGE + "/turn", turn("tool:get_order", "off", "why not"));
        assertThat(noScope.status()).isEqualTo(400);
        assertThat(noScope.html()).contains("id=\"scope-problem\"", ">why not</textarea>");
        assertThat(sam.post(PAGE + "/turn", turn("all", "sideways", "why not")).status())
                .isEqualTo(400);
        assertThat(sql.number("select count(*) from countersign.switch")).isZero();

        Browser.Page bad = sam.post(
                PAGE + "/block",
                Map.of("kind", "client", "name", " ", "issuer", "", "until", "2001-01-01T10:00", "reason", "r<b>"));
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.html())
                .contains(
                        "id=\"name-problem\"",
                        "id=\"until-problem\"",
                        "value=\"2001-01-01T10:00\"",
                        "r&lt;b&gt;</textarea>")
                .containsPattern("value=\"client\" checked");
        assertThat(sam.post(PAGE + "/block", Map.of("kind", "person", "name", "u-ben", "until", "soon", "reason", "x"))
                        .status())
                .isEqualTo(400);
        Browser.Page herself = sam.post(PAGE + "/block", Map.of("kind", "person", "name", "u-sam", "reason", "x"));
        assertThat(herself.status()).isEqualTo(409);
        assertThat(herself.words()).contains("Nobody cuts off themselves");
        assertThat(sql.number("select count(*) from countersign.block")).isZero();
    }

    @Test
    void whoIsCutOffOnThePageIsLetInAgainOnThePage() {
        Browser sam = at("sam");
        Instant until = Instant.now().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES);
        Browser.Page cut = sam.post(
                PAGE + "/block",
                Map.of(
                        "kind", "person",
                        "name", "u-ben",
                        "until", until.toString().substring(0, 16),
                        "reason", "lost laptop"));
        assertThat(cut.words()).contains("They are cut off", "Person u-ben", "lost laptop", "u-sam");
        Agent ben = Agent.as("ben");
        Agent.Said refused = ben.call("find_orders", "query", "x");
        assertThat(refused.error()).isEqualTo("not_permitted");
        assertThat(refused.content().toString()).contains("lost laptop", until.toString());
        assertThat(Browser.signedIn("ben").page().status()).isEqualTo(403);
        as("aud").get("/api/admin/blocks").then().body("blocks.subject", hasItem("u-ben"));

        String key = sam.get(PAGE).html().replaceFirst("(?s).*<option value=\"(person [^\"]*)\".*", "$1");
        Browser.Page lifted = sam.post(PAGE + "/lift", Map.of("block", key, "reason", "found it"));
        assertThat(lifted.words()).contains("The block is lifted", "Nobody.");
        assertThat(ben.call("find_orders", "query", "x").isError()).isFalse();
        assertThat(sam.post(PAGE + "/lift", Map.of("block", key, "reason", "")).status())
                .isEqualTo(409);
    }

    @Test
    void aSwitchThatWouldStopNothingIsRefusedByTheApi() {
        as("sam")
                .body("{\"enabled\": false, \"backend\": \"shopify\", \"reason\": \"x\"}")
                .put("/api/admin/writes")
                .then()
                .statusCode(400)
                .body("detail", containsString("builtin"));
        as("sam")
                .body("{\"enabled\": false, \"backend\": \"builtin\", \"reason\": \"x\"}")
                .put("/api/admin/writes")
                .then()
                .statusCode(200)
                .body("switches[0].scope", equalTo("backend:builtin"));
    }
}
