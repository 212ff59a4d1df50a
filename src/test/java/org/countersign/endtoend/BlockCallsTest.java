package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.countersign.gate.Sweep;
import org.countersign.ledger.Audit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cutting off one person or one client. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class BlockCallsTest extends AdminBed {

    private static final String BLOCKS = "/api/admin/blocks";

    @Inject
    Sweep sweep;

    @Inject
    Audit audit;

    private static String tomorrow() {
        return Instant.now()
                .plus(Duration.ofDays(1))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private static void block(String whom) {
        as("sam")
                .body("{" + whom + ", \"reason\": \"odd refunds\"}")
                .put(BLOCKS)
                .then()
                .statusCode(200);
    }

    @Test
    void whoIsCutOffGetsNoAnswerAndOthersDo() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        String until = tomorrow();
        long last = sql.number("select coalesce(max(id), 0) from countersign.event");
        block("\"subject\": \"u-ada\", \"until\": \"" + until + "\"");

        Agent.Said write = ada.call(Refunding.of(order).amount("1.00"));
        assertThat(write.error()).isEqualTo("not_permitted");
        assertThat(write.content().path("summary").asText())
                .contains("odd refunds")
                .contains(until);
        Agent.Said read = ada.call("get_order", "order_id", shop.order);
        assertThat(read.error()).isEqualTo("not_permitted");
        assertThat(read.content().toString()).doesNotContain("customer");
        assertThat(ada.post(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"countersign://order/"
                                        + shop.order + "\"}}")
                        .body())
                .contains("odd refunds");
        assertThat(shop.refunds()).isZero();

        Agent ben = Agent.as("ben");
        assertThat(ben.call(Refunding.of(ben.order(shop.order)).amount("1.00")).status())
                .isEqualTo("done");

        as("sam")
                .delete(BLOCKS + "?subject=u-ada&reason=talked")
                .then()
                .statusCode(200)
                .body("blocks", hasSize(0));
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).amount("2.00")).status())
                .isEqualTo("done");
        as("sam").delete(BLOCKS + "?subject=u-ada").then().statusCode(404);
        assertThat(sql.texts(
                        "select kind || ' ' || (data #>> '{blocked,subject}') from countersign.event"
                                + " where kind in ('blocked', 'unblocked') and id > ? order by id",
                        last))
                .containsExactly("blocked u-ada", "unblocked u-ada");
        assertThat(audit.verify(null, events -> {}).findings()).isEmpty();
    }

    @Test
    void aClientIsCutOffForEverybodyWhoUsesIt() {
        Agent ada = Agent.as("ada");
        String order = usd().order;
        ada.order(order);
        ada.call(Refunding.of(ada.order(order)).amount("1.00"));
        String client = sql.text("select client_id from countersign.action where target_id = ?", order);
        block("\"client_id\": \"a-client-of-nobody\"");
        assertThat(ada.order(order).isMissingNode()).isFalse();
        sql.execute("update countersign.block set name = ?", client);
        policy.readAgain();
        assertThat(ada.call("get_order", "order_id", order).error()).isEqualTo("not_permitted");
        assertThat(Agent.as("ben").call("get_order", "order_id", order).error()).isEqualTo("not_permitted");
    }

    @Test
    void anotherIssuersPersonIsSomebodyElseAndABlockEnds() {
        Agent ada = Agent.as("ada");
        String order = usd().order;
        block("\"subject\": \"u-ada\", \"issuer\": \"https://elsewhere.example\"");
        assertThat(ada.order(order).isMissingNode()).isFalse();
        block("\"subject\": \"u-ada\"");
        assertThat(ada.call("get_order", "order_id", order).error()).isEqualTo("not_permitted");
        sql.execute(
                "update countersign.block set until = now() - interval '1 second' where issuer not like '%elsewhere%'");
        policy.readAgain();
        assertThat(ada.order(order).isMissingNode()).isFalse();
        as("aud").get(BLOCKS).then().statusCode(200).body("blocks.over", hasItem(true));
    }

    /** It was asked for and let through before: the transaction that sends looks again. */
    @Test
    void nothingIsSentAnyMoreForWhoeverIsCutOff() {
        sql.execute(
                "update countersign.role_grant set version = version + 1, terms = '{\"confirmation\": \"other_person\"}'"
                        + " where role = 'support_agent' and tool = 'refund_order'");
        policy.readAgain();
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Agent.Said asked = ada.call(Refunding.of(ada.order(shop.order)).amount("1.00"));
        assertThat(asked.status()).isEqualTo("awaiting_approval");
        // its yes is given, and the server that would begin it dies
        sql.execute(
                "update countersign.approval set state = 'ALLOWED', decided_at = now() - interval '10 seconds',"
                        + " decided_issuer = 'x', decided_subject = 'y', decided_role = 'support_lead' where action_id = ?",
                asked.action());
        sql.execute(
                "update countersign.action set touched_at = now() - interval '20 seconds' where id = ?",
                asked.action());
        block("\"subject\": \"u-ada\"");
        sweep.sweep(100);
        assertThat(shop.refunds()).isZero();
        assertThat(sql.text("select outcome #>> '{refusal,code}' from countersign.action where id = ?", asked.action()))
                .isEqualTo("NOT_PERMITTED");
        assertThat(sql.number(
                        "select count(*) from countersign.event where action_id = ? and kind = 'sending'",
                        asked.action()))
                .isZero();
    }

    @Test
    void whoIsCutOffAdministersNothingAndNobodyCutsOffThemselves() {
        as("sam")
                .body("{\"subject\": \"u-sam\", \"reason\": \"x\"}")
                .put(BLOCKS)
                .then()
                .statusCode(409);
        person("ben", "shop_admin")
                .body("{\"subject\": \"u-sam\", \"reason\": \"left us\"}")
                .put(BLOCKS)
                .then()
                .statusCode(200);
        as("sam").delete(BLOCKS + "?subject=u-sam").then().statusCode(403).body("detail", containsString("left us"));
        as("sam").get(SHOP + "/roles").then().statusCode(403);
        as("sam")
                .body("{\"enabled\": false, \"reason\": \"x\"}")
                .put("/api/admin/writes")
                .then()
                .statusCode(403);
        person("ben", "shop_admin").get(BLOCKS).then().statusCode(200).body("blocks[0].by.subject", equalTo("u-ben"));
    }

    @Test
    void whoIsCutOffDecidesNothingInTheConsoleAndFindsTheWayOut() {
        Browser lea = Browser.signedIn("lea");
        assertThat(lea.get("/console/approvals").status()).isEqualTo(200);
        block("\"subject\": \"u-lea\"");
        for (String path : List.of("/console", "/console/approvals", "/console/escalations")) {
            Browser.Page page = lea.get(path);
            assertThat(page.status()).isEqualTo(403);
            assertThat(page.words()).contains("odd refunds");
        }
        assertThat(lea.post("/console/approvals/apr_1/allow", Map.of()).words()).contains("odd refunds");
        assertThat(lea.post("/console/sign-out", Map.of()).status()).isEqualTo(200);
        assertThat(lea.get("/console/style.css").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\": \"x\"}",
                "{\"subject\": \"u-ada\"}",
                "{\"subject\": \"u-ada\", \"client_id\": \"c\", \"reason\": \"x\"}",
                "{\"subject\": \"\", \"reason\": \"x\"}",
                "{\"subject\": 7, \"reason\": \"x\"}",
                "{\"subject\": \"u-ada\", \"reason\": \"x\", \"until\": \"tomorrow\"}",
                "{\"subject\": \"u-ada\", \"reason\": \"x\", \"until\": \"2020-01-01T00:00:00Z\"}",
                "{\"subject\": \"u-ada\", \"reason\": \"x\", \"untill\": \"2099-01-01T00:00:00Z\"}",
                "{\"client_id\": \"c\", \"issuer\": \"i\", \"reason\": \"x\"}"
            })
    void whatIsMeantForNobodyBlocksNobody(String body) {
        as("sam").body(body).put(BLOCKS).then().statusCode(400).contentType(containsString("application/problem+json"));
        assertThat(sql.number("select count(*) from countersign.block")).isZero();
    }

    @Test
    void onlyWhoMaySwitchWritesBlocks() {
        for (String user : List.of("ada", "lea", "wim", "aud", "nora")) {
            as(user).body("{\"subject\": \"u-ben\", \"reason\": \"x\"}")
                    .put(BLOCKS)
                    .then()
                    .statusCode(403);
            as(user).delete(BLOCKS + "?subject=u-ben").then().statusCode(403);
        }
        as("ada").get(BLOCKS).then().statusCode(403);
    }
}
