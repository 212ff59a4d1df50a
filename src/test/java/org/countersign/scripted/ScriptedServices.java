package org.countersign.scripted;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.countersign.process.TestServices;

/** {@link TestServices}, with a scripted shop that only those know who have its token. */
public final class ScriptedServices implements QuarkusTestResourceLifecycleManager {

    public static final String TOKEN = "secret-of-the-shop";

    private final TestServices services = new TestServices();
    private ScriptedShop shop;

    @Override
    public Map<String, String> start() {
        shop = ScriptedShop.start();
        shop.mode("token", TOKEN);
        shop.mode("call_timeout", "PT1S");
        Map<String, String> settings = new HashMap<>(services.start());
        settings.putAll(shop.settings());
        settings.put("countersign.remote.token", TOKEN);
        return settings;
    }

    /** Gives the shop to a test's field of its type. */
    @Override
    public void inject(TestInjector injector) {
        services.inject(injector);
        injector.injectIntoFields(shop, new TestInjector.MatchesType(ScriptedShop.class));
    }

    @Override
    public void stop() {
        if (shop != null) {
            shop.stop();
        }
        services.stop();
    }
}
