package org.countersign.walls.broken.apply.refund;

import java.util.function.Function;
import org.countersign.walls.broken.apply.gate.Action;

public final class Impatient {
    Function<String, String> past(Action action) {
        return action::apply;
    }
}
