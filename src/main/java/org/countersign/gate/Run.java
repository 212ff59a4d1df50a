package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/** One execution under way: how far each step is, and what stopped it. Used by one thread. */
final class Run {

    private static final int MOST_CHANGES = 100;

    private final Entry claimed;
    private final @Nullable ShopObject before;
    private final boolean resumed;
    private final List<StepState> steps;
    private @Nullable Refusal refusal;
    private @Nullable CheckResult halted;
    private @Nullable ShopObject after;
    private boolean leaseLost;
    private boolean markLost;

    Run(Entry claimed) {
        this(claimed, null, false);
    }

    /**
     * @param before  the object as it was before anything of this run was sent
     * @param resumed after earlier steps: the marks store no checks
     */
    Run(Entry claimed, @Nullable ShopObject before, boolean resumed) {
        this.claimed = claimed;
        this.before = before;
        this.resumed = resumed;
        this.steps = new ArrayList<>(claimed.steps());
    }

    StepState step(int n) {
        return steps.get(n - 1);
    }

    void step(int n, StepState state) {
        steps.set(n - 1, state);
    }

    List<StepState> steps() {
        return List.copyOf(steps);
    }

    /** The entry as claimed, with the steps as they are now. */
    Entry entry() {
        return claimed.now(claimed.status(), claimed.plan(), steps(), outcome());
    }

    private Outcome outcome() {
        return halted == null ? claimed.outcome() : claimed.outcome().with(halted);
    }

    /** What is asked once more in the transaction that sends said no. */
    void haltedBy(Refusal why) {
        halted = CheckResult.refuse("send", why);
        stoppedBy(why);
    }

    void stoppedBy(Refusal why) {
        refusal = why;
    }

    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /** Somebody else has taken it over: nothing may be sent or written any more. */
    void loseLease() {
        leaseLost = true;
    }

    boolean leaseLost() {
        return leaseLost;
    }

    /** Nobody knows whether the mark was stored. */
    void loseMark() {
        markLost = true;
    }

    boolean markLost() {
        return markLost;
    }

    /** How the shop shows the object now that all is done. */
    void shows(ShopObject now) {
        after = now;
    }

    /** The checks that no mark has stored, then one a step: how it ended; then what the shop shows otherwise than before. */
    List<Event> events(Instant at) {
        List<CheckResult> unwritten =
                resumed || !entry().sent() ? outcome().checks() : halted == null ? List.of() : List.of(halted);
        List<Event> events = new ArrayList<>(CheckResult.events(unwritten, at));
        for (StepState state : steps) {
            ObjectNode data = Json.object()
                    .put("step", state.step().n())
                    .put("state", state.state().name())
                    .put("answer", state.answer());
            data.set("observed", state.observed());
            events.add(new Event("step", at, data));
        }
        if (before != null && after != null) {
            ObjectNode data = Json.object();
            data.set(
                    "differences",
                    FieldChanges.between(
                            Json.parse(Asking.state(before)),
                            Json.parse(Asking.state(after)),
                            MOST_CHANGES,
                            (name, value) -> true));
            events.add(new Event("changed", at, data));
        }
        return events;
    }
}
