package org.countersign.label;

import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.Next;
import org.countersign.gate.Refusal;
import org.countersign.mcp.ReadAnswers;
import org.countersign.mcp.ToolAnswer;

/** What a read answers where there is nothing of that name. */
final class NoOrder {

    static ToolAnswer ofThatId() {
        return refused(
                "The shop has no such order.",
                "Check the id with the customer, or search with find_orders;" + " do not try similar ids.");
    }

    static ToolAnswer ofThatNumber() {
        return refused(
                "The shop knows no parcel of that tracking number.",
                "Check the number with the customer, or give" + " order_id instead; do not try similar numbers.");
    }

    private static ToolAnswer refused(String message, String fix) {
        return ReadAnswers.refused(Refusal.of(ErrorCode.NOT_FOUND, message, fix)
                .then(new Next("find_orders", Json.object(), "search by customer, e-mail or item")));
    }

    private NoOrder() {}
}
