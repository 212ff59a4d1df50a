package org.countersign.gate;

import java.util.List;
import java.util.function.Supplier;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * Everything a check may look at.
 *
 * @param grants that are still in question, in a stable order; never empty
 * @param now    absent where it is only looked back: then nothing is judged that depends on it
 * @param uses   of the budgets, read when a check asks for them
 * @param self   the action that is judged, where there is one already: it is no duplicate of itself
 * @param approval whose yes answers what it lists; absent while nobody was asked
 */
record Case(
        Caller caller,
        Action action,
        Request request,
        List<Grant> grants,
        @Nullable ShopObject now,
        Plan plan,
        Supplier<Used> uses,
        @Nullable String self,
        @Nullable Approval approval) {

    Case under(Grant chosen) {
        return new Case(caller, action, request, List.of(chosen), now, plan, uses, self, approval);
    }
}
