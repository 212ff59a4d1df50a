package org.countersign.walls.broken.decides.confirm;

import java.util.function.Function;
import org.countersign.walls.broken.decides.gate.Decisions;

public final class SelfApproval {
    Function<String, String> allowed(Decisions decisions) {
        return decisions::allow;
    }
}
