package org.countersign.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.countersign.caller.Caller;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Refunding;
import org.countersign.endtoend.ShopFixture;
import org.countersign.gate.Approval;
import org.countersign.gate.Decisions;
import org.countersign.gate.Ledger;
import org.countersign.gate.Sweep;
import org.countersign.ledger.audit.Finding.What;
import org.countersign.ledger.audit.Report;
import org.countersign.policy.FreshPolicy;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events say who decided what, with which words, and what it became; the audit proves it, also when words are erased. */
@QuarkusTest
@TestProfile(AuditProfile.class)
class ApprovalAuditTest extends AuditBed {

    private static final Caller LEAD = new Caller(
            "https://people.example", "u-lea", "console", "a-session", Set.of(), Set.of("support_lead"), true);
    private static final List<String> WORDS =
            List.of("Xanthippe", "Quillfeather", "kerosene", "marmalade", "zeppelin", "periwinkle", "saxophone");

    @Inject
    Decisions decisions;

    @Inject
    Ledger ledger;

    @Inject
    Sweep sweep;

    @Inject
    FreshPolicy policy;

    private final ShopFixture shop =
            new ShopFixture(sql, "USD", 900).line(3, 1000).payment("credit_card", 3900);
    private final Agent bench = Agent.as("bench");

    @BeforeEach
    void fourEyes() {
        terms("{\"confirmation\": \"other_person\"}");
    }

    @AfterEach
    void asItWas() {
        terms("{}");
    }

    private void terms(String terms) {
        sql.execute(
                "update countersign.role_grant set terms = ?::jsonb where role = 'benchmark' and tool = 'refund_order'",
                terms);
        policy.readAgain();
    }

    private Agent.Said waiting() {
        Agent.Said waiting = bench.call(refunding(bench, shop)
                .with("reasoning", "She wrote that the zeppelin never came.")
                .with("customer_request", "I want my marmalade back"));
        assertThat(waiting.status()).as("%s", waiting.content()).isEqualTo("awaiting_approval");
        return waiting;
    }

    private Approval approval(Agent.Said said) {
        return ledger.entry(said.action()).orElseThrow().approval();
    }

    private List<String> told(String action, String... names) {
        String data = String.join(
                " || ' ' || ",
                java.util.stream.Stream.of(names)
                        .map(name -> "coalesce(data ->> '" + name + "', '-')")
                        .toList());
        return sql.texts(
                "select kind || ' by ' || subject || ' ' || " + data + " from countersign.event where action_id = ?"
                        + " and kind <> 'check' order by seq",
                action);
    }

    @Test
    void theEventsLeadFromTheDecisionOverTheApprovalToTheExecution() {
        Agent.Said waiting = waiting();
        Approval asked = approval(waiting);
        String digest = HexFormat.of().formatHex(asked.digest());
        decisions.ask(LEAD, asked.id(), "Is it the periwinkle one?");
        decisions.allow(LEAD, asked.id(), "she plays the saxophone");

        assertThat(told(waiting.action(), "approval_id", "digest", "role"))
                .containsExactly(
                        "claimed by u-bench - - -",
                        "decided by u-bench " + asked.id() + " " + digest + " benchmark",
                        "approval_question by u-lea " + asked.id() + " " + digest + " support_lead",
                        "approval_allowed by u-lea " + asked.id() + " " + digest + " support_lead",
                        "sending by u-bench " + asked.id() + " " + digest + " -",
                        "step by u-bench - - -",
                        "changed by u-bench - - -");
        assertThat(sql.text(
                        "select issuer from countersign.event where action_id = ? and kind = 'approval_allowed'",
                        waiting.action()))
                .isEqualTo("https://people.example");
        assertThat(sql.texts(
                        "select data ->> 'check' || ' ' || (data ->> 'result') from countersign.event where action_id = ?"
                                + " and kind = 'check' and data ->> 'check' = 'confirmation' order by seq",
                        waiting.action()))
                .as("asked, and then answered")
                .containsExactly("confirmation ask", "confirmation pass");
        assertThat(shop.refunds()).isEqualTo(1);
        assertThat(verified(sealed()).findings()).isEmpty();
    }

    @Test
    void aNoIsInTheEventsAndNothingAfterIt() {
        Agent.Said waiting = waiting();
        decisions.deny(LEAD, approval(waiting).id(), "not for a saxophone");
        assertThat(told(waiting.action(), "role")).last().isEqualTo("approval_denied by u-lea support_lead");
        assertThat(bench.call("get_action", "action_id", waiting.action())
                        .content()
                        .path("decision")
                        .toString())
                .contains("support_lead", "not for a saxophone");
        assertThat(verified(sealed()).findings()).isEmpty();
    }

    @Test
    void aYesThatNobodySaidIsFound() {
        Agent.Said waiting = waiting();
        sql.execute(
                "update countersign.approval set state = 'ALLOWED', decided_at = now() - interval '1 minute',"
                        + " decided_issuer = 'https://people.example', decided_subject = 'u-lea', decided_role = 'support_lead'"
                        + " where action_id = ?",
                waiting.action());
        sql.execute(
                "update countersign.action set touched_at = now() - interval '1 hour' where id = ?", waiting.action());
        sweep.sweep(1000);
        assertThat(shop.refunds()).as("who owns the tables can do that").isEqualTo(1);
        Report report = verified(sealed());
        assertThat(found(report, What.REMOVED, null, waiting.action(), null)).isTrue();
    }

    @Test
    void noEventHoldsWhatAReviewerOrAModelWrote() {
        said();
        for (String word : WORDS) {
            assertThat(sql.texts("select e::text from countersign.event e where e::text ilike '%" + word + "%'"))
                    .as(word)
                    .isEmpty();
        }
        assertThat(sql.number("select count(*) from countersign.event_text where text::text like '%saxophone%'"))
                .as("it is beside")
                .isPositive();
    }

    @Test
    void anErasedCustomerIsInNoWordOfAnApprovalAndVerifyStaysGreen() {
        Agent.Said done = said();
        String head = sealed();
        sql.execute("update shop.customers set name = 'Xanthippe Quillfeather' where id = ?", shop.customer);
        assertThat(sql.number("select count(*) from countersign.approval where seen is not null"))
                .isPositive();

        erase().then().statusCode(200).body("open", empty()).body("erased", contains(done.action()));

        for (String table : sql.texts("select tablename from pg_tables where schemaname = 'countersign'")) {
            for (String word : WORDS) {
                assertThat(sql.texts(
                                "select t::text from countersign." + table + " t where t::text ilike '%" + word + "%'"))
                        .as("%s in %s", word, table)
                        .isEmpty();
            }
        }
        assertThat(sql.number("select count(*) from countersign.approval where seen is not null"))
                .isZero();
        Report report = verified(head);
        assertThat(report.findings()).isEmpty();
        assertThat(report.erasedWords()).isPositive();
        assertThat(bench.call("get_action", "action_id", done.action()).status())
                .isEqualTo("done");
    }

    @Test
    void whatStillWaitsIsNotErasedAndIsNamed() {
        Agent.Said waiting = waiting();
        erase().then().statusCode(200).body("erased", empty()).body("open", contains(waiting.action()));
        assertThat(approval(waiting).seen()).isNotNull();
        decisions.deny(LEAD, approval(waiting).id(), "no");
        erase().then().statusCode(200).body("erased", contains(waiting.action()));
        assertThat(approval(waiting).seen()).isNull();
        assertThat(bench.call("get_action", "action_id", waiting.action()).status())
                .isEqualTo("denied");
        assertThat(verified(sealed()).findings()).isEmpty();
    }

    /** Everything that people say about one action. */
    private Agent.Said said() {
        Refunding call = refunding(bench, shop)
                .with("reasoning", "She wrote that the zeppelin never came.")
                .with("customer_request", "I want my marmalade back");
        Agent.Said waiting = bench.call(call);
        String id = approval(waiting).id();
        decisions.ask(LEAD, id, "Is it the periwinkle one?");
        bench.call(call.but().with("reasoning", "No, it is the saxophone one, she says."));
        assertThat(approval(waiting).words()).hasSize(2);
        decisions.allow(LEAD, id, "Quillfeather's saxophone it is");
        Agent.Said done = bench.call("get_action", "action_id", waiting.action());
        assertThat(done.status()).isEqualTo("done");
        return done;
    }

    private io.restassured.response.Response erase() {
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        return given().header("Authorization", "Bearer " + Agent.token(issuer, "sam", "admin"))
                .contentType("application/json")
                .body("{\"reason\": \"asked for it in writing\"}")
                .post("/api/admin/shops/main/customers/" + shop.customer + "/erase");
    }
}
