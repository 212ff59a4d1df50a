package org.countersign.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Browser;
import org.countersign.endtoend.ShopFixture;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an auditor does at the console and by the admin API: both show the same, and to nobody else. */
@QuarkusTest
@TestProfile(AuditProfile.class)
class AuditPageTest extends AuditBed {

    private static final String PAGE = "/console/audit";
    private static final String API = "/api/admin/audit";

    private final Browser aud = Browser.signedIn("aud");

    @AfterEach
    void whatWasForgedIsForgotten() {
        anEmptyLedger();
    }

    private static RequestSpecification as(String user) {
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        return given().header("Authorization", "Bearer " + Agent.token(issuer, user, "admin"))
                .contentType("application/json");
    }

    private Browser.Page verify(String head) {
        aud.get(PAGE);
        Browser.Page page = aud.post(PAGE + "/verify", Map.of("head", head));
        for (int n = 0; n < 600 && page.words().contains("A check is running"); n++) {
            page = aud.get(PAGE);
        }
        return page;
    }

    @Test
    void whatNobodyTouchedIsSaidToBeSoAndATamperedEventIsNamed() {
        String action = refund().action();
        String head = sealed();
        assertThat(aud.get(PAGE).words()).contains(head);
        Browser.Page good = verify(head);
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.words()).contains("Everything is as it was written.", "Seal that was to be there " + head);

        long event = event(action, 3);
        sql.execute("update countersign.event set subject = 'u-mallory' where id = ?", event);
        Browser.Page bad = verify("");
        assertThat(bad.words())
                .contains("Not everything is as it was written", "changed event " + event)
                .doesNotContain("Everything is as it was written.");
        assertThat(bad.html()).contains("href=\"/console/actions/" + action + "\"");
    }

    @Test
    void anotherHeadIsFoundAndOneThatIsNoneIsRefusedWithWhatWasTyped() {
        refund();
        String head = sealed();
        String other = head.substring(0, head.length() - 1) + (head.endsWith("0") ? "1" : "0");
        assertThat(verify(other).words()).contains("Not everything is as it was written", "other head");
        aud.get(PAGE);
        Browser.Page wrong = aud.post(PAGE + "/verify", Map.of("head", "<b>17</b>"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.html()).contains("value=\"&lt;b&gt;17&lt;/b&gt;\"", "aria-invalid=\"true\"");
    }

    @Test
    void theExportOfThePageIsThatOfTheApiAndLeavesAnEvent() {
        refund();
        sealed();
        String until = sql.text("select to_char((max(at) + interval '1 second') at time zone 'UTC',"
                + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from countersign.seal");
        String range = "?since=2020-01-01T00:00:00Z&until=" + until;
        Browser.Page file = aud.get(PAGE + "/export.jsonl" + range);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(file.header("Content-Disposition")).contains("audit.jsonl");
        String api = as("aud")
                .get(API + "/export" + range)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(withoutItsTime(file.html())).isEqualTo(withoutItsTime(api)).hasSizeGreaterThan(7);
        assertThat(file.html()).contains(NOTE);
        assertThat(sql.texts("select subject || ' ' || (data ->> 'tool') from countersign.event where kind ="
                        + " 'personal_data_read' and data ->> 'everything' = 'true'"))
                .contains("u-aud audit/export");
        assertThat(aud.get(PAGE + "/export.jsonl?since=soon").status()).isEqualTo(400);
    }

    private static List<String> withoutItsTime(String lines) {
        List<String> all = new ArrayList<>(lines.lines().toList());
        all.set(0, all.getFirst().replaceFirst("\"at\":\"[^\"]*\"", ""));
        return all;
    }

    @Test
    void sealsAreListedNewestFirstWithoutLossOrRepetition() {
        List<String> heads = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            Agent.as("ada").call("refund_order", "order_id", "#W" + n);
            heads.addFirst(sealed());
        }
        JsonPath first = as("aud")
                .get(API + "/seals?limit=2")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(first.getList("seals.head", String.class)).isEqualTo(heads.subList(0, 2));
        String cursor = first.getString("next_cursor");
        JsonPath rest = as("aud").get(API + "/seals?limit=2&cursor=" + cursor).jsonPath();
        assertThat(rest.getList("seals.head", String.class)).startsWith(heads.get(2));
        as("aud").get(API + "/seals?cursor=x").then().statusCode(400).body("violations[0].path", equalTo("cursor"));
        assertThat(aud.get(PAGE + "/seals").words()).contains(heads.get(2).substring(2));
        assertThat(aud.get(PAGE + "/seals?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void whatBelongsToNoActionIsFoundByKindPersonAndTime() {
        ShopFixture shop = new ShopFixture(sql, "USD", 900).line(3, 1000).payment("credit_card", 3900);
        Agent.as("ada").call("refund_order", "order_id", "<script>alert(1)</script>");
        Agent.as("ben").call("refund_order", "order_id", "x");
        Agent.as("lea").order(shop.order);
        refund(shop);
        long refused =
                sql.number("select count(*) from countersign.event where kind = 'refused' and action_id is null");
        assertThat(refused).isPositive();

        JsonPath all = events("");
        assertThat(all.getList("events.kind", String.class)).contains("refused", "personal_data_read");
        assertThat(all.getList("events.seq")).containsOnlyNulls();
        JsonPath reads = events("?kind=personal_data_read");
        assertThat(reads.getList("events.data.target", String.class)).containsExactly("order:" + shop.order);
        assertThat(reads.getString("events[0].by.subject")).isEqualTo("u-lea");
        JsonPath bens = events("?kind=refused&kind=rehearsed&subject=u-ben");
        assertThat(bens.getList("events.by.subject", String.class))
                .containsOnly("u-ben")
                .isNotEmpty();
        assertThat(events("?subject=u-ben&issuer=https://elsewhere").getList("events"))
                .isEmpty();
        assertThat(events("?to=2020-01-01").getList("events")).isEmpty();
        assertThat(events("?from=2020-01-01").getList("events.id", Long.class))
                .isEqualTo(all.getList("events.id", Long.class));

        List<Long> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = events("?limit=1" + cursor);
            paged.addAll(page.getList("events.id", Long.class));
            cursor = page.getString("next_cursor") == null ? null : "&cursor=" + page.getString("next_cursor");
        } while (cursor != null);
        assertThat(paged).isEqualTo(all.getList("events.id", Long.class));

        as("aud")
                .get(API + "/events?kind=nonsense&from=x&who=me")
                .then()
                .statusCode(400)
                .body("violations.path", containsInAnyOrder("kind", "from", "who"));
        Browser.Page page = aud.get(PAGE + "/events?kind=refused&kind=personal_data_read");
        assertThat(page.words()).contains("Personal data were shown unmasked", "order:" + shop.order, "u-ben");
        assertThat(page.html()).doesNotContain("<script", "Dry run</strong>");
        assertThat(aud.get(PAGE + "/events?kind=nonsense").status()).isEqualTo(400);
    }

    private static JsonPath events(String query) {
        return as("aud")
                .urlEncodingEnabled(false)
                .get(API + "/events" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void nobodyButAnAuditorComesIn() {
        String action = refund().action();
        for (String user : List.of("ada", "lea", "sam", "nora")) {
            Browser browser = Browser.signedIn(user);
            for (String page : List.of(PAGE, PAGE + "/seals", PAGE + "/events", PAGE + "/export.jsonl")) {
                Browser.Page refused = browser.get(page);
                assertThat(refused.status()).as("%s %s", user, page).isEqualTo(403);
                assertThat(refused.html()).doesNotContain(action, NOTE);
            }
            browser.get("/console");
            assertThat(browser.post(PAGE + "/verify", Map.of("head", "")).status())
                    .isEqualTo(403);
            for (String call : List.of("/seals", "/events", "/verify", "/export")) {
                as(user).get(API + call).then().statusCode(403);
            }
        }
        assertThat(aud.postAsIs(PAGE + "/verify", Map.of("head", "")).status()).isEqualTo(403);
        as("aud").get(API + "/events").then().statusCode(200).body("keySet()", hasItems("events"));
    }
}
