package org.countersign.medusa;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The whole server on a real Medusa; the breaker stays closed, the sweep looks when a test lets it. */
public class MedusaProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "countersign.sweep-every",
                "off",
                "countersign.backend.call-timeout",
                "PT30S",
                "countersign.backend.breaker-window",
                "10000",
                "quarkus.flyway.locations",
                "db/ledger,db/development");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(MedusaServices.class));
    }
}
