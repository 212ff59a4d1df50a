package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start page: what waits for whoever opens it, and the shop's day in numbers for whose business it is. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class HomePageTest extends AdminBed {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Agent ada = Agent.as("ada");
    private final Agent bench = Agent.as("bench");
    private Asking asking;

    /** Whatever other tests did was done long ago, and waits for nobody. */
    @BeforeEach
    void aDayOnWhichNothingWasDone() {
        sql.execute("update countersign.action set requested_at = requested_at - interval '60 days'");
        sql.execute("update countersign.budget_use set at = at - interval '60 days'");
        sql.execute("update countersign.approval set state = 'EXPIRED' where state = 'PENDING'");
        asking = new Asking(sql, policy);
        Eventually.within(SOON, () -> assertThat(today().path("results")).isEmpty());
    }

    @AfterEach
    void nobodyIsAsked() {
        asking.agents("refund_order", "none").undo();
    }

    private static JsonNode today() {
        return Agent.parse(
                as("sam").get(SHOP + "/today").then().statusCode(200).extract().asString());
    }

    private void refund(Agent agent, ShopFixture shop, String amount, String currency, String status) {
        Agent.Said said = agent.call(Refunding.of(agent.order(shop.order)).money("amount", amount, currency));
        assertThat(said.status()).as("%s", said.content()).isEqualTo(status);
    }

    @Test
    void theNumbersAreThoseOfWhatWasDone() {
        refund(ada, usd(), "12.34", "USD", "done");
        refund(ada, usd(), "10.00", "USD", "done");
        refund(ada, usd(), "64.01", "USD", "refused");
        refund(bench, new ShopFixture(sql, "JPY", 0).line(1, 5000).payment("credit_card", 5000), "1234", "JPY", "done");
        refund(
                bench,
                new ShopFixture(sql, "KWD", 0).line(1, 9000).payment("credit_card", 9000),
                "1.234",
                "KWD",
                "done");

        Eventually.within(SOON, () -> {
            JsonNode day = today();
            assertThat(day.path("results").toString()).isEqualTo("{\"done\":4,\"refused\":1}");
            assertThat(day.path("by_hour").findValues("done").stream()
                            .mapToInt(JsonNode::asInt)
                            .sum())
                    .isEqualTo(4);
            assertThat(day.path("moved").findValues("amount"))
                    .containsExactly(money("1234", "JPY"), money("1.234", "KWD"), money("22.34", "USD"));
            assertThat(day.path("moved").findValuesAsText("kind")).containsOnly("refunded");
            assertThat(day.path("moved").findValuesAsText("actions")).containsExactly("1", "1", "2");
            assertThat(day.at("/days/13/results").toString()).isEqualTo("{\"done\":4,\"refused\":1}");
        });
        for (String user : List.of("sam", "lea", "aud")) {
            Browser.Page page = Browser.signedIn(user).get("/console");
            assertThat(page.words())
                    .contains("The shop today", "Done 4", "Refused 1", "Refunded 22.34 USD by 2 actions")
                    .contains("1234 JPY by 1 action", "1.234 KWD by 1 action");
            assertThat(page.html())
                    .contains("<svg class=\"bars\"", "class=\"result-done\"", "class=\"result-refused\"");
        }
    }

    private static JsonNode money(String amount, String currency) {
        return Agent.parse("{\"amount\": \"%s\", \"currency\": \"%s\"}".formatted(amount, currency));
    }

    @Test
    void storeCreditIsToldFromRefunds() {
        ShopFixture shop = usd();
        Agent lea = Agent.as("lea");
        ObjectNode call = Writing.ofCustomer(lea.call("get_customer", "customer_id", shop.customer)
                        .content()
                        .path("customer"))
                .put("reason", "goodwill");
        call.putObject("amount").put("amount", "5.00").put("currency", "USD");
        Agent.Said credit = lea.call("issue_store_credit", call);
        assertThat(credit.status()).as("%s", credit.content()).isEqualTo("done");
        refund(bench, shop, "3.00", "USD", "done");
        Eventually.within(
                SOON,
                () -> assertThat(today().path("moved").findValuesAsText("kind"))
                        .containsExactlyInAnyOrder("refunded", "store_credit"));
    }

    @Test
    void whoDoesNotRunTheShopSeesNoFigures() {
        refund(ada, usd(), "12.34", "USD", "done");
        for (String user : List.of("ada", "wim", "nora")) {
            Browser.Page page = Browser.signedIn(user).get("/console");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.words())
                    .contains("Nothing waits for you", "Writes are on")
                    .doesNotContain("The shop today", "Money moved", "12.34", "Lately");
            assertThat(page.html()).doesNotContain("<svg");
            as(user).get(SHOP + "/today").then().statusCode(403).body("detail", containsString("handle_escalations"));
        }
        as("sam").get("/api/admin/shops/other/today").then().statusCode(404);
    }

    @Test
    void whatWaitsIsShownToWhoeverItWaitsFor() {
        asking.agents("refund_order", "other_person");
        ShopFixture shop = usd();
        Agent.Said waits = ada.call(Refunding.of(ada.order(shop.order)).amount("7.77"));
        assertThat(waits.status()).isEqualTo("awaiting_approval");
        Browser lea = Browser.signedIn("lea");
        Eventually.within(SOON, () -> {
            Browser.Page page = lea.get("/console");
            assertThat(page.words()).contains("To decide", "7.77 USD", "u-ada");
            assertThat(page.html()).contains(Asking.page(waits));
            assertThat(page.html()).containsPattern("badge-approvals\" data-live> <b class=\"badge\">\\d+");
        });
        Browser adas = Browser.signedIn("ada");
        assertThat(adas.page().words()).contains("Nothing waits for you").doesNotContain("7.77");

        lea.get(Asking.page(waits));
        lea.post(Asking.page(waits) + "/ask", Map.of("reason", "Which one broke?"));
        Eventually.within(
                SOON,
                () -> assertThat(adas.get("/console").words())
                        .contains("Questions about what you asked for", "7.77 USD", "a question is open"));
        assertThat(Browser.signedIn("ben").page().words()).doesNotContain("7.77");

        lea.get(Asking.page(waits));
        lea.post(Asking.page(waits) + "/deny", Map.of("reason", "no"));
        Eventually.within(SOON, () -> assertThat(lea.get("/console").html()).doesNotContain(Asking.page(waits)));
    }

    /** It is never the same day in both. */
    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Pacific/Pago_Pago"})
    void theDayIsTheShops(String zone) {
        settings("{\"time_zone\": \"" + zone + "\"}");
        refund(ada, usd(), "1.00", "USD", "done");
        sql.execute(
                "update countersign.action set requested_at = date_trunc('day', now(), ?) - interval '1 second'"
                        + " where id = (select max(id) from countersign.action)",
                zone);
        refund(ada, usd(), "2.00", "USD", "done");
        Eventually.within(SOON, () -> {
            JsonNode day = today();
            assertThat(day.path("date").asText())
                    .isEqualTo(LocalDate.now(ZoneId.of(zone)).toString());
            assertThat(day.path("results").toString()).isEqualTo("{\"done\":1}");
        });
    }

    @Test
    void settingsThatCannotBeReadHideTheFiguresOnly() {
        settings("{\"time_zone\": 7}");
        Browser sam = Browser.signedIn("sam");
        Eventually.within(SOON, () -> {
            as("sam").get(SHOP + "/today").then().statusCode(503).body("title", equalTo("unavailable"));
            Browser.Page page = sam.get("/console");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.words())
                    .contains("settings cannot be read", "For you")
                    .doesNotContain("The shop today");
        });
    }
}
