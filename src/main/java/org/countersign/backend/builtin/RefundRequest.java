package org.countersign.backend.builtin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.countersign.gate.StepKey;
import org.countersign.refund.LineQuantities;
import org.countersign.refund.Refunds.Refund;

/** One refund as it was sent, its lines summed up by id. */
record RefundRequest(Refund refund, StepKey key, Map<String, Integer> lines, Map<String, Integer> restock) {

    static RefundRequest of(Refund refund, StepKey key) {
        return new RefundRequest(
                refund, key, LineQuantities.byLine(refund.lines()), LineQuantities.byLine(refund.restock()));
    }

    String orderId() {
        return refund.order().value();
    }

    /** Every line that is refunded or put back, sorted. */
    Collection<String> touchedLines() {
        TreeSet<String> touched = new TreeSet<>(lines.keySet());
        touched.addAll(restock.keySet());
        return touched;
    }

    /** Equal for equal requests: what the key stands for. */
    String canonical() {
        ObjectNode json = refund.effect().toJson();
        json.put("order_id", orderId());
        json.put("reason", refund.reason());
        json.put("note", refund.note());
        json.put("notify_customer", refund.notifyCustomer());
        ArrayNode back = json.putArray("restock");
        restock.forEach(
                (line, units) -> back.add(JsonNodeFactory.instance.objectNode().put(line, units)));
        return json.toString();
    }
}
