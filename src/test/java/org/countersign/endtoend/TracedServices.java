package org.countersign.endtoend;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.countersign.process.TestServices;

/** {@link TestServices} and somebody who takes traces. */
public final class TracedServices implements QuarkusTestResourceLifecycleManager {

    private final TestServices services = new TestServices();
    private TraceReceiver receiver;

    @Override
    public Map<String, String> start() {
        receiver = TraceReceiver.start();
        Map<String, String> settings = new HashMap<>(services.start());
        settings.putAll(receiver.settings());
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        services.inject(injector);
        injector.injectIntoFields(receiver, new TestInjector.MatchesType(TraceReceiver.class));
    }

    @Override
    public void stop() {
        if (receiver != null) {
            receiver.close();
        }
        services.stop();
    }
}
