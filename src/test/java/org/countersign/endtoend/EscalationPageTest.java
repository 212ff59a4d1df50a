package org.countersign.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A person works on what was escalated: takes it, says something, lets it be decided, or ends it. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class EscalationPageTest extends WholeServer {

    private final Agent ada = Agent.as("ada");

    /** A refund that waits as a case: its order is of high risk. */
    private Agent.Said escalated(ShopFixture shop) {
        sql.execute("update shop.orders set risk_level = 'high' where id = ?", shop.order);
        Agent.Said waits = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(2), 1));
        assertThat(waits.status()).as("%s", waits.content()).isEqualTo("escalated");
        return waits;
    }

    private Agent.Said handedOver(ShopFixture shop) {
        Agent.Said said = ada.call(
                "escalate_to_human",
                new ObjectMapper()
                        .createObjectNode()
                        .put("order_id", shop.order)
                        .put("reason", "complaint_or_legal")
                        .put("customer_request", "I will go to court! <script>alert(1)</script>")
                        .put("interpretation", "They threaten with a lawyer about a late parcel.")
                        .put("recommended_action", "Call them; offer 10.00 USD store credit.")
                        .put("urgency", "urgent"));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("escalated");
        return said;
    }

    private String id(Agent.Said said) {
        return id(said.action());
    }

    private String id(String action) {
        return sql.text("select id from countersign.escalation where action_id = ? and closed_at is null", action);
    }

    private static String page(String id) {
        return "/console/escalations/" + id;
    }

    @Test
    void aCaseIsTakenFromEachOtherCommentedAndResolvedAndAllOfItIsInTheChain() {
        ShopFixture shop = usd();
        Agent.Said said = handedOver(shop);
        String id = id(said);
        Browser lea = Browser.signedIn("lea");
        assertThat(lea.get("/console/escalations").words()).contains("urgent", "nobody has taken it");
        Browser.Page page = lea.get(page(id));
        assertThat(page.words())
                .contains("A case was handed to a person", "I will go to court! <script>alert(1)</script>")
                .contains("They threaten with a lawyer", "Call them; offer 10.00 USD store credit.", "urgent")
                .contains("#" + shop.order, "As it is now.")
                .doesNotContain("It has changed");
        assertThat(page.html()).doesNotContain("<script", "/approval\"", "/resume\"", "/release\"", "/close\"");

        Browser sam = Browser.signedIn("sam");
        Browser.Page old = sam.get(page(id));
        assertThat(lea.post(page(id) + "/take", Map.of("seen", "")).words()).contains("It is yours now", "u-lea (you)");
        assertThat(sam.post(page(id) + "/take", Map.of("seen", "")).status()).isEqualTo(409);
        String seen = sam.get(page(id)).html().replaceFirst("(?s).*name=\"seen\" value=\"([^\"]*)\".*", "$1");
        assertThat(seen).isNotEmpty().isNotEqualTo(old.html());
        assertThat(sam.post(page(id) + "/take", Map.of("seen", seen)).words()).contains("u-sam (you)");

        Browser.Page said1 = sam.post(page(id) + "/comment", Map.of("text", "called them <b>twice</b>"));
        assertThat(said1.words()).contains("Your comment is stored", "called them <b>twice</b>");
        assertThat(sam.post(page(id) + "/comment", Map.of("text", " ")).status())
                .isEqualTo(400);
        assertThat(sam.post(page(id) + "/resolve", Map.of("reason", "")).status())
                .isEqualTo(400);
        Browser.Page resolved = sam.post(page(id) + "/resolve", Map.of("reason", "they are happy now"));
        assertThat(resolved.words()).contains("It is resolved", "The action is done", "Closed");
        assertThat(resolved.html()).doesNotContain("/comment\"");
        assertThat(sam.post(page(id) + "/comment", Map.of("text", "late")).status())
                .isEqualTo(409);

        assertThat(ada.call("get_action", "action_id", said.action()).status()).isEqualTo("done");
        assertThat(sql.texts(
                        "select kind || ' ' || subject from countersign.event where action_id = ? and (kind like 'escalation%'"
                                + " or kind = 'resolved') order by seq",
                        said.action()))
                .containsExactly(
                        "escalation_taken u-lea",
                        "escalation_taken u-sam",
                        "escalation_comment u-sam",
                        "resolved u-sam");
        assertThat(sql.text(
                        "select data #>> '{from,subject}' from countersign.event where action_id = ? and kind ="
                                + " 'escalation_taken' and subject = 'u-sam'",
                        said.action()))
                .isEqualTo("u-lea");
        assertThat(sql.number(
                        "select count(*) from countersign.event where action_id = ? and data::text like '%twice%'",
                        said.action()))
                .isZero();
        assertThat(sql.number(
                        "select count(*) from countersign.event_text where about = ? and text ->> 'comment' like '%twice%'",
                        said.action()))
                .isEqualTo(1);
    }

    @Test
    void anEscalatedPlanIsTurnedIntoAnApprovalAndAllowed() {
        ShopFixture shop = usd();
        Agent.Said waits = escalated(shop);
        Browser lea = Browser.signedIn("lea");
        Browser.Page page = lea.get(page(id(waits)));
        assertThat(page.words())
                .contains("The model may not do this alone", "Refund 25.00 USD", "Turn into an approval", "Asks risk");
        Browser.Page turned = lea.post(page(id(waits)) + "/approval", Map.of());
        assertThat(turned.uri().getPath()).startsWith("/console/approvals/apr_");
        assertThat(shop.refunds()).isZero();
        Browser.Page done = lea.post(turned.uri().getPath() + "/allow", Map.of("reason", "it is fine"));
        assertThat(done.words()).contains("Allowed and done");
        assertThat(shop.refunded()).isEqualTo(2500);
        assertThat(ada.call("get_action", "action_id", waits.action()).status()).isEqualTo("done");
    }

    @Test
    void whatHasChangedSinceIsNotTurnedButCanBeDenied() {
        ShopFixture shop = usd();
        Agent.Said waits = escalated(shop);
        String id = id(waits);
        Browser lea = Browser.signedIn("lea");
        lea.get(page(id));
        sql.execute("update shop.orders set to_city = 'Basel' where id = ?", shop.order);
        Browser.Page refused = lea.post(page(id) + "/approval", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.words()).contains("That was not done", "has changed since it was planned");
        Browser.Page denied = lea.post(page(id) + "/resolve", Map.of("reason", "not like this"));
        assertThat(denied.words()).contains("It is resolved", "The action is denied");
        assertThat(shop.refunds()).isZero();
        assertThat(ada.call("get_action", "action_id", waits.action())
                        .content()
                        .at("/decision/reason")
                        .asText())
                .isEqualTo("not like this");
    }

    @Test
    void whatWasLeftHalfDoneIsReleased() {
        ShopFixture shop = usd();
        String id = id(halfDone(shop, "PARTLY_DONE", "partly_done"));
        Browser lea = Browser.signedIn("lea");
        Browser.Page page = lea.get(page(id));
        assertThat(page.words()).contains("Some steps were done", "Go on with the open steps", "Release the object");
        assertThat(page.html()).doesNotContain("/approval\"", "/close\"", "/resolve\"");
        assertThat(lea.post(page(id) + "/resolve", Map.of("reason", "x")).status())
                .isEqualTo(409);
        assertThat(lea.post(page(id) + "/release", Map.of("reason", "")).status())
                .isEqualTo(400);
        Browser.Page released = lea.post(page(id) + "/release", Map.of("reason", "paid by hand"));
        assertThat(released.words()).contains("Its object is free again", "paid by hand");
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).amount("2.00")).status())
                .isEqualTo("done");
    }

    @Test
    void whatShowedUpLateIsReleasedAndNothingElse() {
        ShopFixture shop = usd();
        String id = id(halfDone(shop, "MISMATCH", "late_effect"));
        Browser lea = Browser.signedIn("lea");
        Browser.Page page = lea.get(page(id));
        assertThat(page.words()).contains("has shown up after all", "Release the object");
        assertThat(page.html()).doesNotContain("/approval\"", "/resume\"", "/close\"", "/resolve\"");
        for (String other : new String[] {"approval", "resume", "resolve"}) {
            assertThat(lea.post(page(id) + "/" + other, Map.of("reason", "x")).status())
                    .as(other)
                    .isEqualTo(409);
        }
        assertThat(lea.post(page(id) + "/close", Map.of("reason", "x", "had_effect", "no"))
                        .status())
                .isEqualTo(409);
        assertThat(lea.post(page(id) + "/release", Map.of("reason", "paid back by hand"))
                        .words())
                .contains("Its object is free again", "The action is mismatch");
    }

    @Test
    void whatWasLeftHalfDoneGoesOnAtItsFirstOpenStep() {
        ShopFixture shop = usd();
        failing("cancellations");
        Agent.Said unknown;
        try {
            unknown = ada.call(Cancelling.TOOL, Cancelling.of(ada.order(shop.order)));
        } finally {
            mended("cancellations");
        }
        sql.execute(
                "update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", unknown.action());
        assertThat(ada.call("get_action", "action_id", unknown.action()).status())
                .isEqualTo("partly_done");
        String id = id(unknown);
        Browser lea = Browser.signedIn("lea");
        Browser.Page page = lea.get(page(id));
        assertThat(page.words())
                .contains(
                        "Partly done: cancel order #" + shop.order,
                        "Refund 64.00 USD (done)",
                        "Cancel the order (not done)")
                .contains("also by this action itself");
        Browser.Page on = lea.post(page(id) + "/resume", Map.of());
        assertThat(on.words()).contains("It went on", "The action is done", "Closed");
        assertThat(sql.text("select status from shop.orders where id = ?", shop.order))
                .isEqualTo("cancelled");
        assertThat(shop.refunds()).isEqualTo(1);
        lea.get(page(id));
        assertThat(lea.post(page(id) + "/resume", Map.of()).status()).isEqualTo(409);
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void aDoubtIsClosedByWhatAPersonFound() {
        ShopFixture shop = usd();
        failing("refunds");
        Agent.Said unknown;
        try {
            unknown = ada.call(Refunding.of(ada.order(shop.order)).amount("1.00"));
        } finally {
            mended("refunds");
        }
        assertThat(unknown.status()).as("%s", unknown.content()).isEqualTo("outcome_unknown");
        sql.execute(
                "update countersign.step set judge_at = now() - interval '1 s' where action_id = ?", unknown.action());
        String id = "esc_" + unknown.action();
        sql.execute(
                "insert into countersign.escalation (id, shop, action_id, kind) values (?, 'main', ?, 'outcome_unknown')",
                id,
                unknown.action());
        Browser lea = Browser.signedIn("lea");
        sql.execute("alter table shop.refunds rename to refunds_away"); // so that no look can end it
        try {
            Browser.Page page = lea.get(page(id));
            assertThat(page.words()).contains("Nobody knows whether the shop did this", "Did the shop do it?");
            assertThat(page.html()).doesNotContain("/resume\"", "/release\"", "/resolve\"", "/approval\"");
            Browser.Page unsaid = lea.post(page(id) + "/close", Map.of("reason", "looked at the bank"));
            assertThat(unsaid.status()).isEqualTo(400);
            assertThat(unsaid.words()).contains("Say whether the shop did it", "looked at the bank");
            Browser.Page closed =
                    lea.post(page(id) + "/close", Map.of("had_effect", "no", "reason", "looked at the bank"));
            assertThat(closed.words()).contains("The doubt is closed", "The action is failed", "looked at the bank");
        } finally {
            sql.execute("alter table shop.refunds_away rename to refunds");
        }
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).amount("1.00")).status())
                .isEqualTo("done");
    }

    /** Whatever is written there is an error that says nothing of what became of it. */
    private void failing(String table) {
        sql.execute("create or replace function shop.fails() returns trigger language plpgsql as"
                + " $$ begin raise exception 'the disk is full' using errcode = '53100'; end $$");
        sql.execute(
                "create trigger fails before insert on shop." + table + " for each row execute function shop.fails()");
    }

    private void mended(String table) {
        sql.execute("drop trigger fails on shop." + table);
    }

    @Test
    void anEffectThatTheLedgerDoesNotKnowIsClosedWithAReason() {
        String id = "esc_of_nothing_" + fresh();
        sql.execute(
                "insert into countersign.escalation (id, shop, kind, data) values (?, 'main', 'unknown_effect', ?::jsonb)",
                id,
                "{\"mark\": \"act_x/1\", \"what\": \"refund <script>\", \"amount\": {\"amount\": \"5.00\", \"currency\": \"USD\"}}");
        Browser lea = Browser.signedIn("lea");
        Browser.Page page = lea.get(page(id));
        assertThat(page.words()).contains("with our mark", "act_x/1", "5.00 USD", "refund <script>");
        assertThat(page.html()).doesNotContain("<script");
        lea.post(page(id) + "/comment", Map.of("text", "asked the bank"));
        assertThat(lea.post(page(id) + "/resolve", Map.of("reason", "it is an old one"))
                        .words())
                .contains("It is resolved", "u-lea : it is an old one");
        assertThat(sql.number("select count(*) from countersign.event where data ->> 'escalation_id' = ?", id))
                .isEqualTo(2);
    }

    @Test
    void whatWasSaidAboutACustomerIsErasedWithThem() {
        ShopFixture shop = usd();
        Agent.Said waits = escalated(shop);
        String id = id(waits);
        Browser lea = Browser.signedIn("lea");
        lea.get(page(id));
        lea.post(page(id) + "/comment", Map.of("text", "she shouted at me"));
        lea.post(page(id) + "/resolve", Map.of("reason", "shouting is no reason"));
        as("sam")
                .body("{\"reason\": \"asked for\"}")
                .post("/api/admin/shops/main/customers/" + shop.customer + "/erase")
                .then()
                .statusCode(200)
                .body("erased", hasItem(waits.action()));
        Browser.Page erased = lea.get(page(id));
        assertThat(erased.status()).isEqualTo(200);
        assertThat(erased.words()).contains("(erased)").doesNotContain("shout");
        assertThat(sql.number("select count(*) from countersign.event_text where text::text like '%shout%'"))
                .isZero();
    }

    @Test
    void whoDoesNotHandleEscalationsSeesNothingOfThem() {
        ShopFixture shop = usd();
        Agent.Said waits = escalated(shop);
        String id = id(waits);
        for (String stranger : new String[] {"ada", "wim", "aud", "nora"}) {
            Browser browser = Browser.signedIn(stranger);
            assertThat(browser.get("/console/escalations").status()).isEqualTo(403);
            Browser.Page page = browser.get(page(id));
            assertThat(page.status()).as(stranger).isEqualTo(403);
            assertThat(page.words()).doesNotContain(shop.order);
            for (String form : new String[] {"take", "comment", "approval", "resume", "release", "close", "resolve"}) {
                assertThat(browser.post(page(id) + "/" + form, Map.of("reason", "x", "text", "x"))
                                .status())
                        .as(stranger + " " + form)
                        .isEqualTo(403);
            }
        }
        assertThat(id(waits)).isEqualTo(id);
        assertThat(Browser.signedIn("lea").get(page("esc_unknown")).status()).isEqualTo(404);
    }

    @Test
    void scriptsSeeAndHandleTheSameByTheAdminApi() {
        ShopFixture shop = usd();
        Agent.Said said = handedOver(shop);
        String id = id(said);
        String path = "/api/admin/shops/main/escalations/" + id;
        as("ada").get(path).then().statusCode(403);
        as("lea").post(path + "/take").then().statusCode(200).body("owner.subject", equalTo("u-lea"));
        as("lea")
                .body("{\"text\": \"on it\"}")
                .post(path + "/comment")
                .then()
                .statusCode(200)
                .body("comments.text", hasItem("on it"));
        as("lea").body("{\"text\": \"\"}").post(path + "/comment").then().statusCode(400);
        as("lea")
                .get("/api/admin/shops/main/escalations")
                .then()
                .statusCode(200)
                .body("escalations.find { it.id == '" + id + "' }.urgency", equalTo("urgent"))
                .body("escalations.find { it.id == '" + id + "' }.owner.subject", equalTo("u-lea"));
        as("lea")
                .body("{\"reason\": \"done by phone\"}")
                .post(path + "/resolve")
                .then()
                .statusCode(200)
                .body("closed.by", equalTo("u-lea"))
                .body("action.status", equalTo("done"));
        as("lea").body("{\"reason\": \"again\"}").post(path + "/resolve").then().statusCode(409);
        as("lea").get(path.replace("esc_", "esc_x")).then().statusCode(404);
    }

    /** As a refund that stopped somewhere. @return its action */
    private String halfDone(ShopFixture shop, String status, String kind) {
        String action =
                ada.call(Refunding.of(ada.order(shop.order)).amount("1.00")).action();
        sql.execute("update countersign.action set status = ? where id = ?", status, action);
        sql.execute(
                "update countersign.object_lease set unresolved = ? where object = ?",
                action,
                "builtin/order:" + shop.order);
        sql.execute(
                "insert into countersign.escalation (id, shop, action_id, kind) values (?, 'main', ?, ?)",
                "esc_" + action,
                action,
                kind);
        return action;
    }

    private static RequestSpecification as(String user) {
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        return given().header("Authorization", "Bearer " + Agent.token(issuer, user, "admin"))
                .contentType("application/json");
    }
}
