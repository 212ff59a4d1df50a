package org.countersign.aot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Browser;
import org.countersign.endtoend.EveryWrite;

/**
 * The server at its real work, so that what this needs is in the cache: every write tool, planned and done, reads, quotes,
 * pages, metrics, health. What does not answer as it should ends the build: a cache of refusals would be worth little.
 */
final class Practice implements AutoCloseable {

    private static final int OFTEN = 60;
    private static final List<String> PATHS = List.of(
            "/q/health/started",
            "/q/health/live",
            "/q/health/ready",
            "/q/metrics",
            "/q/openapi",
            "/.well-known/oauth-protected-resource");
    private static final Map<String, List<String>> PAGES = Map.of(
            "lea", List.of("/console", "/console/approvals", "/console/actions"),
            "sam", List.of("/console/roles", "/console/settings"));

    private final Path cache;
    private final House house;

    private Practice(Path cache, House house) {
        this.cache = cache;
        this.house = house;
    }

    static Practice start(Path folder) throws IOException, InterruptedException {
        House house = new House(EntryPoint.ofTheDockerfile().makingTheCache().in(folder));
        if (!house.ready()) {
            throw new IllegalStateException("it does not start: " + house.log());
        }
        return new Practice(folder.resolve("countersign.aot"), house);
    }

    void everything() throws IOException, InterruptedException {
        house.grantEverything();
        Agent agent = house.agent();
        agent.post("""
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
                "clientInfo":{"name":"practice","version":"1"}}}""");
        for (EveryWrite write : EveryWrite.ALL) {
            ObjectNode call = write.call(agent, house.sql);
            expect(agent.call(write.tool(), call.deepCopy().put("dry_run", true)), "planned");
            expect(agent.call(write.tool(), call), "done");
        }
        reads(agent);
        for (String path : PATHS) {
            if (house.get(path, "") != 200) {
                throw new IllegalStateException(path + " is not answered");
            }
        }
        pages();
        house.get("/api/admin/shops/main/roles", house.token("sam", "/api/admin", "countersign:admin"));
        int code = house.stop();
        if (!Files.exists(cache)) {
            throw new IllegalStateException("no cache was made; it ended with " + code + ": " + house.log());
        }
    }

    private void reads(Agent agent) {
        List<String> orders = house.sql.texts(
                "select order_id from shop.payments group by order_id having sum(amount) > 1000 and sum(refunded) = 0"
                        + " order by order_id limit 20");
        for (int n = 0; n < OFTEN; n++) {
            JsonNode order = agent.order(orders.get(n % orders.size()));
            String id = order.path("id").asText();
            answered(agent.call("quote_refund", "order_id", id));
            answered(agent.call(
                    "find_orders", "query", order.at("/customer/name").asText()));
            answered(agent.call("list_actions", "order_id", id));
        }
        JsonNode order = agent.order(orders.getFirst());
        answered(agent.call(
                "get_customer", "customer_id", order.at("/customer/id").asText()));
        answered(agent.call("find_products", "query", "shirt"));
        answered(agent.call(
                "get_product", "product_id", order.at("/lines/0/product_id").asText()));
        answered(agent.call("search_policies", "query", "refund of a late parcel"));
        answered(agent.call("get_permissions"));
    }

    private void pages() {
        PAGES.forEach((user, pages) -> {
            Browser browser = new Browser(house.url, user);
            for (String page : pages) {
                if (browser.get(page).status() != 200) {
                    throw new IllegalStateException(page + " is not answered to " + user);
                }
            }
        });
    }

    private static void answered(Agent.Said said) {
        if (said.http() != 200 || said.isError() || said.rpcError() != 0) {
            throw new IllegalStateException(said.body().toString());
        }
    }

    private static void expect(Agent.Said said, String status) {
        if (!said.status().equals(status)) {
            throw new IllegalStateException(said.body().toString());
        }
    }

    @Override
    public void close() {
        house.close();
    }
}
