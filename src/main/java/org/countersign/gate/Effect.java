package org.countersign.gate;

import java.time.Instant;
import java.util.Map;
import org.countersign.caller.Caller;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier action does, did or may have done: as much of it as is compared.
 *
 * @param sameCall  asked for by the same caller with the same arguments
 * @param past      in words, as a plan says it
 */
public record Effect(
        String actionId,
        Status status,
        Instant requestedAt,
        boolean sameCall,
        @Nullable Money money,
        Map<String, Integer> goods,
        String past) {

    boolean same(Plan plan) {
        return Plan.sameEffect(plan.goods(), plan.money(), goods, money);
    }

    /**
     * Which ones are asked for: on the target, and for the customer where the same money moves.
     *
     * @param self is left out
     */
    public record Like(
            Caller caller,
            byte[] fingerprint,
            ObjectRef target,
            @Nullable String customer,
            @Nullable Money money,
            @Nullable String self) {}
}
