package org.countersign.gate;

import java.util.List;
import java.util.Map;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/**
 * Exactly what an action will do, computed from the fresh object.
 *
 * @param summary for the model, as an infinitive: {@code refund 47.84 USD of order #W2611340 to gift card …}
 * @param past    the same, done: {@code refunded 47.84 USD …}
 * @param money   that moves in all, if any
 * @param goods   quantity by line id
 * @param steps   in the order they are sent; empty: nothing changes
 * @param touches every object besides the target
 * @param customer whose object it is about; the gate tells it from the fresh object
 */
public record Plan(
        String summary,
        String past,
        @Nullable Money money,
        Map<String, Integer> goods,
        List<Step> steps,
        List<ObjectRef> touches,
        @Nullable String customer)
        implements Planned {

    public Plan {
        goods = Map.copyOf(goods);
        steps = List.copyOf(steps);
        touches = List.copyOf(touches);
    }

    public Plan(
            String summary,
            String past,
            @Nullable Money money,
            Map<String, Integer> goods,
            List<Step> steps,
            List<ObjectRef> touches) {
        this(summary, past, money, goods, steps, touches, null);
    }

    Plan of(@Nullable String whose) {
        return new Plan(summary, past, money, goods, steps, touches, whose);
    }

    /** The same effect as another plan on the same object: overlapping goods, or equal money (contract, 6.8). */
    public static boolean sameEffect(
            Map<String, Integer> goods,
            @Nullable Money money,
            Map<String, Integer> otherGoods,
            @Nullable Money otherMoney) {
        boolean overlapping = goods.keySet().stream().anyMatch(otherGoods::containsKey);
        return overlapping || (money != null && money.equals(otherMoney));
    }
}
