package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actions are found by what they are, alone and together, and one is shown with everything that happened to it. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class SearchCallsTest extends AdminBed {

    private static final String ACTIONS = SHOP + "/actions";

    private final Agent ada = Agent.as("ada");
    private final Agent lea = Agent.as("lea");
    private ShopFixture shop;
    /** By the filter as it stands in the address: the condition that says the same of the table. */
    private final Map<String, String> filters = new LinkedHashMap<>();

    @BeforeEach
    void actionsOfManyKinds() {
        shop = usd();
        String matter = "case-" + shop.order;
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).amount("1.00").with("case_id", matter))
                        .status())
                .isEqualTo("done");
        String sometime = now();
        Agent.Said tooMuch = ada.call(Refunding.of(ada.order(shop.order)).amount("499.00"));
        assertThat(tooMuch.status()).as("%s", tooMuch.content()).isEqualTo("refused");
        ObjectNode credit = Writing.ofCustomer(lea.call("get_customer", "customer_id", shop.customer)
                        .content()
                        .path("customer"))
                .put("reason", "late_delivery")
                .put("order_id", shop.order);
        credit.putObject("amount").put("amount", "5.00").put("currency", "USD");
        Agent.Said given = lea.call("issue_store_credit", credit);
        assertThat(given.status()).as("%s", given.content()).isEqualTo("done");
        String odd = "client-" + shop.order;
        sql.execute("update countersign.action set client_id = ? where id = ?", odd, given.action());
        String later = now();
        ShopFixture other = usd();
        assertThat(Agent.as("ben")
                        .call(Refunding.of(Agent.as("ben").order(other.order)).amount("2.00"))
                        .status())
                .isEqualTo("done");

        filters.put("order_id=%23" + shop.order, about(shop.order));
        filters.put(
                "customer_id=" + shop.customer,
                "(customer_id = '" + shop.customer + "' or target_id = '" + shop.customer + "')");
        filters.put("case_id=" + matter, "case_id = '" + matter + "'");
        filters.put("subject=u-ada", "subject = 'u-ada'");
        filters.put("client_id=" + odd, "client_id = '" + odd + "'");
        filters.put("tool=refund_order", "tool = 'refund_order'");
        filters.put("status=refused&status=failed", "status in ('REFUSED', 'FAILED')");
        filters.put("status=done", "status = 'DONE'");
        filters.put("from=" + sometime, "requested_at >= '" + sometime + "'");
        filters.put("to=" + later, "requested_at < '" + later + "'");
    }

    private String now() {
        return sql.text("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')");
    }

    private static String about(String order) {
        return "((target_type = 'order' and target_id = '" + order
                + "') or (target_type <> 'order' and arguments ->> 'order_id' = '" + order + "'))";
    }

    /** Every page, one after the other. */
    private List<String> found(String query, int limit) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            JsonNode page = page(query, limit, cursor);
            page.path("actions").forEach(row -> ids.add(row.path("id").asText()));
            cursor = page.hasNonNull("next_cursor") ? page.path("next_cursor").asText() : null;
        } while (cursor != null);
        return ids;
    }

    private static JsonNode page(String query, int limit, String cursor) {
        return Agent.parse(as("aud")
                .urlEncodingEnabled(false)
                .get(ACTIONS + "?" + query + "&limit=" + limit + (cursor == null ? "" : "&cursor=" + cursor))
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private List<String> there(String condition) {
        return sql.texts(
                "select id from countersign.action where shop = 'main' and " + condition + " order by id desc");
    }

    @Test
    void eachFilterAloneAndWithEachOtherFindsExactlyWhatIsSo() {
        int found = 0;
        for (var one : filters.entrySet()) {
            assertThat(there(one.getValue())).as(one.getKey()).isNotEmpty();
            for (var other : filters.entrySet()) {
                boolean alone = one.equals(other);
                if (!alone
                        && one.getKey().startsWith("status")
                        && other.getKey().startsWith("status")) {
                    continue;
                }
                String query = alone ? one.getKey() : one.getKey() + "&" + other.getKey();
                List<String> ids = found(query, 100);
                assertThat(ids).as(query).isEqualTo(there(one.getValue() + " and " + other.getValue()));
                found += alone ? 0 : ids.size();
            }
        }
        assertThat(found).as("pairs that find something").isPositive();
    }

    @Test
    void pagesLoseAndRepeatNothingWhileNewOnesArrive() {
        String query = "order_id=" + shop.order;
        List<String> before = found(query, 100);
        assertThat(before).hasSizeGreaterThanOrEqualTo(3);
        JsonNode first = page(query, 2, null);
        List<String> ids = new ArrayList<>();
        first.path("actions").forEach(row -> ids.add(row.path("id").asText()));
        ada.call(Refunding.of(ada.order(shop.order)).amount("0.50").key(fresh()));
        String cursor = first.path("next_cursor").asText();
        while (!cursor.isEmpty()) {
            JsonNode next = page(query, 2, cursor);
            next.path("actions").forEach(row -> ids.add(row.path("id").asText()));
            cursor = next.path("next_cursor").asText();
        }
        assertThat(ids).isEqualTo(before);
        assertThat(found(query, 100)).hasSize(before.size() + 1);
    }

    @Test
    void everyFilterThatIsWrongIsNamed() {
        as("aud")
                .urlEncodingEnabled(false)
                .get(ACTIONS + "?status=done&status=nonsense&from=yesterday&limit=0&tol=refund_order&issuer=i&tool=No!"
                        + "&case_id=a&case_id=b&order_id=%23")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("title", equalTo("invalid_arguments"))
                .body(
                        "violations.path",
                        containsInAnyOrder("status", "from", "limit", "tol", "issuer", "tool", "case_id", "order_id"));
        as("aud")
                .get(ACTIONS + "?from=2026-11-21&to=2026-11-21")
                .then()
                .statusCode(400)
                .body("violations[0].path", equalTo("to"));
        as("aud").get(ACTIONS + "?cursor=abc").then().statusCode(400).body("violations[0].path", equalTo("cursor"));
        as("aud").get(ACTIONS + "?order_id=&status=").then().statusCode(200);
    }

    @Test
    void onlyWhoHandlesEscalationsOrAuditsLooks() {
        String id = there(about(shop.order)).getFirst();
        for (String path : List.of(ACTIONS, ACTIONS + "/" + id)) {
            as("aud").get(path).then().statusCode(200);
            as("lea").get(path).then().statusCode(200);
            as("ada").get(path).then().statusCode(403);
            as("nora").get(path).then().statusCode(403);
            person("ben", "support_agent", "warehouse").get(path).then().statusCode(403);
        }
        as("aud").get("/api/admin/shops/other/actions").then().statusCode(404);
        as("aud").get(ACTIONS + "/act_unknown").then().statusCode(404);
    }

    @Test
    void oneActionIsShownWithEverythingThatHappenedToItAndMaskedForWhomItMustBe() {
        ObjectNode call =
                Writing.of(lea.order(shop.order)).put("confidence", 0.9).put("case_id", "c-" + shop.order);
        call.putObject("address")
                .put("line1", "9 Kerosene Lane")
                .put("city", "Bern")
                .put("postal_code", "3011")
                .put("country", "CH");
        Agent.Said moved = lea.call("change_shipping_address", call);
        assertThat(moved.status()).as("%s", moved.content()).isEqualTo("done");

        JsonNode seen = whole(as("lea"), moved.action());
        assertThat(seen.path("status").asText()).isEqualTo("done");
        assertThat(seen.at("/action/id").asText()).isEqualTo(moved.action());
        assertThat(seen.at("/who/subject").asText()).isEqualTo("u-lea");
        assertThat(seen.at("/who/roles/0").asText()).isEqualTo("support_lead");
        assertThat(seen.at("/words/confidence").asText()).isEqualTo("0.9");
        assertThat(seen.at("/words/case_id").asText()).isEqualTo("c-" + shop.order);
        assertThat(seen.at("/steps/0/state").asText()).isEqualTo("done");
        assertThat(seen.path("trace_ids")).hasSizeGreaterThanOrEqualTo(1);
        assertThat(seen.path("events").findValuesAsText("kind"))
                .isEqualTo(sql.texts(
                        "select kind from countersign.event where action_id = ? order by seq", moved.action()));
        assertThat(seen.at("/events/0/data/arguments/address/line1").asText())
                .as("words stand in their places")
                .isEqualTo("9 Kerosene Lane");
        assertThat(seen.toString()).doesNotContain("words_digest");

        String masked = whole(as("aud"), moved.action()).toString();
        assertThat(masked).doesNotContain("Kerosene").contains("\"line1\":\"***\"");
        as("lea")
                .get(ACTIONS + "?order_id=" + shop.order)
                .then()
                .statusCode(200)
                .body("actions[0].id", equalTo(moved.action()))
                .body("actions[0].requested_by.subject", equalTo("u-lea"))
                .body("actions[0].what", containsString("address"));
    }

    private static JsonNode whole(RequestSpecification who, String action) {
        return Agent.parse(
                who.get(ACTIONS + "/" + action).then().statusCode(200).extract().asString());
    }
}
