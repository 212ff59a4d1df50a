package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.countersign.backend.Fields;

/**
 * What makes one order change: the request that begins it, and what follows from its answer.
 *
 * @param kind  of the change
 * @param begin without the mark, which is added
 * @param made  the id of what is made by it
 */
record Draft(String kind, Call begin, Function<Fields, Filling> filling, Function<OrderLog.Entry, String> made) {

    record Call(String path, ObjectNode body) {}

    /**
     * @param calls   that fill it, in this order; they have no effect before the confirmation
     * @param kept    stock that it needs, reserved first and given back when it is not confirmed
     * @param confirm the path that confirms it
     */
    record Filling(List<Call> calls, List<Call> kept, String confirm) {

        Filling {
            calls = List.copyOf(calls);
            kept = List.copyOf(kept);
        }
    }
}
