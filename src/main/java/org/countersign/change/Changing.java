package org.countersign.change;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.countersign.gate.Abilities;
import org.countersign.gate.Action;
import org.countersign.gate.Attempt;
import org.countersign.gate.Proof;
import org.countersign.gate.Reply;
import org.countersign.gate.Step;
import org.countersign.gate.StepKey;
import org.countersign.refund.RefundSteps;

/**
 * An action whose steps are changes and refunds: what they share. Money that comes in is charged first, then comes the
 * change, and money that goes out is refunded last. With more than one step, {@link #rest} is the action's own business
 * ({@link Rest}).
 */
public interface Changing extends Action {

    Ports ports();

    @Override
    default Abilities abilities() {
        return ports().changes().abilities(tool());
    }

    @Override
    default Optional<Reply> through(Attempt attempt) {
        return ports().changes().through(attempt);
    }

    /** One change as this shop is told of it: in one step, or in several that follow each other. */
    default List<Step> steps(Change change) {
        List<Change> parts = ports().changes().parts(change);
        return IntStream.range(0, parts.size())
                .mapToObj(i -> parts.get(i).step(i + 1))
                .toList();
    }

    /** What is sent of a step that is a change: a part that follows from its key may be added to what was planned. */
    default Change sent(Step step, StepKey key) {
        return Change.of(step);
    }

    @Override
    default Reply apply(Step step, StepKey key) {
        return isRefund(step)
                ? ports().refunds().refund(RefundSteps.request(step), key)
                : ports().changes().send(tool(), sent(step, key), key);
    }

    @Override
    default Proof confirm(Step step, StepKey key) {
        return isRefund(step)
                ? ports().refunds().find(RefundSteps.request(step), key)
                : ports().changes().find(tool(), Change.of(step), key);
    }

    @Override
    default Proof confirmOrClose(Step step, StepKey key) {
        return isRefund(step)
                ? ports().refunds().findOrClose(RefundSteps.request(step), key)
                : ports().changes().findOrClose(tool(), Change.of(step), key);
    }

    private static boolean isRefund(Step step) {
        return step.kind().equals(RefundSteps.KIND);
    }
}
