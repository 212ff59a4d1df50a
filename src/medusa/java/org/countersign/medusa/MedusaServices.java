package org.countersign.medusa;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.countersign.process.TestServices;

/** {@link TestServices}, with a real Medusa. */
public final class MedusaServices implements QuarkusTestResourceLifecycleManager {

    private final TestServices services = new TestServices();
    private MedusaShop shop;

    @Override
    public Map<String, String> start() {
        shop = MedusaShop.ofThisJvm();
        Map<String, String> settings = new HashMap<>(services.start());
        settings.putAll(shop.settings());
        return settings;
    }

    /** Gives the shop to a test's field of its type. */
    @Override
    public void inject(TestInjector injector) {
        services.inject(injector);
        injector.injectIntoFields(shop, new TestInjector.MatchesType(MedusaShop.class));
    }

    @Override
    public void stop() {
        services.stop();
    }
}
