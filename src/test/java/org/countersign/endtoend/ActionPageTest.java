package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages that look for actions and show one: what the ledger has, to whom it may, and no more is done by looking. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class ActionPageTest extends WholeServer {

    private static final String HOSTILE = "<script>alert(1)</script> {page.entry} \" onload='x'";

    private final Agent ada = Agent.as("ada");
    private final Agent lea = Agent.as("lea");
    private Asking asking;
    private ShopFixture shop;

    @BeforeEach
    void before() {
        asking = new Asking(sql, policy);
        shop = usd();
    }

    @AfterEach
    void nobodyIsAsked() {
        asking.undo();
    }

    private static String page(Agent.Said said) {
        return "/console/actions/" + said.action();
    }

    private Agent.Said addressChanged() {
        ObjectNode call = Writing.of(lea.order(shop.order)).put("customer_request", HOSTILE);
        call.put("reasoning", "They wrote: " + HOSTILE);
        call.putObject("address")
                .put("line1", "9 Kerosene Lane")
                .put("city", "Basel")
                .put("postal_code", "4001")
                .put("country", "CH");
        return lea.call("change_shipping_address", call);
    }

    @Test
    void anActionThatWasAllowedShowsItsTimelineBeforeAndAfterAndWhoDecided() {
        asking.agents("refund_order", "other_person");
        Agent.Said waits = ada.call(Refunding.of(ada.order(shop.order))
                .line(shop.line(1), 2)
                .with("note", HOSTILE)
                .with("case_id", "case-" + shop.order));
        assertThat(waits.status()).as("%s", waits.content()).isEqualTo("awaiting_approval");
        Browser sam = Browser.signedIn("sam");
        assertThat(sam.get(page(waits)).words())
                .contains("Awaiting approval.", "nothing was done: a person decides", "Its approval (pending)");
        sam.get(Asking.page(waits));
        assertThat(sam.post(Asking.page(waits) + "/allow", Map.of("reason", "as agreed"))
                        .words())
                .contains("Allowed and done");

        Browser.Page done = sam.get(page(waits));
        assertThat(done.words())
                .contains("Done.", "Refund 20.00 USD", "verified", "u-ada", "case-" + shop.order)
                .contains("Decided by u-sam (shop_admin)", "as agreed", "Its approval (used)")
                .containsSubsequence("Timeline", "Asked for", "Checked", "Approval allowed", "sending")
                .contains("+0 ms", HOSTILE);
        assertThat(done.html()).doesNotContain("<script", "onload='x'");
        assertThat(done.words())
                .contains(sql.text(
                        "select data ->> 'trace_id' from countersign.event where action_id = ? and seq = 1",
                        waits.action()));
        assertThat(Browser.signedIn("aud").get(page(waits)).html()).doesNotContain("/console/approvals/");
    }

    @Test
    void beforeAndAfterStandBesideEachOtherWithWhatDiffersMarked() {
        asking.leads("change_shipping_address", "other_person");
        Agent.Said waits = addressChanged();
        assertThat(waits.status()).as("%s", waits.content()).isEqualTo("awaiting_approval");
        Browser sam = Browser.signedIn("sam");
        sam.get(Asking.page(waits));
        assertThat(sam.post(Asking.page(waits) + "/allow", Map.of("reason", "")).words())
                .contains("Allowed and done");
        Browser.Page done = sam.get(page(waits));
        assertThat(done.html())
                .contains(
                        "<del>Bern</del>", "<ins>Basel</ins>", "<del>1 Main Street</del>", "<ins>9 Kerosene Lane</ins>")
                .doesNotContain("<mark>", "differs</strong>");
        sql.execute(
                "update countersign.step set observed = jsonb_set(observed, '{shipping_address,city}', '\"Zurich\"')"
                        + " where action_id = ?",
                waits.action());
        assertThat(sam.get(page(waits)).html()).contains("<mark>Zurich</mark> <strong class=\"bad\">differs</strong>");
    }

    @Test
    void whoSeesNoPersonalDataSeesNoneHere() {
        Agent.Said said = addressChanged();
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        Browser.Page seen = Browser.signedIn("lea").get(page(said));
        assertThat(seen.words()).contains("9 Kerosene Lane", "Basel");
        Browser.Page masked = Browser.signedIn("aud").get(page(said));
        assertThat(masked.status()).isEqualTo(200);
        assertThat(masked.words()).contains("Basel", "***", "are masked").doesNotContain("Kerosene");
        assertThat(masked.html()).doesNotContain("<script");
    }

    @Test
    void whatTheShopShowsOtherwiseThanBeforeIsKeptOfEveryActionThatWasDone() {
        Agent.Said done = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        assertThat(done.status()).as("%s", done.content()).isEqualTo("done");
        assertThat(Browser.signedIn("sam").get(page(done)).html())
                .contains("totals, refunded, amount</th><td dir=\"auto\"><del>0.00</del></td>"
                        + "<td dir=\"auto\"><ins>10.00</ins></td>");
        Agent.Said moved = addressChanged();
        String path = AdminBed.SHOP + "/actions/" + moved.action();
        assertThat(AdminBed.as("lea").get(path).asString()).contains("\"changed\"", "9 Kerosene Lane", "1 Main Street");
        assertThat(AdminBed.as("aud").get(path).asString())
                .contains("\"shipping_address.line1\"", "Basel")
                .doesNotContain("Kerosene", "1 Main Street");
    }

    @Test
    void lookingAtADoubtDoesNothingAndSaysWhenItIsLookedAt() {
        Agent.Said done = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        sql.execute(
                "update countersign.action set status = 'OUTCOME_UNKNOWN', requested_at = now() - interval '2 minutes',"
                        + " touched_at = now() - interval '1 minute' where id = ?",
                done.action());
        sql.execute(
                "update countersign.object_lease set unresolved = ? where object like '%:' || ?",
                done.action(), shop.order);
        try {
            String before = everythingAbout(done);
            Browser.Page page = Browser.signedIn("aud").get(page(done));
            assertThat(page.words())
                    .contains("Outcome unknown.", "nobody knows yet", "Looked for again", "at the earliest");
            assertThat(everythingAbout(done)).isEqualTo(before);
        } finally {
            sql.execute("update countersign.action set status = 'DONE' where id = ?", done.action());
            sql.execute("update countersign.object_lease set unresolved = null where unresolved = ?", done.action());
        }
    }

    /** Its row, its steps, its events and the lease of its object. */
    private String everythingAbout(Agent.Said said) {
        return sql.text("""
                select jsonb_build_object(
                         'action', to_jsonb(a), 'events', (select count(*) from countersign.event where action_id = a.id),
                         'steps', (select jsonb_agg(to_jsonb(s)) from countersign.step s where s.action_id = a.id),
                         'lease', (select jsonb_agg(to_jsonb(l)) from countersign.object_lease l
                                    where l.object like '%:' || a.target_id))
                  from countersign.action a where a.id = ?""", said.action());
    }

    @Test
    void theSearchIsAnAddressAndItsFormKeepsWhatWasTyped() {
        for (int n = 0; n < 52; n++) {
            ada.call(Refunding.of(ada.order(shop.order)).amount("999.00"));
        }
        Agent.Said done = ada.call(Refunding.of(ada.order(shop.order)).amount("1.00"));
        Browser aud = Browser.signedIn("aud");
        Browser.Page first = aud.get("/console/actions?order_id=%23" + shop.order);
        assertThat(first.html()).contains("value=\"#" + shop.order + "\"", "/console/actions/" + done.action());
        assertThat(first.html().split("<th scope=\"row\">")).hasSize(51);
        Browser.Page second = aud.get(first.link("Older ones"));
        assertThat(second.html().split("<th scope=\"row\">").length - 1).isEqualTo((int) (actions(shop.order) - 50));
        assertThat(second.words()).doesNotContain("Older ones");

        Browser.Page narrowed = aud.get("/console/actions?order_id=" + shop.order + "&status=done");
        assertThat(narrowed.html().split("<th scope=\"row\">")).hasSize(2);
        assertThat(narrowed.html()).contains("value=\"done\" checked");

        Browser.Page wrong = aud.get("/console/actions?from=soon&case_id=%3Cscript%3E&order_id=" + shop.order);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.html())
                .contains("aria-invalid=\"true\" aria-describedby=\"p-from\"", "value=\"&lt;script&gt;\"")
                .doesNotContain("<script");
    }

    @Test
    void onlyWhoHandlesEscalationsOrAuditsComesIn() {
        Agent.Said done = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        for (String path : new String[] {"/console/actions", page(done)}) {
            for (String user : new String[] {"lea", "sam", "aud"}) {
                assertThat(Browser.signedIn(user).get(path).status()).as(user).isEqualTo(200);
            }
            for (String user : new String[] {"ada", "ben", "wim", "nora"}) {
                Browser.Page refused = Browser.signedIn(user).get(path);
                assertThat(refused.status()).as(user).isEqualTo(403);
                assertThat(refused.words()).as(user).doesNotContain(shop.order);
            }
        }
        assertThat(Browser.signedIn("lea").get("/console/actions/act_unknown").status())
                .isEqualTo(404);
    }
}
