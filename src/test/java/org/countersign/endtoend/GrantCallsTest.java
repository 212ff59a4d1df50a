package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.countersign.ledger.Audit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles, grants and settings by the admin API: strict, nothing lost, nobody locked out, all of it in the audit. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class GrantCallsTest extends AdminBed {

    private static final String UP_TO_10 = """
            {"enabled": true, "max_amount": {"amount": "10.00", "currency": "USD"}}""";

    @Inject
    Audit audit;

    private static Response change(String tag, String body) {
        return as("sam").header("If-Match", tag).body(body).put(GRANT, "support_agent", "refund_order");
    }

    private static String refundTag() {
        return tag(as("sam"), "support_agent", "refund_order");
    }

    @Test
    void aGrantIsReadChangedAndCountsAtOnce() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding call = Refunding.of(ada.order(shop.order)).amount("10.01");
        String tag = refundTag();

        String next = change(tag, UP_TO_10)
                .then()
                .statusCode(200)
                .body("max_amount.amount", equalTo("10.00"))
                .body("confirmation", equalTo("none"))
                .extract()
                .header("ETag");
        assertThat(next).isNotEqualTo(tag);
        assertThat(refundTag()).isEqualTo(next);
        assertThat(ada.call(call).error()).isEqualTo("limit_exceeded");
        assertThat(shop.refunds()).isZero();

        change(next, UP_TO_10.replace("10.00", "11.00")).then().statusCode(200);
        assertThat(ada.call(call).status()).isEqualTo("done");
    }

    @Test
    void everyFieldComesBackAsItWasWritten() {
        String all = """
                {"enabled": true, "max_amount": {"amount": "500.00", "currency": "USD"}, "max_percent_of_order": 50,
                 "daily_amount": {"amount": "900.00", "currency": "USD"}, "daily_count": 3,
                 "per_customer_30_days": {"amount": {"amount": "100.00", "currency": "USD"}, "count": 2},
                 "min_confidence": 0.8, "confirmation": "requester",
                 "approvals": [{"above": {"amount": "200.00", "currency": "USD"}, "role": "support_lead"}],
                 "require_case": true, "service_accounts": true}""";
        change(refundTag(), all).then().statusCode(200);
        Response shown = as("aud").get(GRANT, "support_agent", "refund_order");
        assertThat(Agent.parse(shown.asString())).isEqualTo(Agent.parse(all));
    }

    @Test
    void whoDoesNotSayWhatTheyHaveSeenChangesNothing() {
        String tag = refundTag();
        as("sam")
                .body(UP_TO_10)
                .put(GRANT, "support_agent", "refund_order")
                .then()
                .statusCode(428)
                .contentType(containsString("application/problem+json"));
        change("\"999\"", UP_TO_10).then().statusCode(412).body("detail", containsString(tag));
        change("W/" + tag, UP_TO_10).then().statusCode(412);
        as("sam")
                .header("If-None-Match", "*")
                .body(UP_TO_10)
                .put(GRANT, "support_agent", "refund_order")
                .then()
                .statusCode(412);
        assertThat(refundTag()).isEqualTo(tag);
    }

    @Test
    void ofTwoChangesOfTheSameOneWins() {
        String tag = refundTag();
        long before = sql.number("select count(*) from countersign.policy_change");
        List<Integer> codes = Together.call(
                6, n -> change(tag, UP_TO_10.replace("10.00", "1" + n + ".00")).statusCode());
        assertThat(codes).filteredOn(code -> code == 200).hasSize(1);
        assertThat(codes).filteredOn(code -> code == 412).hasSize(5);
        assertThat(sql.number("select count(*) from countersign.policy_change")).isEqualTo(before + 1);
    }

    @Test
    void everythingThatIsWrongIsNamedAndNothingIsLoosened() {
        String tag = refundTag();
        change(tag, """
                {"enabled": "yes", "max_amout": {"amount": "10.00", "currency": "USD"},
                 "daily_amount": {"amount": 10, "currency": "USD"}, "max_amount": {"amount": "10.00"},
                 "max_percent_of_order": 101, "daily_count": -1, "min_confidence": 1.1, "confirmation": "nobody",
                 "per_customer_30_days": {"cuont": 2},
                 "approvals": [{"above": {"amount": "1.001", "currency": "USD"}, "role": "support_lead"}, {}]}""")
                .then()
                .statusCode(400)
                .contentType(containsString("application/problem+json"))
                .body(
                        "violations.path",
                        hasItems(
                                "enabled",
                                "max_amout",
                                "daily_amount.amount",
                                "max_amount.currency",
                                "max_percent_of_order",
                                "daily_count",
                                "min_confidence",
                                "confirmation",
                                "per_customer_30_days.cuont",
                                "approvals[0].above",
                                "approvals[1].above",
                                "approvals[1].role"))
                .body("violations", hasSize(12));
        assertThat(refundTag()).isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "not json",
                "{} {}",
                "{\"enabled\": true, \"max_amount\": {\"amount\": \"1.00\", \"currency\": \"USD\"}, \"max_amount\": null}",
                "{\"max_amount\": {\"amount\": \"-1.00\", \"currency\": \"USD\"}}",
                "{\"max_amount\": {\"amount\": \"1.00\", \"currency\": \"DOLLARS\"}}",
                "{\"max_amount\": \"1.00\"}",
                "{\"max_amount\": [{\"amount\": \"1.00\", \"currency\": \"USD\"}]}",
                "{\"approvals\": [{\"above\": {\"amount\": \"1.00\", \"currency\": \"USD\"}, \"role\": \"suport_lead\"}]}",
                "{\"approvals\": {\"above\": {\"amount\": \"1.00\", \"currency\": \"USD\"}, \"role\": \"support_lead\"}}"
            })
    void whatIsNoGrantIsRefused(String body) {
        change(refundTag(), body).then().statusCode(400).body("violations", not(hasSize(0)));
    }

    @Test
    void theMatrixShowsEveryRoleWithItsPermissionsAndGrants() {
        as("aud")
                .get(SHOP + "/roles")
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("admin_role", equalTo("shop_admin"))
                .body("tools", hasItems("refund_order", "get_order", "confirm_action"))
                .body("roles.role", hasItems("support_agent", "support_lead", "warehouse", "shop_admin", "auditor"))
                .body(
                        "roles.find { it.role == 'support_lead' }.permissions.decide_approvals.max_amount.amount",
                        equalTo("2000.00"))
                .body("roles.find { it.role == 'shop_admin' }.permissions.decide_approvals", equalTo(Map.of()))
                .body(
                        "roles.find { it.role == 'support_lead' }.tools.refund_order.grant.approvals[0].role",
                        equalTo("shop_admin"))
                .body("roles.find { it.role == 'support_agent' }.tools.refund_order.etag", equalTo(refundTag()))
                .body("roles.find { it.role == 'auditor' }.tools", not(hasKey("refund_order")));
    }

    @Test
    void onlyWhoManagesGrantsChangesThemAndAuditorsMayLook() {
        String tag = refundTag();
        for (String user : new String[] {"ada", "lea", "wim", "nora", "aud"}) {
            as(user).header("If-Match", tag)
                    .body(UP_TO_10)
                    .put(GRANT, "support_agent", "refund_order")
                    .then()
                    .statusCode(403);
            as(user).header("If-Match", "*")
                    .body("{}")
                    .put(SHOP + "/settings")
                    .then()
                    .statusCode(403);
            as(user).header("If-None-Match", "*")
                    .body("{\"permissions\": {}}")
                    .put(SHOP + "/roles/mine")
                    .then()
                    .statusCode(403);
            as(user).header("If-Match", "*")
                    .delete(SHOP + "/roles/warehouse")
                    .then()
                    .statusCode(403);
            if (!user.equals("aud")) {
                for (String page : new String[] {"/roles", "/settings", "/history", "/roles/warehouse"}) {
                    as(user).get(SHOP + page).then().statusCode(403);
                }
            }
        }
        as("aud").get(SHOP + "/history").then().statusCode(200);
        as("sam").get("/api/admin/shops/other/roles").then().statusCode(404);
        assertThat(refundTag()).isEqualTo(tag);
    }

    @Test
    void nobodyChangesWhatTheyThemselvesMayDo() {
        as("sam")
                .header("If-None-Match", "*")
                .body("{\"enabled\": true}")
                .put(GRANT, "shop_admin", "refund_order")
                .then()
                .statusCode(403)
                .body("detail", containsString("No other role may manage grants"));
        as("sam")
                .header("If-Match", "*")
                .body("{\"permissions\": {\"manage_grants\": true, \"read_audit\": true}}")
                .put(SHOP + "/roles/shop_admin")
                .then()
                .statusCode(403);
        person("sam", "shop_admin", "support_agent")
                .header("If-Match", refundTag())
                .body("{\"enabled\": true}")
                .put(GRANT, "support_agent", "refund_order")
                .then()
                .statusCode(403)
                .body("detail", containsString("support_agent"));
        person("sam", "shop_admin", "offline_access")
                .header("If-None-Match", "*")
                .body("{\"permissions\": {\"read_audit\": true}}")
                .put(SHOP + "/roles/offline_access")
                .then()
                .statusCode(403);
    }

    @Test
    void theLastRoleThatManagesGrantsStays() {
        String keeper = SHOP + "/roles/policy_keeper";
        as("sam")
                .header("If-None-Match", "*")
                .body("{\"permissions\": {\"manage_grants\": true}}")
                .put(keeper)
                .then()
                .statusCode(200);
        as("sam")
                .header("If-None-Match", "*")
                .body("{\"enabled\": true}")
                .put(GRANT, "shop_admin", "refund_order")
                .then()
                .statusCode(403)
                .body("detail", containsString("policy_keeper"));
        person("ben", "policy_keeper")
                .header("If-None-Match", "*")
                .body("{\"enabled\": true}")
                .put(GRANT, "shop_admin", "refund_order")
                .then()
                .statusCode(200);
        as("sam")
                .header("If-Match", "*")
                .body("{\"permissions\": {}}")
                .put(keeper)
                .then()
                .statusCode(409)
                .body("title", equalTo("lock_out"));
        as("sam").header("If-Match", "*").delete(keeper).then().statusCode(409);
        person("ben", "policy_keeper")
                .header("If-Match", "*")
                .body("{\"permissions\": {\"see_personal_data\": true}}")
                .put(SHOP + "/roles/shop_admin")
                .then()
                .statusCode(409)
                .body("detail", containsString("countersign.admin-role"));
        person("ben", "policy_keeper")
                .header("If-Match", "*")
                .delete(SHOP + "/roles/shop_admin")
                .then()
                .statusCode(409);
    }

    @Test
    void theAdminRoleMayManageGrantsWhateverTheTableSays() {
        sql.execute("update countersign.role set permissions = '{}' where name = 'shop_admin'");
        policy.readAgain();
        as("sam")
                .get(SHOP + "/roles/shop_admin")
                .then()
                .statusCode(200)
                .body("permissions", hasEntry("manage_grants", true));
        change(refundTag(), UP_TO_10).then().statusCode(200);
    }

    @Test
    void rolesAreCreatedChangedAndRemovedWithTheirGrants() {
        String role = SHOP + "/roles/night.shift";
        as("sam")
                .header("If-None-Match", "*")
                .body(
                        "{\"permissions\": {\"decide_approvals\": {\"max_amount\": {\"amount\": \"50.00\", \"currency\": \"USD\"}}}}")
                .put(role)
                .then()
                .statusCode(200);
        as("sam")
                .header("If-None-Match", "*")
                .body(UP_TO_10)
                .put(GRANT, "night.shift", "refund_order")
                .then()
                .statusCode(200);
        assertThat(sql.text(
                        "select decides_minor || decides_currency from countersign.role where name = 'night.shift'"))
                .isEqualTo("5000USD");
        String first = tag(as("sam"), "night.shift", "refund_order");
        as("sam")
                .header("If-Match", "*")
                .body("{\"enabled\": false}")
                .put(GRANT, "night.shift", "refund_order")
                .then()
                .statusCode(200);

        as("sam").delete(role).then().statusCode(428);
        as("sam").header("If-Match", "*").delete(role).then().statusCode(204);
        as("sam").get(role).then().statusCode(404);
        as("sam").get(GRANT, "night.shift", "refund_order").then().statusCode(404);
        as("sam")
                .header("If-None-Match", "*")
                .body("{\"permissions\": {}}")
                .put(role)
                .then()
                .statusCode(200);
        as("sam")
                .header("If-None-Match", "*")
                .body("{\"enabled\": true}")
                .put(GRANT, "night.shift", "refund_order")
                .then()
                .statusCode(200);
        assertThat(tag(as("sam"), "night.shift", "refund_order"))
                .as("a version never comes back: an approval is bound to it")
                .isNotIn(first, "\"2\"", "\"3\"");
    }

    @Test
    void aRoleThatDecidesForOthersIsNotRemoved() {
        person("ben", "shop_admin")
                .header("If-Match", "*")
                .delete(SHOP + "/roles/support_lead")
                .then()
                .statusCode(409)
                .body("title", equalTo("in_use"))
                .body("detail", containsString("warehouse receive_return"));
    }

    @Test
    void whatDoesNotExistIsSaid() {
        as("sam")
                .get(GRANT, "support_agent", "refund_ordr")
                .then()
                .statusCode(404)
                .body("detail", containsString("refund_order"));
        as("sam")
                .header("If-None-Match", "*")
                .body("{}")
                .put(GRANT, "support_agent", "refund_ordr")
                .then()
                .statusCode(404);
        as("sam")
                .header("If-None-Match", "*")
                .body("{}")
                .put(GRANT, "suport_agent", "refund_order")
                .then()
                .statusCode(404)
                .body("detail", containsString("suport_agent"));
        as("sam")
                .header("If-None-Match", "*")
                .body("{\"enabled\": true}")
                .put(GRANT, "support_agent", "confirm_action")
                .then()
                .statusCode(400)
                .body("violations.problem", hasItem(containsString("confirmation model")));
        for (String bad : List.of("a b", "-x", "x".repeat(101), "ü")) {
            as("sam")
                    .header("If-None-Match", "*")
                    .body("{\"permissions\": {}}")
                    .put(SHOP + "/roles/{role}", bad)
                    .then()
                    .statusCode(400);
        }
        as("sam")
                .header("If-None-Match", "*")
                .body("{\"permissions\": {\"manage_grant\": true}}")
                .put(SHOP + "/roles/x")
                .then()
                .statusCode(400)
                .body("violations.path", hasItem("permissions.manage_grant"));
        as("sam")
                .header("If-None-Match", "*")
                .body("{\"permissions\": {\"never_escalates\": true}}")
                .put(SHOP + "/roles/x")
                .then()
                .statusCode(400);
        as("sam")
                .header("If-None-Match", "*")
                .body("{\"permissions\": {\"decide_approvals\": {\"max\": 1}}}")
                .put(SHOP + "/roles/x")
                .then()
                .statusCode(400);
        as("sam")
                .header("If-None-Match", "*")
                .body("{}")
                .put(SHOP + "/roles/x")
                .then()
                .statusCode(400);
    }

    @Test
    void settingsAreShownWholeAndChangedStrictly() {
        String tag = as("sam")
                .get(SHOP + "/settings")
                .then()
                .statusCode(200)
                .body("approval_hours", equalTo(24))
                .body("time_zone", equalTo("UTC"))
                .body("ceiling", nullValue())
                .extract()
                .header("ETag");
        as("sam").body("{}").put(SHOP + "/settings").then().statusCode(428);
        as("sam")
                .header("If-Match", tag)
                .body("{\"aproval_hours\": 2, \"time_zone\": \"Mars/Base\", \"reasons\": {\"cancel_order\": []}}")
                .put(SHOP + "/settings")
                .then()
                .statusCode(400)
                .body("violations.path", hasItems("aproval_hours", "time_zone", "reasons.cancel_order"));
        as("sam")
                .header("If-Match", tag)
                .body("{\"reasons\": {\"cancel_ordr\": [\"other\"]}}")
                .put(SHOP + "/settings")
                .then()
                .statusCode(400);
        String next = as("sam")
                .header("If-Match", tag)
                .body("{\"approval_hours\": 2, \"ceiling\": {\"amount\": \"5.00\", \"currency\": \"USD\"}}")
                .put(SHOP + "/settings")
                .then()
                .statusCode(200)
                .body("approval_hours", equalTo(2))
                .extract()
                .header("ETag");
        assertThat(next).isNotEqualTo(tag);
        as("sam")
                .header("If-Match", tag)
                .body("{}")
                .put(SHOP + "/settings")
                .then()
                .statusCode(412);

        Agent ada = Agent.as("ada");
        assertThat(ada.call(Refunding.of(ada.order(usd().order)).amount("5.01")).status())
                .isEqualTo("escalated");
    }

    @Test
    void everyChangeIsAnEventAndInTheHistory() {
        String tag = refundTag();
        long before = sql.number("select count(*) from countersign.event where kind = 'grant_changed'");
        as("sam")
                .header("If-Match", tag)
                .queryParam("reason", "too many goodwill refunds")
                .body(UP_TO_10)
                .put(GRANT, "support_agent", "refund_order")
                .then()
                .statusCode(200);
        as("sam")
                .header("If-Match", refundTag())
                .body(UP_TO_10)
                .put(GRANT, "support_agent", "refund_order")
                .then()
                .statusCode(200);
        assertThat(sql.number("select count(*) from countersign.event where kind = 'grant_changed'"))
                .as("the same again is no change")
                .isEqualTo(before + 1);
        String event = "from countersign.event where kind = 'grant_changed' order by id desc limit 1";
        assertThat(sql.text("select subject || (data ->> 'role') || (data ->> 'tool') " + event))
                .isEqualTo("u-samsupport_agentrefund_order");
        assertThat(sql.text("select data #>> '{before,max_amount,amount}' " + event))
                .isEqualTo("500.00");
        assertThat(sql.text("select data #>> '{after,max_amount,amount}' " + event))
                .isEqualTo("10.00");
        assertThat(sql.text("select data::text " + event)).doesNotContain("goodwill");

        as("aud")
                .get(SHOP + "/history?role=support_agent&tool=refund_order&limit=1")
                .then()
                .statusCode(200)
                .body("changes", hasSize(1))
                .body("changes[0].kind", equalTo("grant"))
                .body("changes[0].by.subject", equalTo("u-sam"))
                .body("changes[0].reason", equalTo("too many goodwill refunds"))
                .body("changes[0].before.max_amount.amount", equalTo("500.00"))
                .body("changes[0].after.max_amount.amount", equalTo("10.00"));
        as("aud").get(SHOP + "/history?limit=101").then().statusCode(400);
        assertThat(audit.verify(null, events -> {}).findings()).isEmpty();
    }

    @Test
    void aToolThatReadsHasNoLimitsThatNobodyWouldLookAt() {
        as("sam")
                .header("If-Match", "*")
                .body(
                        "{\"enabled\": true, \"confirmation\": \"requester\", \"daily_count\": 5, \"service_accounts\": true}")
                .put(GRANT, "support_agent", "get_order")
                .then()
                .statusCode(400)
                .body(
                        "violations.path",
                        hasItems("support_agent.get_order.confirmation", "support_agent.get_order.daily_count"))
                .body("violations", hasSize(2));
    }

    @Test
    void theServerAddsToTheHistoryAndNothingElse() {
        for (String right : List.of("update", "delete", "truncate")) {
            assertThat(sql.text(
                            "select has_table_privilege('countersign_server', 'countersign.policy_change', ?)::text",
                            right))
                    .as(right)
                    .isEqualTo("false");
        }
    }

    @Test
    void everyCallIsInTheOpenApiDocument() {
        Map<String, Map<String, Object>> paths = as("sam")
                .accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        Map.of(
                        "/roles", List.of("get"),
                        "/roles/{role}", List.of("get", "put", "delete"),
                        "/roles/{role}/tools/{tool}", List.of("get", "put", "delete"),
                        "/settings", List.of("get", "put"),
                        "/history", List.of("get"),
                        "/policy.yaml", List.of("get", "post"))
                .forEach((path, methods) -> assertThat(paths.get("/api/admin/shops/{shop}" + path))
                        .as(path)
                        .containsKeys(methods.toArray(String[]::new)));
        assertThat(paths).containsKeys("/api/admin/blocks", "/api/admin/access", "/api/admin/simulations");
    }

    @Test
    void missingEnabledIsFalse() {
        assertThat(Agent.as("ada").tools().findValuesAsText("name")).contains("refund_order");
        change(refundTag(), "{}").then().statusCode(200).body("enabled", equalTo(false));
        assertThat(Agent.as("ada").tools().findValuesAsText("name")).doesNotContain("refund_order");
    }

    @Test
    void settingsThatSomebodyHasSpoiltCanBeReplaced() {
        settings("{\"ceeling\": 5}");
        Agent ada = Agent.as("ada");
        Refunding call = Refunding.of(ada.order(usd().order)).amount("1.00");
        assertThat(ada.call(call).error()).isEqualTo("internal");
        String tag = as("sam")
                .get(SHOP + "/settings")
                .then()
                .statusCode(200)
                .body("unreadable", containsString("ceeling"))
                .extract()
                .header("ETag");
        as("sam")
                .header("If-Match", tag)
                .body("{}")
                .put(SHOP + "/settings")
                .then()
                .statusCode(200);
        assertThat(ada.call(call).status()).isEqualTo("done");
    }
}
