package org.countersign.endtoend;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Who could do what up to which amount, and what is left today. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class AccessCallsTest extends AdminBed {

    private static final String ACCESS = "/api/admin/access";
    private static final String REFUND = "tools.find { it.tool == 'refund_order' }.grants";

    @Test
    void aRoleHasItsLimits() {
        as("aud")
                .get(ACCESS + "?role=support_lead")
                .then()
                .statusCode(200)
                .body("roles", equalTo(java.util.List.of("support_lead")))
                .body("permissions", hasItems("see_personal_data", "decide_approvals"))
                .body("decides[0].max_amount.amount", equalTo("2000.00"))
                .body(REFUND + "[0].max_amount.amount", equalTo("5000.00"))
                .body(REFUND + "[0].approvals[0].role", equalTo("shop_admin"))
                .body(REFUND + "[0].left_today", nullValue())
                .body("tools.tool", hasItem("buy_shipping_label"));
        as("sam").get(ACCESS + "?role=auditor").then().statusCode(200).body(REFUND, hasSize(0));
        as("sam").get(ACCESS + "?role=shop_admin").then().body("permissions", hasItem("manage_grants"));
    }

    @Test
    void aPersonHasWhatTheirLatestActionSaysAndWhatIsLeftOfToday() {
        sql.execute("update countersign.role_grant set version = version + 1, terms = terms ||"
                + " '{\"daily_amount\": {\"amount\": \"50.00\", \"currency\": \"USD\"}, \"daily_count\": 4}'"
                + " where role = 'support_agent' and tool = 'refund_order'");
        sql.execute("delete from countersign.budget_use");
        policy.readAgain();
        Agent ada = Agent.as("ada");
        String action =
                ada.call(Refunding.of(ada.order(usd().order)).amount("8.00")).action();
        as("aud")
                .get(ACCESS + "?subject=u-ada")
                .then()
                .statusCode(200)
                .body("roles", equalTo(java.util.List.of("support_agent")))
                .body("roles_from.source", equalTo("latest_action"))
                .body("roles_from.action_id", equalTo(action))
                .body("blocked", nullValue())
                .body(REFUND + "[0].left_today.amount.amount", equalTo("42.00"))
                .body(REFUND + "[0].left_today.count", equalTo(3));
        as("aud")
                .get(ACCESS + "?subject=u-ada&roles=support_lead, warehouse")
                .then()
                .statusCode(200)
                .body("roles_from.source", equalTo("given"))
                .body("roles", equalTo(java.util.List.of("support_lead", "warehouse")))
                .body(REFUND + "[0].role", equalTo("support_lead"));
        as("sam")
                .body("{\"subject\": \"u-ada\", \"reason\": \"odd refunds\"}")
                .put("/api/admin/blocks")
                .then()
                .statusCode(200);
        as("aud").get(ACCESS + "?subject=u-ada").then().statusCode(200).body("blocked", containsString("odd refunds"));
    }

    @Test
    void whomNobodyKnowsHasNoRolesUnlessTheyAreGiven() {
        as("aud").get(ACCESS + "?subject=u-nobody").then().statusCode(404).body("detail", containsString("roles="));
        as("aud")
                .get(ACCESS + "?subject=u-ada&issuer=https://elsewhere.example")
                .then()
                .statusCode(404);
        as("aud")
                .get(ACCESS + "?subject=u-nobody&roles=support_agent")
                .then()
                .statusCode(200)
                .body(REFUND, not(hasSize(0)));
        as("aud").get(ACCESS).then().statusCode(400);
        as("aud").get(ACCESS + "?subject=a&role=b").then().statusCode(400);
        for (String user : new String[] {"ada", "lea", "wim", "nora"}) {
            as(user).get(ACCESS + "?role=support_agent").then().statusCode(403);
        }
    }
}
