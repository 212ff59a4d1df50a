package org.countersign.endtoend;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.countersign.process.TestServices;

/** {@link TestServices}, with a tap in each of the server's two lines to the database. */
public final class TappedServices implements QuarkusTestResourceLifecycleManager {

    /** The way past the taps, for a test's own looks. */
    static final String DIRECT = "test.direct.url";

    private static final String LEDGER = "quarkus.datasource.jdbc.url";

    /** The two lines: to the ledger and to the shop. */
    public record Taps(WireTap ledger, WireTap shop) {}

    private final TestServices services = new TestServices();
    private Taps taps;

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(services.start());
        String url = settings.get(LEDGER);
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        taps = new Taps(new WireTap(port), new WireTap(port));
        settings.put(DIRECT, url);
        settings.put(LEDGER, url.replace(":" + port + "/", ":" + taps.ledger().port() + "/"));
        settings.put(
                "quarkus.datasource.shop.jdbc.url",
                url.replace(":" + port + "/", ":" + taps.shop().port() + "/"));
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        services.inject(injector);
        injector.injectIntoFields(taps, new TestInjector.MatchesType(Taps.class));
    }

    @Override
    public void stop() {
        if (taps != null) {
            taps.ledger().close();
            taps.shop().close();
        }
        services.stop();
    }
}
