package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claimed confidence against what became of it: counted by hand here, by the server there. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class CalibrationTest extends AdminBed {

    private static final String API = SHOP + "/calibration";
    private static final String PAGE = "/console/calibration";

    private final Agent ada = Agent.as("ada");
    private Asking asking;

    @BeforeEach
    void nothingWasDoneToday() {
        asking = new Asking(sql, policy);
        sql.execute("update countersign.action set requested_at = requested_at - interval '100 days'");
        sql.execute("update countersign.budget_use set at = at - interval '40 days'");
    }

    @AfterEach
    void nobodyIsAsked() {
        asking.undo();
    }

    private Agent.Said refund(Double confidence, String amount) {
        var call = Refunding.of(ada.order(usd().order)).amount(amount).arguments();
        if (confidence != null) {
            call.put("confidence", confidence);
        }
        return ada.call("refund_order", call);
    }

    private void became(Agent.Said said, String status) {
        sql.execute("update countersign.action set status = ? where id = ?", status, said.action());
    }

    private static JsonNode counted(String query) {
        return Agent.parse(
                as("aud").get(API + query).then().statusCode(200).extract().asString());
    }

    /** Two high and done, one high and refused, one medium that failed, one low that a person denied, one low allowed, one without. */
    private void sevenActions() {
        assertThat(refund(0.95, "1.00").status()).isEqualTo("done");
        Agent.Said odd = refund(0.9, "2.00");
        assertThat(odd.status()).isEqualTo("done");
        sql.execute("update countersign.action set client_id = '<b>odd</b>' where id = ?", odd.action());
        assertThat(refund(1.0, "499.00").status()).isEqualTo("refused");
        became(refund(0.7, "3.00"), "FAILED");
        assertThat(refund(null, "4.00").status()).isEqualTo("done");
        asking.agents("refund_order", "other_person");
        Browser sam = Browser.signedIn("sam");
        for (String decision : List.of("deny", "allow")) {
            Agent.Said waits = refund(0.5, "5.00");
            assertThat(waits.status()).isEqualTo("awaiting_approval");
            sam.get(Asking.page(waits));
            sam.post(Asking.page(waits) + "/" + decision, Map.of("reason", "looked at it"));
        }
    }

    @Test
    void eachActionIsCountedOnceByWhatItClaimedAndWhatBecameOfIt() {
        sevenActions();
        JsonNode report = counted("?days=1");
        assertThat(report.at("/all/actions").asInt()).isEqualTo(7);
        assertThat(report.path("truncated").asBoolean()).isFalse();
        assertThat(outcomes(report, "high")).isEqualTo("done 2 refused 1");
        assertThat(report.at("/confidence/high/done_percent").asInt()).isEqualTo(67);
        assertThat(outcomes(report, "medium")).isEqualTo("failed 1");
        assertThat(report.at("/confidence/medium/done_percent").asInt()).isZero();
        assertThat(outcomes(report, "low")).isEqualTo("done 1 denied 1");
        assertThat(report.at("/confidence/low/asked").toString())
                .isEqualTo("{\"allowed\":1,\"denied\":1,\"not_decided\":0}");
        assertThat(outcomes(report, "none")).isEqualTo("done 1");
        assertThat(report.at("/tools/0/tool").asText()).isEqualTo("refund_order");
        assertThat(report.at("/tools/0/actions").asInt()).isEqualTo(7);
        assertThat(report.path("clients")).hasSize(2);
        assertThat(report.at("/clients/1/client_id").asText()).isEqualTo("<b>odd</b>");
        assertThat(report.at("/clients/1/confidence/high/actions").asInt()).isEqualTo(1);
    }

    private static String outcomes(JsonNode report, String claim) {
        StringBuilder outcomes = new StringBuilder();
        report.at("/confidence/" + claim + "/outcomes").properties().forEach(each -> {
            if (each.getValue().asInt() > 0) {
                outcomes.append(outcomes.isEmpty() ? "" : " ")
                        .append(each.getKey())
                        .append(' ')
                        .append(each.getValue());
            }
        });
        return outcomes.toString();
    }

    @Test
    void olderOnesAndHandedOverCasesAreNotCounted() {
        Agent.Said old = refund(0.9, "1.00");
        sql.execute(
                "update countersign.action set requested_at = now() - interval '25 hours' where id = ?", old.action());
        ada.call(
                "escalate_to_human",
                Writing.JSON
                        .createObjectNode()
                        .put("order_id", usd().order)
                        .put("reason", "customer_asked")
                        .put("customer_request", "A person, please.")
                        .put("interpretation", "They want to talk to somebody.")
                        .put("recommended_action", "Call them.")
                        .put("urgency", "low"));
        assertThat(counted("?days=1").at("/all/actions").asInt()).isZero();
        assertThat(counted("?days=2").at("/all/actions").asInt()).isEqualTo(1);
    }

    @Test
    void thePageHasTheSameNumbersAsTableAndAsChartWithWords() {
        sevenActions();
        Browser aud = Browser.signedIn("aud");
        Browser.Page page = aud.get(PAGE + "?days=1");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.words())
                .contains("With high confidence: 3 actions, 67 percent of those that are over were done.")
                .contains("High, from 0.9 3 67 % 2 1 0 0 0 0 0 0 0 0", "Low 2 50 % 1 0 1 0 0 0 0 0 1 1", "<b>odd</b>");
        assertThat(page.html())
                .contains("role=\"img\"", "class=\"came-done\"", "<desc id=\"chart-told\">")
                .doesNotContain("<b>odd", "style=\"");
        assertThat(aud.get(PAGE).status()).isEqualTo(200);
        Browser.Page wrong = aud.get(PAGE + "?days=91");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.html()).contains("value=\"91\"", "aria-invalid=\"true\"");
    }

    @Test
    void onlyWhoManagesGrantsOrAuditsSeesIt() {
        for (String user : List.of("sam", "aud")) {
            as(user).get(API).then().statusCode(200);
            assertThat(Browser.signedIn(user).get(PAGE).status()).isEqualTo(200);
        }
        for (String user : List.of("ada", "lea", "nora")) {
            as(user).get(API).then().statusCode(403);
            assertThat(Browser.signedIn(user).get(PAGE).status()).isEqualTo(403);
        }
        for (String days : List.of("0", "91", "x", "-1", "1e1")) {
            as("aud").get(API + "?days=" + days).then().statusCode(400).body("title", equalTo("invalid_arguments"));
        }
    }
}
