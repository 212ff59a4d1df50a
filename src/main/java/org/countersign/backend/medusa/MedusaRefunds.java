package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.countersign.backend.Effects;
import org.countersign.backend.Fields;
import org.countersign.backend.OfBackend;
import org.countersign.gate.Abilities;
import org.countersign.gate.Absence;
import org.countersign.gate.Attempt;
import org.countersign.gate.Json;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.StepKey;
import org.countersign.refund.Refunds;
import org.countersign.shop.Order;

/**
 * Refunds in Medusa, found again by our mark in their note. Medusa ignores keys, deletes a refund whose payment provider
 * failed, and pays one smallest unit more than is left: what may go is decided here, before it is asked.
 */
@OfBackend(MedusaShop.NAME)
@ApplicationScoped
class MedusaRefunds implements Refunds {

    private final Medusa medusa;
    private final Standing standing;
    private final Requests requests;
    private final Quoting quoting;

    MedusaRefunds(Medusa medusa, Standing standing, Requests requests) {
        this.medusa = medusa;
        this.standing = standing;
        this.requests = requests;
        this.quoting = new Quoting(medusa);
    }

    @Override
    public Abilities abilities() {
        return MedusaChanges.abilities(medusa);
    }

    @Override
    public Quote quote(Order order, Wanted wanted) {
        return quoting.quote(order, wanted);
    }

    @Override
    public boolean restocks() {
        return false;
    }

    @Override
    public Optional<Reply> through(Attempt attempt) {
        return medusa.through(attempt);
    }

    @Override
    public Reply refund(Refund refund, StepKey key) {
        return standing.sent(
                refund.order(),
                order -> RefundRules.refusal(refund, order.json())
                        .or(() -> RefundRules.refusal(refund, order.order())),
                order -> post(refund, key));
    }

    private Reply post(Refund refund, StepKey key) {
        return requests.post(
                "/admin/payments/" + refund.paymentId() + "/refund",
                Json.object()
                        .put("amount", new BigDecimal(refund.amount().amount()))
                        .put("note", Mark.of(key, refund).text(refund.note())),
                answer -> made(answer, key),
                refused -> RefundRules.beforeEffects(refused, refund));
    }

    private static String made(JsonNode answer, StepKey key) {
        for (JsonNode refund : answer.path("payment").path("refunds")) {
            if (isOurs(Mark.ofText(Json.textOrNull(refund, "note")), key)) {
                return refund.path("id").asText();
            }
        }
        return "";
    }

    @Override
    public Proof find(Refund refund, StepKey key) {
        return Effects.looked(() -> Effects.proof(
                standing.looked(refund.order(), order -> effects(order, key)).orElse(List.of()), Absence.HINT));
    }

    private static List<ObjectNode> effects(OrderFile order, StepKey key) {
        return Paid.of(order.json()).stream()
                .flatMap(payment -> payment.backs().stream()
                        .flatMap(back -> back
                                .mark()
                                .filter(mark -> mark.key().equals(key))
                                .map(mark -> effect(payment, back, mark, order.amounts()))
                                .stream()))
                .toList();
    }

    /** The amount and the payment as the shop has them; what it was for is in our mark alone. */
    private static ObjectNode effect(Paid payment, Paid.Back back, Mark mark, Amounts amounts) {
        Fields content = new Fields(mark.content());
        return new Effect(
                        payment.id(),
                        payment.id(),
                        amounts.exact(back.amount(), "refund"),
                        content.list("lines", line -> new LineQuantity(line.text("line_id"), line.count("quantity"))),
                        content.moneyOrNull("shipping"))
                .toJson();
    }

    private static boolean isOurs(Optional<Mark> mark, StepKey key) {
        return mark.map(Mark::key).filter(key::equals).isPresent();
    }
}
