package org.countersign.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.caller.Caller;
import org.countersign.gate.Json;
import org.countersign.mcp.ShopResource;

/** {@code countersign://order/{order_id}}: what get_order answers, with the same masking; a receipt like it. */
@ApplicationScoped
class OrderResource implements ShopResource {

    private final GetOrder tool;

    OrderResource(GetOrder tool) {
        this.tool = tool;
    }

    @Override
    public Spec spec() {
        return new Spec(
                "countersign://order/",
                "order_id",
                "order",
                "An order",
                "The whole order as get_order gives it, with its version.",
                "application/json",
                "get_order");
    }

    @Override
    public Read read(Caller caller, String id) {
        return Read.of(tool.call(caller, Json.object().put("order_id", id)));
    }
}
