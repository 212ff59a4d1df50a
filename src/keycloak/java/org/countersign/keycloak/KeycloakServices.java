package org.countersign.keycloak;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.process.TestServices;

/** {@link TestServices}, with a real Keycloak as the identity provider, and an MCP client that describes itself. */
public final class KeycloakServices implements QuarkusTestResourceLifecycleManager {

    /** Where the test's clients want their codes; nobody listens there. */
    static final String REDIRECT = "http://localhost:9/callback";

    static final String DOCUMENT = "test.metadata-document";

    private final TestServices services = new TestServices();
    private MetadataDocument document;
    private KeycloakServer keycloak;

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(services.start());
        document = MetadataDocument.serve(REDIRECT);
        keycloak = KeycloakServer.start(
                0,
                URI.create(settings.get("countersign.public-url")),
                List.of("--features=cimd", "--truststore-paths=" + document.certificate()));
        keycloak.admin().takeMetadataDocumentsFrom("localhost");
        settings.put("countersign.issuer", keycloak.issuer().toString());
        settings.put("countersign.console.client-id", "countersign-console");
        settings.put("countersign.console.client-secret", KeycloakServer.CONSOLE_SECRET);
        settings.put(DOCUMENT, document.url().toString());
        return settings;
    }

    /** Gives the Keycloak to a test's field of its type. */
    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(keycloak, new TestInjector.MatchesType(KeycloakServer.class));
    }

    @Override
    public void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
        if (document != null) {
            document.close();
        }
        services.stop();
    }
}
