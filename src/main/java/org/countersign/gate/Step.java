package org.countersign.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * One call to a backend, stored before it is sent.
 *
 * @param n       from 1
 * @param kind    what the action's {@code apply} knows it by
 * @param request everything needed to send it and to look it up, also by another process
 * @param effect  what it will have done, in the form a {@link Proof.Shown} has
 * @param money   that it moves, if any
 */
public record Step(
        int n,
        String kind,
        ObjectNode request,
        ObjectNode effect,
        @Nullable Money money) {}
