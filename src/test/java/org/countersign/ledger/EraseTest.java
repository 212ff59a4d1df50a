package org.countersign.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.ShopFixture;
import org.countersign.ledger.audit.Finding.What;
import org.countersign.ledger.audit.Report;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer is erased: no word about them is left anywhere, and the audit still proves itself (contract, section 9). */
@QuarkusTest
@TestProfile(AuditProfile.class)
class EraseTest extends AuditBed {

    private static final List<String> WORDS = List.of(
            "Xanthippe", "Quillfeather", "kerosene", "Wolverhampton", "zeppelin", "marmalade", "key-of-Xanthippe");

    private final ShopFixture shop =
            new ShopFixture(sql, "USD", 900).line(3, 1000).payment("credit_card", 3900);
    private final Agent ada = Agent.as("ada");

    private Refunding told(Refunding refund) {
        return refund.with("reasoning", "She wrote from Wolverhampton that the zeppelin never came.")
                .with("customer_request", "I want my marmalade back")
                .key("key-of-Xanthippe");
    }

    private void knownToBelongTo(String action) {
        sql.execute(
                "update countersign.action set plan = coalesce(plan, '{}') || jsonb_build_object('customer', ?::text) where id = ?",
                shop.customer,
                action);
    }

    @Test
    void noWordAboutThemIsLeftAndVerifyStaysGreenAndSaysErased() {
        Refunding refund = told(refunding(ada, shop));
        String action = ada.call(refund).action();
        String refused = ada.call(
                        told(refunding(ada, shop)).key("another").with("note", "kerosene again, Quillfeather"))
                .action();
        String bystander = refund().action();
        knownToBelongTo(action);
        String head = sealed();
        assertThat(found("Wolverhampton")).as("it was there").isNotEmpty();

        erase("sam").then().statusCode(200).body("open", empty());

        Report report = verified(head);
        assertThat(report.findings()).isEmpty();
        assertThat(report.erasedWords()).isGreaterThanOrEqualTo(3);
        assertThat(report.json().path("erased").asLong()).isEqualTo(report.erasedWords());
        for (String table : tables()) {
            for (String word : WORDS) {
                assertThat(sql.texts("select t::text from countersign." + table + " t where t::text ilike '%" + word
                                + "%'" + " and t::text not like '%" + bystander + "%'"))
                        .as("%s in %s", word, table)
                        .isEmpty();
            }
        }
        assertThat(sql.number("select count(*) from countersign.event_text where about = ?", bystander))
                .as("another customer's words")
                .isPositive();
        assertThat(sql.number(
                        "select count(*) from countersign.event where kind = 'customer_erased' and subject = 'u-sam'"))
                .isEqualTo(1);
    }

    @Test
    void anErasedKeyStillAnswersAndNothingRunsTwice() {
        Refunding refund = told(refunding(ada, shop));
        String action = ada.call(refund).action();
        knownToBelongTo(action);
        erase("sam").then().statusCode(200).body("erased", contains(action));

        Agent.Said again = ada.call(refund);
        assertThat(again.replayed()).isTrue();
        assertThat(again.status()).isEqualTo("done");
        assertThat(again.action()).isEqualTo(action);
        assertThat(ada.call(refund.but().with("reason", "defective")).error()).isEqualTo("key_reused");
        assertThat(ada.call("get_action", "action_id", action).content().toString())
                .doesNotContain("kerosene");
        assertThat(shop.refunds()).isEqualTo(1);
        erase("sam").then().statusCode(200).body("erased", empty());
    }

    @Test
    void whatIsNotSettledIsLeftAndNamed() {
        String action = ada.call(told(refunding(ada, shop))).action();
        knownToBelongTo(action);
        sql.execute("update countersign.action set status = 'OUTCOME_UNKNOWN' where id = ?", action);
        erase("sam").then().statusCode(200).body("erased", empty()).body("open", contains(action));
        assertThat(found("Wolverhampton")).isNotEmpty();
        sql.execute("update countersign.action set status = 'DONE' where id = ?", action);
        erase("sam").then().statusCode(200).body("erased", contains(action)).body("open", empty());
        assertThat(verified().findings()).isEmpty();
    }

    @Test
    void wordsThatVanishedAfterAnErasureAreNoErasure() {
        String action = ada.call(told(refunding(ada, shop))).action();
        String other = refund().action();
        knownToBelongTo(action);
        erase("sam").then().statusCode(200);
        sql.execute("delete from countersign.event_text where about = ?", other);
        Report report = verified();
        assertThat(found(report, What.WORDS_REMOVED, null, other, null)).isTrue();
        assertThat(found(report, What.WORDS_REMOVED, null, action, null)).isFalse();
    }

    @Test
    void noEventHoldsAWordThatAPersonWrote() {
        ada.call(told(refunding(ada, shop)));
        ada.call(told(refunding(ada, shop)).with("note", "x".repeat(5000)));
        for (String word : WORDS) {
            assertThat(sql.texts("select e::text from countersign.event e where e::text ilike '%" + word + "%'"))
                    .as(word)
                    .isEmpty();
        }
        assertThat(found("zeppelin")).as("they are beside").isNotEmpty();
    }

    @Test
    void onlyWhoManagesGrantsErases() {
        for (String user : List.of("ada", "lea", "wim", "aud", "nora")) {
            erase(user).then().statusCode(403).body("title", equalTo("not_permitted"));
        }
        as("sam")
                .body("{\"reason\": \"asked\"}")
                .post("/api/admin/shops/other/customers/x/erase")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"reason\": \" \"}", "{\"reason\": 1}", "{\"reason\": \"x\", \"all\": true}"})
    void anErasureWithoutAReasonIsNone(String body) {
        as("sam")
                .body(body)
                .post("/api/admin/shops/main/customers/" + shop.customer + "/erase")
                .then()
                .statusCode(400)
                .contentType(containsString("application/problem+json"));
    }

    private io.restassured.response.Response erase(String user) {
        return as(user).body("{\"reason\": \"asked for it in writing\"}")
                .post("/api/admin/shops/main/customers/" + shop.customer + "/erase");
    }

    private List<String> found(String word) {
        return sql.texts("select about from countersign.event_text where text::text like '%" + word + "%'");
    }

    private List<String> tables() {
        return sql.texts("select tablename from pg_tables where schemaname = 'countersign'");
    }

    static RequestSpecification as(String user) {
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        return given().header("Authorization", "Bearer " + Agent.token(issuer, user, "admin"))
                .contentType("application/json");
    }
}
