package org.countersign.backend.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.countersign.backend.OfBackend;
import org.countersign.backend.PassageSettings;
import org.countersign.gate.Abilities;
import org.countersign.gate.Attempt;
import org.countersign.gate.Json;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds;
import org.countersign.shop.Order;

/** Refunds of a shop behind the protocol; the shop does the arithmetic and says what it can be asked again. */
@OfBackend(RemoteShop.NAME)
@ApplicationScoped
class RemoteRefunds implements Refunds {

    private static final String TOOL = "refund_order";

    private final Wire wire;
    private final Questions questions;
    private final StatedAbilities stated;
    private final EffectLook look;
    private final Statuses statuses;
    private final Duration within;

    RemoteRefunds(
            Wire wire,
            Questions questions,
            StatedAbilities stated,
            EffectLook look,
            PassageSettings settings,
            Clock clock) {
        this.wire = wire;
        this.questions = questions;
        this.stated = stated;
        this.look = look;
        this.statuses = new Statuses(clock);
        this.within = settings.callTimeout();
    }

    @Override
    public Abilities abilities() {
        return stated.of(TOOL).abilities();
    }

    @Override
    public Quote quote(Order order, Wanted wanted) {
        ObjectNode question = Json.object().put("order_id", order.id().value());
        lines(question, "lines", wanted.lines());
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
        return questions.write(attempt);
    }

    @Override
    public Reply refund(Refund refund, StepKey key) {
        try {
            Reply reply = statuses.reply(wire.post("/refunds", key.value(), request(refund), within));
            if (reply instanceof Reply.Accepted accepted) {
                look.remember(key, accepted);
            }
            return reply;
        } catch (Silence silence) {
            return Statuses.reply(silence);
        }
    }

    @Override
    public Proof find(Refund refund, StepKey key) {
        return look.find(key, abilities().absence(), RemoteRefunds::effect);
    }

    @Override
    public Proof findOrClose(Refund refund, StepKey key) {
        StatedAbilities.Stated now = stated.of(TOOL);
        return now.closesKeys()
                ? look.findOrClose(key, refund.order(), now.abilities().absence(), RemoteRefunds::effect)
                : find(refund, key);
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
        lines(request, "lines", refund.lines());
        lines(request, "restock", refund.restock());
        return request;
    }

    private static void lines(ObjectNode json, String name, List<LineQuantity> lines) {
        ArrayNode rows = json.putArray(name);
        lines.forEach(line -> rows.addObject().put("line_id", line.lineId()).put("quantity", line.quantity()));
    }
}
