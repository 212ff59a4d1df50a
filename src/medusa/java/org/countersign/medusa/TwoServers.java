package org.countersign.medusa;

import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.backend.ShopBed.Line;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.Sql;
import org.countersign.process.ServerProcess;
import org.countersign.process.TestServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Two packaged servers on one ledger in front of one real Medusa. What became of an order, Medusa itself is asked. */
@Tag("outer")
@Timeout(600)
abstract class TwoServers {

    static MedusaShop shop;
    static DoubtfulLine line;
    static ServerProcess first;
    static ServerProcess second;
    static Agent atFirst;
    static Agent atSecond;
    static Sql sql;
    private static DevelopmentIdentityProvider provider;

    @BeforeAll
    static void start() {
        shop = MedusaShop.ofThisJvm();
        line = new DoubtfulLine(shop.url());
        int port = ServerProcess.freePort();
        URI publicUrl = URI.create("http://localhost:" + port);
        provider = DevelopmentIdentityProvider.start(0, publicUrl.resolve("/mcp"), publicUrl.resolve("/api/admin"));
        Map<String, String> settings = new HashMap<>(TestServices.database());
        settings.putAll(shop.settings(line.url()));
        settings.put("countersign.issuer", provider.issuer().toString());
        settings.put("countersign.public-url", publicUrl.toString());
        settings.put("countersign.sweep-every", "off");
        settings.put("countersign.backend.breaker-window", "10000");
        sql = Sql.of(settings);
        first = ServerProcess.start(port, settings);
        second = ServerProcess.start(ServerProcess.freePort(), settings);
        grantEverything();
        String token = Agent.token(provider.issuer().toString(), "bench", "mcp");
        atFirst = new Agent(first.url(), token);
        atSecond = new Agent(second.url(), token);
    }

    /** As it is in development and tests (contract, section 10): every tool, no limits, no asks. */
    private static void grantEverything() {
        sql.execute("insert into countersign.role (shop, name, permissions)"
                + " values ('main', 'benchmark', '{see_personal_data,never_escalates}')");
        sql.execute("insert into countersign.role_grant (shop, role, tool, enabled)"
                + " select distinct 'main', 'benchmark', tool, true from countersign.role_grant");
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable one : new AutoCloseable[] {second, first, line, provider}) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    @AfterEach
    void everythingPasses() {
        line.light();
    }

    static Agent agent(int n) {
        return n % 2 == 0 ? atFirst : atSecond;
    }

    /** 64.00 USD. @return its id */
    static String order() {
        return order("USD", 900, new Line(3, 1000), new Line(1, 2500));
    }

    static String order(String currency, long shipping, Line... lines) {
        return new Checkout(shop).order(currency, shipping, List.of(lines));
    }

    static List<BigDecimal> refunds(String order) {
        return new Refunded(shop.admin()).of(order);
    }
}
