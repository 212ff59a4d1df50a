package org.countersign.scripted;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** {@link ScriptedServices}, with a {@link Relay} before the shop. */
public final class RelayedServices implements QuarkusTestResourceLifecycleManager {

    private static final String URL = "countersign.remote.url";

    private final ScriptedServices services = new ScriptedServices();
    private Relay relay;

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(services.start());
        relay = new Relay(URI.create(settings.get(URL)).getPort());
        settings.put(URL, "http://127.0.0.1:" + relay.port());
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        services.inject(injector);
        injector.injectIntoFields(relay, new TestInjector.MatchesType(Relay.class));
    }

    @Override
    public void stop() {
        if (relay != null) {
            relay.close();
        }
        services.stop();
    }
}
