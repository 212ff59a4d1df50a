package org.countersign.walls.broken.writes.refund;

import java.util.function.UnaryOperator;

/** Sends a refund past the gate, by a method reference. */
class Shortcut {
    UnaryOperator<String> past(Refunds refunds) {
        return refunds::refund;
    }
}
