package org.countersign.ledger;

import java.util.HashMap;
import java.util.Map;
import org.countersign.endtoend.ShopProfile;

/** The whole server; it seals only when a test lets it. */
public class AuditProfile extends ShopProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put("countersign.seal-every", "off");
        return settings;
    }
}
