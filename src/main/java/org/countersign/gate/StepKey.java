package org.countersign.gate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of one step, {@code act_…/n}, or {@code act_…/n.r} where it was taken up again for the r-th time: what a
 * backend stores with the effect, and what it is looked up by.
 */
public record StepKey(String value) {

    private static final Pattern FORM = Pattern.compile("(act_[A-Za-z0-9_-]+)/([0-9]{1,4})(?:\\.([0-9]{1,4}))?");

    static StepKey of(String actionId, int step, int round) {
        return new StepKey(actionId + "/" + step + (round == 0 ? "" : "." + round));
    }

    /** Which step of which action a mark found in a shop belongs to; empty when it is none of ours. */
    public static Optional<Parts> parts(String mark) {
        Matcher matcher = FORM.matcher(mark);
        return matcher.matches()
                ? Optional.of(new Parts(
                        matcher.group(1),
                        Integer.parseInt(matcher.group(2)),
                        matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** @param step from 1 */
    public record Parts(String actionId, int step, int round) {}

    @Override
    public String toString() {
        return value;
    }
}
