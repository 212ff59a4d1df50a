package org.countersign.scripted;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The whole server on a scripted shop; waits are short, the breaker stays closed, the sweep looks when a test lets it. */
public class ScriptedProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "countersign.sweep-every",
                "off",
                "countersign.backend.call-timeout",
                "PT1S",
                "countersign.backend.breaker-window",
                "10000",
                "countersign.backend.read-retries",
                "0",
                "quarkus.flyway.locations",
                "db/ledger,db/development");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(ScriptedServices.class));
    }
}
