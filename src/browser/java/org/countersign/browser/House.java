package org.countersign.browser;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.endtoend.Agent;
import org.countersign.endtoend.ShopFixture;
import org.countersign.endtoend.Sql;
import org.countersign.process.ServerProcess;
import org.countersign.process.TestServices;

/**
 * Packaged servers on one database with the sample shop, behind one address. An agent's refund above 100 USD
 * waits for another person, a cancellation for the person who asked for it.
 */
final class House implements AutoCloseable {

    private static final String TERMS = "update countersign.role_grant set version = version + 1, terms = terms || '%s'"
            + " where role = 'support_agent' and tool = '%s'";

    private final Balancer balancer = new Balancer();
    final URI url;
    final Sql sql;
    private final DevelopmentIdentityProvider provider;
    private final List<ServerProcess> servers = new ArrayList<>();

    private House(int replicas) {
        url = balancer.url();
        provider = DevelopmentIdentityProvider.start(0, url.resolve("/mcp"), url.resolve("/api/admin"));
        Map<String, String> settings = new HashMap<>(TestServices.database());
        settings.putAll(TestServices.console());
        settings.put("countersign.issuer", provider.issuer().toString());
        settings.put("countersign.public-url", url.toString());
        settings.put("countersign.sample-shop", "true");
        sql = Sql.of(settings);
        for (int i = 0; i < replicas; i++) {
            servers.add(ServerProcess.start(ServerProcess.freePort(), settings));
            use(0);
        }
        sql.execute(TERMS.formatted(
                "{\"approvals\": [{\"above\": {\"amount\": \"100.00\", \"currency\": \"USD\"}, \"role\": \"support_lead\"}]}",
                "refund_order"));
        sql.execute(TERMS.formatted("{\"confirmation\": \"requester\"}", "cancel_order"));
        servers.forEach(ServerProcess::restart);
    }

    static House of(int replicas) {
        return new House(replicas);
    }

    /** From now on the n-th of them answers everybody. */
    void use(int n) {
        balancer.choose(servers.get(n).url());
    }

    /** A model that acts for this person. */
    Agent model(String user) {
        return new Agent(url, Agent.token(provider.issuer().toString(), user, "mcp"));
    }

    URI issuer() {
        return provider.issuer();
    }

    /** An order of three pieces of 80.00, paid with a gift card. */
    ShopFixture order() {
        return new ShopFixture(sql, "USD", 0).line(3, 8000).payment("gift_card", 24000);
    }

    @Override
    public void close() {
        servers.reversed().forEach(ServerProcess::close);
        provider.close();
        balancer.close();
    }
}
