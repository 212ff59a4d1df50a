package org.countersign.backend.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.cancel.Cancels;
import org.countersign.gate.Abilities;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.LineQuantities;

/** Cancellations at a shop behind the protocol. */
@OfBackend(RemoteShop.NAME)
@ApplicationScoped
class RemoteCancels implements Cancels {

    private static final String TOOL = "cancel_order";

    private final Writes writes;

    RemoteCancels(Writes writes) {
        this.writes = writes;
    }

    @Override
    public Abilities abilities() {
        return writes.abilities(TOOL);
    }

    @Override
    public Reply cancel(Cancel cancel, StepKey key) {
        ObjectNode request = Json.object()
                .put("order_id", cancel.order().value())
                .put("reason", cancel.reason())
                .put("notify_customer", cancel.notifyCustomer());
        if (cancel.note() != null) {
            request.put("note", cancel.note());
        }
        request.set("restock", LineQuantities.toJson(cancel.restock()));
        return writes.send("/cancellations", key, request);
    }

    @Override
    public Proof find(Cancel cancel, StepKey key) {
        return writes.find(TOOL, key, RemoteCancels::effect);
    }

    @Override
    public Proof findOrClose(Cancel cancel, StepKey key) {
        return writes.findOrClose(TOOL, key, ObjectRef.order(cancel.order().value()), RemoteCancels::effect);
    }

    private static ObjectNode effect(Fields effect) {
        return new Effect(
                        effect.text("order_status"),
                        effect.textOrNull("cancel_reason"),
                        effect.list("restock", QuoteReading::line))
                .toJson();
    }
}
