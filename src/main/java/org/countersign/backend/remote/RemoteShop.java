package org.countersign.backend.remote;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.countersign.backend.OfBackend;
import org.countersign.backend.Silence;
import org.countersign.backend.Wire;
import org.countersign.shop.Backend;
import org.countersign.shop.Finding;

/** A shop behind the backend protocol; what it does not implement is named by a setting, so that lists do not change. */
@OfBackend(RemoteShop.NAME)
@ApplicationScoped
class RemoteShop implements Backend {

    static final String NAME = "remote";
    private static final Duration GLANCE = Duration.ofSeconds(2);

    private final RemoteSettings settings;
    private final Wire wire;
    private final Questions questions;
    private final RemoteCheck check;

    RemoteShop(RemoteSettings settings, @OfBackend(RemoteShop.NAME) Wire wire, Questions questions, RemoteCheck check) {
        this.settings = settings;
        this.wire = wire;
        this.questions = questions;
        this.check = check;
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

    @Override
    public String whyNot(String tool) {
        return "COUNTERSIGN_REMOTE_WITHOUT_TOOLS names it";
    }

    @Override
    public List<Finding> check() {
        return check.findings();
    }

    @Override
    public String versions() {
        return "the object's content and the revision that the shop gives it";
    }

    @Override
    public String ownChecks(String tool) {
        return "what docs/backend-protocol.md asks of the shop, which only the shop can promise";
    }
}
