package org.countersign.endtoend;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.scripted.Rule;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.scripted.ScriptedServices;
import org.countersign.scripted.ScriptedShop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The credentials of a shop stand in no answer, page, log line, metric or row, whatever goes well or wrong. */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
class SecretsTest extends AdminBed {

    ScriptedShop shop;

    private final Agent bench = Agent.as("bench");
    private LogLines log;

    @BeforeEach
    void listen() {
        log = LogLines.begin();
    }

    @AfterEach
    void asItWas() {
        log.close();
        shop.reset();
        shop.mode("token", ScriptedServices.TOKEN);
    }

    @Test
    void nobodyIsShownThem() {
        List<String> said = new ArrayList<>();
        int n = 101;
        for (Rule rule : List.of(
                Rule.onRefund().delay(0),
                Rule.onRefund().failBefore(500),
                Rule.onRefund().failBefore(307),
                Rule.onRefund().dropAnswer(),
                Rule.onRefund().dropRequest(),
                Rule.onRefund().unreadable(),
                Rule.onRefund().decline(),
                Rule.onRefund().throttle("120"))) {
            n += 2;
            said.add(refundOf("S" + n, rule));
        }
        shop.script(Rule.on("orders").failBefore(500), Rule.on("products").unreadable());
        said.add(bench.call("find_orders").content().toString());
        said.add(bench.call("find_products").content().toString());
        said.add(as("sam").get("/api/admin/backend").asString());
        JsonNode order = bench.order("S131");
        shop.mode("token", "another-token-of-the-shop");
        said.add(bench.call("find_orders").content().toString());
        said.add(bench.call(Refunding.of(order).line(order.path("lines").path(1)))
                .content()
                .toString());
        said.add(as("sam").get("/api/admin/backend").asString());

        assertThat(shop.calls().toString()).as("it was sent").contains("Bearer " + ScriptedServices.TOKEN);
        Map<String, String> seen = new LinkedHashMap<>();
        for (String path : List.of("/q/health", "/q/metrics", "/q/openapi")) {
            seen.put(path, get(path).asString());
        }
        for (String path : List.of("/api/admin/audit/export", "/api/admin/shops/main/actions")) {
            seen.put(path, person("aud", "auditor", "shop_admin").get(path).asString());
        }
        seen.put("answers", said.toString());
        seen.put("log", log.lines().toString());
        seen.put("rows", rows());
        seen.forEach((where, what) -> assertThat(what)
                .as(where)
                .isNotEmpty()
                .doesNotContain(ScriptedServices.TOKEN, "another-token-of-the-shop"));
        assertThat(seen.get("rows")).contains("refund_order");
    }

    private String refundOf(String id, Rule rule) {
        JsonNode order = bench.order(id);
        shop.script(rule.order(id));
        Refunding call = Refunding.of(order).line(order.path("lines").path(1));
        return bench.call(call).content().toString();
    }

    /** All of the server's own tables. */
    private String rows() {
        StringBuilder all = new StringBuilder();
        for (String table : sql.text("select string_agg(table_name, ',') from information_schema.tables"
                        + " where table_schema = 'countersign' and table_type = 'BASE TABLE'")
                .split(",")) {
            all.append(table)
                    .append(sql.text(
                            "select coalesce(string_agg(t::text, ' '), '') from countersign.\"" + table + "\" t"));
        }
        return all.toString();
    }
}
