package org.countersign.keycloak;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The whole server with its sample shop, its people in a real Keycloak. */
public class KeycloakProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "countersign.sample-shop",
                "true",
                "countersign.sweep-every",
                "off",
                "countersign.console.recent-sign-in",
                "PT45S");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(KeycloakServices.class));
    }
}
