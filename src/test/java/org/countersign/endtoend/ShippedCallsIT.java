package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Every call of the admin API of what is shipped succeeds once, with JSON, YAML, JSON Lines or a PDF in and out. */
@QuarkusIntegrationTest
@TestProfile(ShippedProfile.class)
class ShippedCallsIT extends Shipped {

    private static final String ADMIN = "shop_admin";
    private static final String REFUND = SHOP + "/roles/support_agent/tools/refund_order";

    @Test
    void everyCallSucceedsOnce() {
        ShopFixture shop = order();
        String action = done(shop);
        String escalation = escalated();
        actions(action);
        rulings();
        approvals();
        escalations(escalation);
        label();
        policy();
        switches();
        audit();
        shop(shop, action);
        assertThat(untried("/api/admin")).isEmpty();
    }

    @Test
    void whatIsWrongIsAProblemInWords() {
        String token = Holder.of(ADMIN).token(provider, Holder.ADMIN);
        HttpResponse<String> bad = Knocking.send(
                "PUT",
                REFUND,
                "{\"enabledd\": true}",
                "Authorization",
                "Bearer " + token,
                "If-Match",
                "*",
                "Content-Type",
                "application/json");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(Agent.parse(bad.body()).path("violations").toString()).contains("enabledd");
    }

    private void actions(String action) {
        assertThat(read(ADMIN, SHOP + "/actions?tool=refund_order").path("actions"))
                .isNotEmpty();
        JsonNode one = read(ADMIN, SHOP + "/actions/" + action);
        assertThat(one.path("events")).isNotEmpty();
        assertThat(one.at("/who/subject").asText()).isEqualTo("u-ada");
        assertThat(read(ADMIN, SHOP + "/today").toString()).contains("done");
        assertThat(read(ADMIN, SHOP + "/calibration").toString()).contains("outcomes");
        assertThat(read(ADMIN, "/api/admin/access?role=support_agent").path("tools"))
                .isNotEmpty();
        assertThat(read(ADMIN, "/api/admin/backend").toString()).contains("refund_order");
        assertThat(json(
                                "POST",
                                "/api/admin/simulations",
                                "{\"days\": 1, \"grants\": [{\"role\": \"support_agent\", \"tool\": \"refund_order\","
                                        + " \"grant\": {\"enabled\": true, \"max_amount\": {\"amount\": \"0.10\", \"currency\": \"USD\"}}}]}")
                        .body())
                .contains(action);
    }

    private void rulings() {
        String half = partlyDone();
        assertThat(json("POST", SHOP + "/actions/" + half + "/resume", "{\"reason\": \"the disk is empty again\"}")
                        .body())
                .contains("done");
        assertThat(json("POST", SHOP + "/actions/" + partlyDone() + "/release", "{\"reason\": \"cancelled by hand\"}")
                        .body())
                .contains("partly_done");
        String doubt = inDoubt();
        nobodyCanLook(() -> assertThat(json(
                                "POST",
                                SHOP + "/actions/" + doubt + "/close",
                                "{\"had_effect\": false, \"reason\": \"looked at the bank\"}")
                        .body())
                .contains("failed"));
    }

    private void approvals() {
        json("PUT", REFUND, "{\"enabled\": true, \"confirmation\": \"other_person\"}");
        Agent ada = Agent.as("ada");
        Agent.Said waits = ada.call(Refunding.of(ada.order(order().order)).amount("4.00"));
        assertThat(waits.status()).as("%s", waits.content()).isEqualTo("awaiting_approval");
        assertThat(read(ADMIN, SHOP + "/approvals").toString()).contains(Asking.id(waits));
        assertThat(read(ADMIN, SHOP + "/approvals/" + Asking.id(waits)).toString())
                .contains(waits.action());
    }

    private void escalations(String id) {
        String path = SHOP + "/escalations/" + id;
        assertThat(read(ADMIN, SHOP + "/escalations").toString()).contains(id);
        read(ADMIN, path);
        json("POST", path + "/take", "{}");
        json("POST", path + "/comment", "{\"text\": \"called them\"}");
        assertThat(json("POST", path + "/resolve", "{\"reason\": \"not like this\"}")
                        .body())
                .contains("denied");
    }

    private void label() {
        aRoleForEveryTool();
        Agent bench = Agent.as("bench");
        EveryWrite write = EveryWrite.ALL.stream()
                .filter(each -> each.tool().equals("buy_shipping_label"))
                .findFirst()
                .orElseThrow();
        ObjectNode call = write.call(bench, sql);
        assertThat(bench.call(write.tool(), call).status()).isEqualTo("done");
        String order = call.path("order_id").asText();
        String label = bench.order(order).at("/labels/0/id").asText();
        assertThat(call(ADMIN, "GET", SHOP + "/orders/" + order + "/labels/" + label + ".pdf", "")
                        .body())
                .startsWith("%PDF-");
    }

    private void policy() {
        read(ADMIN, REFUND);
        assertThat(read(ADMIN, SHOP + "/roles").path("roles")).hasSizeGreaterThan(4);
        made(SHOP + "/roles/night.shift", "{\"permissions\": {\"decide_approvals\": {}}}");
        made(SHOP + "/roles/night.shift/tools/get_order", "{\"enabled\": true}");
        read(ADMIN, SHOP + "/roles/night.shift");
        json("DELETE", SHOP + "/roles/night.shift/tools/get_order", "");
        json("DELETE", SHOP + "/roles/night.shift", "");
        json("PUT", SHOP + "/settings", "{\"time_zone\": \"Europe/Zurich\"}");
        assertThat(read(ADMIN, SHOP + "/settings").toString()).contains("Europe/Zurich");
        String file = call(ADMIN, "GET", SHOP + "/policy.yaml", "").body();
        assertThat(call(ADMIN, "POST", SHOP + "/policy.yaml?dry_run=true", file, "Content-Type", "application/yaml")
                        .body())
                .contains("\"changes\"");
        call(ADMIN, "POST", SHOP + "/policy.yaml", file, "Content-Type", "application/yaml", "If-Match", "*");
        assertThat(read(ADMIN, SHOP + "/history").path("changes")).isNotEmpty();
    }

    private void made(String path, String body) {
        call(ADMIN, "PUT", path, body, "Content-Type", "application/json", "If-None-Match", "*");
    }

    private void switches() {
        json("PUT", "/api/admin/writes", "{\"enabled\": false, \"reason\": \"stock-taking\"}");
        assertThat(read(ADMIN, "/api/admin/writes").toString()).contains("stock-taking");
        json("PUT", "/api/admin/writes", "{\"enabled\": true, \"reason\": \"counted\"}");
        json("PUT", "/api/admin/blocks", "{\"subject\": \"u-gone\", \"reason\": \"left us\"}");
        assertThat(read(ADMIN, "/api/admin/blocks").toString()).contains("left us");
        json("DELETE", "/api/admin/blocks?subject=u-gone&reason=back", "");
    }

    private void audit() {
        json("POST", "/api/admin/sweep", "");
        read("auditor", "/api/admin/audit/seals");
        assertThat(read("auditor", "/api/admin/audit/events").toString()).contains("settings_changed");
        assertThat(read("auditor", "/api/admin/audit/verify").toString()).doesNotContain("broken");
        assertThat(call("auditor", "GET", "/api/admin/audit/export", "").body().lines())
                .isNotEmpty()
                .allMatch(line -> Agent.parse(line).isObject());
    }

    private void shop(ShopFixture shop, String action) {
        assertThat(json("POST", SHOP + "/customers/" + shop.customer + "/erase", "{\"reason\": \"asked for\"}")
                        .body())
                .contains(action);
        json("POST", "/api/admin/retention", "");
        json("POST", "/api/admin/reconcile", "{\"reason\": \"restored\"}");
        json("POST", SHOP + "/reset", "");
    }
}
