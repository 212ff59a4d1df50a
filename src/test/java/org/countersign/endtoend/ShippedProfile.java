package org.countersign.endtoend;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.process.TestServices;

/** What was built to be shipped, a jar or an executable, as a process of its own with the sample shop and a console. */
public class ShippedProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(TestServices.console());
        settings.put("countersign.sample-shop", "true");
        settings.put("countersign.sweep-every", "off");
        settings.put("countersign.calls-per-minute", "1000000");
        settings.put("countersign.writes-per-case", "1000");
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TestServices.class));
    }
}
