package org.countersign.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Caller;
import org.countersign.gate.Json;
import org.countersign.mcp.ShopResource;

/** {@code countersign://action/{action_id}}: what get_action answers. */
@ApplicationScoped
class ActionResource implements ShopResource {

    private final GetAction tool;

    ActionResource(GetAction tool) {
        this.tool = tool;
    }

    @Override
    public Spec spec() {
        return new Spec(
                "countersign://action/",
                "action_id",
                "action",
                "An action",
                "One action of the ledger as get_action gives it: status, checks, what was planned and what the shop showed.",
                "application/json",
                "get_action");
    }

    @Override
    public Read read(Caller caller, String id) {
        return Read.of(tool.call(caller, Json.object().put("action_id", id)));
    }
}
