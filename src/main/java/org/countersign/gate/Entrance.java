package org.countersign.gate;

import java.util.Objects;
import java.util.Optional;
import org.countersign.caller.Caller;
import org.jspecify.annotations.Nullable;

/** Switches and pace, for one call whose key is not bound: asked once, and not at all for a replay. */
final class Entrance implements AutoCloseable {

    private final Switches switches;
    private final Pace pace;
    private final Caller caller;
    private final Action action;
    private final Request request;
    private final ActionKey key;
    private Pace.@Nullable Pass pass;
    private @Nullable Refusal refusal;

    Entrance(Switches switches, Pace pace, Caller caller, Action action, Request request, ActionKey key) {
        this.switches = switches;
        this.pace = pace;
        this.caller = caller;
        this.action = action;
        this.request = request;
        this.key = key;
    }

    /** @return whether this was the first time and it may not come in */
    boolean ask() {
        if (pass != null) {
            return false;
        }
        pass = pace.enter(caller, key);
        Optional<Refusal> why = action instanceof HandOver
                ? pass.tooMany()
                : switches.off(action.tool()).or(pass::tooMany).or(() -> pace.tooManyWrites(action, request));
        refusal = why.orElse(null);
        return refuses();
    }

    boolean refuses() {
        return refusal != null;
    }

    Refusal refusal() {
        return Objects.requireNonNull(refusal, "it was refused");
    }

    @Override
    public void close() {
        if (pass != null) {
            pace.leave(pass);
        }
    }
}
