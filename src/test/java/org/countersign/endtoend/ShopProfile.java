package org.countersign.endtoend;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import org.countersign.process.TestServices;

/** The whole server with its sample shop; the sweep looks only when a test lets it. */
public class ShopProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "countersign.sample-shop",
                "true",
                "countersign.sweep-every",
                "off",
                "quarkus.flyway.locations",
                "db/ledger,db/development");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TestServices.class));
    }
}
