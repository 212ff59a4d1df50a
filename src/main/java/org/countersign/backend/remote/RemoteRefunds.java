package org.countersign.backend.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.gate.Abilities;
import org.countersign.gate.Attempt;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.LineQuantities;
import org.countersign.refund.Refunds;
import org.countersign.shop.Order;

/** Refunds of a shop behind the protocol; the shop does the arithmetic and says what it can be asked again. */
@OfBackend(RemoteShop.NAME)
@ApplicationScoped
class RemoteRefunds implements Refunds {

    private static final String TOOL = "refund_order";

    private final Questions questions;
    private final Writes writes;

    RemoteRefunds(Questions questions, Writes writes) {
        this.questions = questions;
        this.writes = writes;
    }

    @Override
    public Abilities abilities() {
        return writes.abilities(TOOL);
    }

    @Override
    public Quote quote(Order order, Wanted wanted) {
        ObjectNode question = Json.object().put("order_id", order.id().value());
        question.set("lines", LineQuantities.toJson(wanted.lines()));
        if (wanted.shipping() != null) {
            question.set("shipping", Json.money(wanted.shipping()));
        }
        if (wanted.amount() != null) {
            question.set("amount", Json.money(wanted.amount()));
        }
        return questions.posted("/refund-quote", question, answer -> QuoteReading.quote(answer, wanted));
    }

    @Override
    public Optional<Reply> through(Attempt attempt) {
        return writes.through(attempt);
    }

    @Override
    public Reply refund(Refund refund, StepKey key) {
        return writes.send("/refunds", key, request(refund));
    }

    @Override
    public Proof find(Refund refund, StepKey key) {
        return writes.find(TOOL, key, RemoteRefunds::effect);
    }

    @Override
    public Proof findOrClose(Refund refund, StepKey key) {
        return writes.findOrClose(TOOL, key, ObjectRef.order(refund.order().value()), RemoteRefunds::effect);
    }

    private static ObjectNode effect(Fields effect) {
        return new Effect(
                        effect.text("payment_id"),
                        effect.text("payment_method_id"),
                        effect.money("amount"),
                        effect.list("lines", QuoteReading::line),
                        effect.moneyOrNull("shipping"))
                .toJson();
    }

    private static ObjectNode request(Refund refund) {
        ObjectNode request = Json.object()
                .put("order_id", refund.order().value())
                .put("payment_id", refund.paymentId())
                .put("payment_method_id", refund.methodId())
                .put("reason", refund.reason())
                .put("notify_customer", refund.notifyCustomer());
        if (refund.note() != null) {
            request.put("note", refund.note());
        }
        request.set("amount", Json.money(refund.amount()));
        if (refund.shipping() != null) {
            request.set("shipping", Json.money(refund.shipping()));
        }
        request.set("lines", LineQuantities.toJson(refund.lines()));
        request.set("restock", LineQuantities.toJson(refund.restock()));
        return request;
    }
}
