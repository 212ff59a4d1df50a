package org.countersign.gate;

/** The key of one step, {@code act_…/n}: what a backend stores with the effect, and what it is looked up by. */
public record StepKey(String value) {

    static StepKey of(String actionId, int step) {
        return new StepKey(actionId + "/" + step);
    }

    @Override
    public String toString() {
        return value;
    }
}
