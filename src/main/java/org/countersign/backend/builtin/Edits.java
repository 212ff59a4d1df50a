package org.countersign.backend.builtin;

import org.countersign.change.Change;
import org.countersign.change.Charge;
import org.countersign.change.CustomerAddress;
import org.countersign.change.ExchangeReceipt;
import org.countersign.change.ExchangeRequest;
import org.countersign.change.LabelVoid;
import org.countersign.change.LineChanges;
import org.countersign.change.ReturnReceipt;
import org.countersign.change.ReturnRequest;
import org.countersign.change.ShippingAddress;
import org.countersign.change.ShippingLabel;

/** Which edit makes which change. */
final class Edits {

    static Edit of(Change change) {
        return switch (change) {
            case Charge charge -> new ChargeEdit(charge);
            case CustomerAddress address -> new CustomerAddressEdit(address);
            case ExchangeReceipt receipt -> new ExchangeReceiptEdit(receipt);
            case ExchangeRequest request -> new ExchangeRequestEdit(request);
            case LabelVoid label -> new LabelVoidEdit(label);
            case LineChanges lines -> new LineChangesEdit(lines);
            case ReturnReceipt receipt -> new ReturnReceiptEdit(receipt);
            case ReturnRequest request -> new ReturnRequestEdit(request);
            case ShippingAddress address -> new ShippingAddressEdit(address);
            case ShippingLabel label -> new LabelEdit(label);
        };
    }

    private Edits() {}
}
