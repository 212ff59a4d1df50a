package org.countersign.mcp;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.identity.TestIssuer;
import org.countersign.identity.Tokens;

/** The edge alone: probe tools, grants by a test's own hand, no database. */
public class EdgeProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>();
        settings.put("countersign.public-url", Tokens.PUBLIC_URL);
        settings.put("countersign.allowed-origins", "https://console.example.com");
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:1/none");
        settings.put("quarkus.flyway.migrate-at-start", "false");
        settings.put("quarkus.flyway.shop.migrate-at-start", "false");
        settings.put("countersign.sample-shop", "false");
        return settings;
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(
                ProbeTools.Read.class,
                ProbeTools.Write.class,
                ProbeTools.Hidden.class,
                ProbeGrants.class,
                ProbeLog.class);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TestIssuer.class));
    }
}
