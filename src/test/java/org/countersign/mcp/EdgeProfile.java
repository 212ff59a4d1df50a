package org.countersign.mcp;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.process.TestServices;

/** The whole server, with probe tools and grants by a test's own hand. */
public class EdgeProfile implements QuarkusTestProfile {

    public static final String FRIEND = "https://console.example.com";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("countersign.allowed-origins", FRIEND);
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
        return List.of(new TestResourceEntry(TestServices.class));
    }
}
