package org.countersign.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Step;
import org.countersign.shop.Money;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * One change as it is sent to a shop in one step: pure data. The JSON forms are those of docs/backend-protocol.md; money
 * stands in them as {@code {"amount", "currency"}}.
 */
public sealed interface Change
        permits Charge,
                CustomerAddress,
                Dispatch,
                ExchangeReceipt,
                ExchangeRequest,
                Fulfillment,
                HoldPlaced,
                HoldReleased,
                LabelVoid,
                LineChanges,
                OrderNote,
                ReturnReceipt,
                ReturnRequest,
                ShippingAddress,
                ShippingLabel,
                StoreCredit {

    /** One word: what the step is called, and the last part of the protocol's path. */
    String kind();

    /** The order or customer that is changed. */
    ObjectRef object();

    /** Everything needed to send it and to look it up; {@link #of} makes it again from this. */
    ObjectNode toJson();

    /** What the object will show of it. */
    ObjectNode effect();

    /**
     * What the object shows of it now, in the form of {@link #effect}; a state by comparison, what was added by its id.
     *
     * @param id that the shop gave what was made, empty where nothing is
     */
    ObjectNode shown(ShopObject now, String id);

    /** That it moves, if any. */
    default @Nullable Money money() {
        return null;
    }

    default Step step(int n) {
        return new Step(n, kind(), toJson(), effect(), money());
    }

    /** @param json as {@link #toJson} gave it */
    static Change of(String kind, JsonNode json) {
        return switch (kind) {
            case Charge.KIND -> Charge.fromJson(json);
            case CustomerAddress.KIND -> CustomerAddress.fromJson(json);
            case Dispatch.KIND -> Dispatch.fromJson(json);
            case ExchangeReceipt.KIND -> ExchangeReceipt.fromJson(json);
            case ExchangeRequest.KIND -> ExchangeRequest.fromJson(json);
            case Fulfillment.KIND -> Fulfillment.fromJson(json);
            case HoldPlaced.KIND -> HoldPlaced.fromJson(json);
            case HoldReleased.KIND -> HoldReleased.fromJson(json);
            case LabelVoid.KIND -> LabelVoid.fromJson(json);
            case LineChanges.KIND -> LineChanges.fromJson(json);
            case OrderNote.KIND -> OrderNote.fromJson(json);
            case ReturnReceipt.KIND -> ReturnReceipt.fromJson(json);
            case ReturnRequest.KIND -> ReturnRequest.fromJson(json);
            case ShippingAddress.KIND -> ShippingAddress.fromJson(json);
            case ShippingLabel.KIND -> ShippingLabel.fromJson(json);
            case StoreCredit.KIND -> StoreCredit.fromJson(json);
            default -> throw new IllegalArgumentException("no change is called " + kind);
        };
    }

    static Change of(Step step) {
        return of(step.kind(), step.request());
    }
}
