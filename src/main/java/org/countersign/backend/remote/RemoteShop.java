package org.countersign.backend.remote;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.countersign.backend.OfBackend;
import org.countersign.backend.Silence;
import org.countersign.backend.Wire;
import org.countersign.shop.Backend;

/** A shop behind the backend protocol; what it does not implement is named by a setting, so that lists do not change. */
@OfBackend(RemoteShop.NAME)
@ApplicationScoped
class RemoteShop implements Backend {

    static final String NAME = "remote";
    private static final Duration GLANCE = Duration.ofSeconds(2);

    private final RemoteSettings settings;
    private final Wire wire;
    private final Questions questions;

    RemoteShop(RemoteSettings settings, @OfBackend(RemoteShop.NAME) Wire wire, Questions questions) {
        this.settings = settings;
        this.wire = wire;
        this.questions = questions;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean offers(String tool) {
        return !settings.without().contains(tool);
    }

    @Override
    public boolean reachable() {
        try {
            return questions.open() && wire.get("/abilities", Map.of(), GLANCE).status() == 200;
        } catch (Silence away) {
            return false;
        }
    }
}
