package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for persons: what presses most first, by when it is due, and who has it. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class QueuesTest extends AdminBed {

    private static final String LIST = "/console/escalations";

    private final Agent ada = Agent.as("ada");

    @BeforeEach
    @AfterEach
    void nothingWaits() {
        sql.execute("update countersign.escalation set closed_at = now(), closed_by = 'test' where closed_at is null");
        sql.execute("update countersign.approval set state = 'EXPIRED' where state = 'PENDING'");
    }

    /** An effect nobody knows. */
    private void unknown(String id, Duration age) {
        sql.execute(
                "insert into countersign.escalation (id, shop, kind, opened_at) values (?, 'main', 'unknown_effect',"
                        + " now() - make_interval(secs => ?))",
                id,
                (double) age.toSeconds());
    }

    /** A case as the model handed it over. */
    private String handedOver(String urgency, Duration age) {
        ShopFixture shop = usd();
        Agent.Said said = ada.call(
                "escalate_to_human",
                Agent.parse("{\"order_id\": \"%s\", \"reason\": \"other\", \"customer_request\": \"Help!\","
                                        .formatted(shop.order)
                                + " \"interpretation\": \"They need help.\", \"recommended_action\": \"Call them.\", \"urgency\": \""
                                + urgency + "\"}")
                        .deepCopy());
        assertThat(said.status()).as("%s", said.content()).isEqualTo("escalated");
        String id = sql.text("select id from countersign.escalation where action_id = ?", said.action());
        sql.execute(
                "update countersign.escalation set opened_at = now() - make_interval(secs => ?) where id = ?",
                (double) age.toSeconds(),
                id);
        return id;
    }

    private static List<JsonNode> listed(String user, String of) {
        JsonNode json = Agent.parse(as(user).get(SHOP + "/escalations" + of)
                .then()
                .statusCode(200)
                .extract()
                .asString());
        return StreamSupport.stream(json.path("escalations").spliterator(), false)
                .toList();
    }

    private static List<String> ids(List<JsonNode> rows) {
        return rows.stream().map(row -> row.path("id").asText()).toList();
    }

    @Test
    void whatIsOverdueComesFirstThenWhatIsDueSoonThenByUrgency() {
        String calm = handedOver("low", Duration.ofHours(1));
        String normal = handedOver("normal", Duration.ofMinutes(1));
        String soon = handedOver("normal", Duration.ofHours(19));
        String urgent = handedOver("urgent", Duration.ofMinutes(5));
        String over = handedOver("urgent", Duration.ofMinutes(61));
        unknown("esc_over", Duration.ofHours(5));
        unknown("esc_new", Duration.ofMinutes(1));

        List<JsonNode> rows = listed("lea", "");
        assertThat(ids(rows)).containsExactly(over, "esc_over", soon, urgent, "esc_new", normal, calm);
        assertThat(rows.stream().filter(row -> row.path("overdue").asBoolean()).count())
                .isEqualTo(2);
        assertThat(rows.stream().map(row -> row.path("urgency").asText()))
                .containsExactly("urgent", "high", "normal", "urgent", "high", "normal", "low");
        JsonNode first = rows.getFirst();
        assertThat(Duration.between(
                        Instant.parse(first.path("opened_at").asText()),
                        Instant.parse(first.path("due_at").asText())))
                .isEqualTo(Duration.ofHours(1));

        Browser.Page page = Browser.signedIn("lea").get(LIST);
        assertThat(page.words()).containsSubsequence("overdue", "overdue", "due soon", "nobody has taken it");
        List<Integer> places = ids(rows).stream().map(page.html()::indexOf).toList();
        assertThat(places).isSorted().doesNotContain(-1);
        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(Browser.signedIn("lea").page().words())
                        .contains("Escalations that are open 7", "2 overdue"));
    }

    @Test
    void oneSeesOnesOwnAndWhatNobodyHas() {
        unknown("esc_hers", Duration.ofMinutes(1));
        unknown("esc_his", Duration.ofMinutes(1));
        unknown("esc_free", Duration.ofMinutes(1));
        take("lea", "esc_hers");
        take("sam", "esc_his");
        assertThat(ids(listed("lea", "?of=mine"))).containsExactly("esc_hers");
        assertThat(ids(listed("lea", "?of=nobodys"))).containsExactly("esc_free");
        assertThat(ids(listed("lea", "?of=all"))).containsExactlyInAnyOrder("esc_hers", "esc_his", "esc_free");
        as("lea").get(SHOP + "/escalations?of=his").then().statusCode(400).body("detail", containsString("nobodys"));

        Browser lea = Browser.signedIn("lea");
        assertThat(lea.get(LIST + "?of=mine").html()).contains("esc_hers").doesNotContain("esc_his", "esc_free");
        assertThat(lea.get(LIST + "?of=nobodys").html()).contains("esc_free").doesNotContain("esc_hers", "esc_his");
        assertThat(lea.get(LIST).words()).contains("u-lea (you)", "u-sam");
    }

    private static void take(String user, String id) {
        as(user).post(SHOP + "/escalations/" + id + "/take").then().statusCode(200);
    }

    @Test
    void whatIsLeftOutIsSaidAndIsWhatPressesLeast() {
        sql.execute(
                "insert into countersign.escalation (id, shop, kind, opened_at)"
                        + " select 'esc_many_' || n, 'main', 'unknown_effect', now() - interval '1 minute' from generate_series(1, 200) n");
        unknown("esc_pressing", Duration.ofHours(9));
        unknown("esc_last", Duration.ZERO);
        Browser lea = Browser.signedIn("lea");
        Eventually.within(Duration.ofSeconds(5), () -> {
            Browser.Page page = lea.get(LIST);
            assertThat(page.words()).contains("200 that press most", "202 are open altogether");
            assertThat(page.html()).contains("esc_pressing").doesNotContain("esc_last");
            assertThat(page.html()).contains("<b class=\"badge\">99+</b>");
        });
        assertThat(listed("lea", "")).hasSize(100);
    }

    @Test
    void anApprovalIsDueWhenItExpiresAndSaysWhoDecides() {
        Asking asking = new Asking(sql, policy).agents("refund_order", "other_person");
        try {
            ShopFixture shop = usd();
            Agent.Said waits = ada.call(Refunding.of(ada.order(shop.order)).amount("3.00"));
            Browser lea = Browser.signedIn("lea");
            String row = lea.get("/console/approvals").words();
            assertThat(row).contains("3.00 USD", "u-ada", "another person").doesNotContain("due soon");
            sql.execute(
                    "update countersign.approval set opened_at = now() - interval '4 hours', expires_at = now() + interval '1 hour'"
                            + " where id = ?",
                    Asking.id(waits));
            assertThat(lea.get("/console/approvals").words()).contains("due soon");
            JsonNode listed = Agent.parse(
                            as("lea").get(SHOP + "/approvals").then().extract().asString())
                    .at("/approvals/0");
            assertThat(listed.path("due_at")).isEqualTo(listed.path("expires_at"));
            assertThat(listed.path("overdue").asBoolean(true)).isFalse();
            assertThat(lea.get("/console/approvals?of=mine").html()).contains(Asking.page(waits));
            Browser adas = Browser.signedIn("ada");
            assertThat(adas.get("/console/approvals").html()).contains(Asking.page(waits));
            assertThat(adas.get("/console/approvals?of=mine").html()).doesNotContain(Asking.page(waits));
        } finally {
            asking.undo();
        }
    }

    @Test
    void aQueueIsNotForEverybody() {
        assertThat(Browser.signedIn("ada").get(LIST).status()).isEqualTo(403);
        assertThat(Browser.signedIn("ada").page().html()).doesNotContain("badge-escalations");
        as("ada").get(SHOP + "/escalations").then().statusCode(403);
    }
}
