package org.countersign.gate;

import java.util.List;
import org.countersign.caller.Caller;
import org.countersign.caller.Grant;
import org.countersign.shop.ShopObject;

/** Everything a check may look at. @param grants that are still in question, in a stable order; never empty */
record Case(Caller caller, Action action, Request request, List<Grant> grants, ShopObject now, Plan plan) {

    Case under(Grant chosen) {
        return new Case(caller, action, request, List.of(chosen), now, plan);
    }
}
