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

    /** Nothing changes. @param so a clause: what is so already */
    public static Plan nothing(String so) {
        return new Plan("change nothing: " + so, so, null, Map.of(), List.of(), List.of());
    }

    /** One step that moves neither money nor goods and touches nothing else. */
    public static Plan one(String summary, String past, Step step) {
        return new Plan(summary, past, null, Map.of(), List.of(step), List.of());
    }

    Plan of(@Nullable String whose) {
        return new Plan(summary, past, money, goods, steps, touches, whose);
    }

    /**
     * The same effect as another plan (contract, 6.8). Where both name goods, overlapping goods decide: two lines may cost
     * the same. Else equal money does. What is no line has a name of its own kind, such as {@code label:…}.
     */
    public static boolean sameEffect(
            Map<String, Integer> goods,
            @Nullable Money money,
            Map<String, Integer> otherGoods,
            @Nullable Money otherMoney) {
        return goods.isEmpty() || otherGoods.isEmpty()
                ? money != null && money.equals(otherMoney)
                : goods.keySet().stream().anyMatch(otherGoods::containsKey);
    }
}
