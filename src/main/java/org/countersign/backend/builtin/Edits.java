package org.countersign.backend.builtin;

import org.countersign.change.Change;
import org.countersign.change.Charge;
import org.countersign.change.CustomerAddress;
import org.countersign.change.Dispatch;
import org.countersign.change.ExchangeReceipt;
import org.countersign.change.ExchangeRequest;
import org.countersign.change.Fulfillment;
import org.countersign.change.HoldPlaced;
import org.countersign.change.HoldReleased;
import org.countersign.change.LabelVoid;
import org.countersign.change.LineChanges;
import org.countersign.change.OrderNote;
import org.countersign.change.ReturnReceipt;
import org.countersign.change.ReturnRequest;
import org.countersign.change.ShippingAddress;
import org.countersign.change.ShippingLabel;
import org.countersign.change.StoreCredit;
import org.countersign.gate.StepKey;

/** Which edit makes which change. */
final class Edits {

    static Edit of(Change change, StepKey key) {
        return switch (change) {
            case Charge charge -> new ChargeEdit(charge);
            case CustomerAddress address -> new CustomerAddressEdit(address);
            case Dispatch dispatch ->
                throw new IllegalArgumentException(
                        "a parcel's number is part of its fulfillment here: " + dispatch.order());
            case ExchangeReceipt receipt -> new ExchangeReceiptEdit(receipt);
            case ExchangeRequest request -> new ExchangeRequestEdit(request);
            case Fulfillment fulfillment -> new FulfillmentEdit(fulfillment);
            case HoldPlaced hold -> new HoldEdit(hold);
            case HoldReleased release -> new ReleaseEdit(release);
            case LabelVoid label -> new LabelVoidEdit(label);
            case LineChanges lines -> new LineChangesEdit(lines);
            case OrderNote note -> new NoteEdit(note, key);
            case ReturnReceipt receipt -> new ReturnReceiptEdit(receipt);
            case ReturnRequest request -> new ReturnRequestEdit(request);
            case ShippingAddress address -> new ShippingAddressEdit(address);
            case ShippingLabel label -> new LabelEdit(label);
            case StoreCredit credit -> new StoreCreditEdit(credit);
        };
    }

    private Edits() {}
}
