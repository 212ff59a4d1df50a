package org.countersign.backend.builtin;

import org.countersign.change.Change;
import org.countersign.change.Charge;
import org.countersign.change.CustomerAddress;
import org.countersign.change.LabelVoid;
import org.countersign.change.LineChanges;
import org.countersign.change.ShippingAddress;
import org.countersign.change.ShippingLabel;

/** Which edit makes which change. */
final class Edits {

    static Edit of(Change change) {
        return switch (change) {
            case Charge charge -> new ChargeEdit(charge);
            case CustomerAddress address -> new CustomerAddressEdit(address);
            case LabelVoid label -> new LabelVoidEdit(label);
            case LineChanges lines -> new LineChangesEdit(lines);
            case ShippingAddress address -> new ShippingAddressEdit(address);
            case ShippingLabel label -> new LabelEdit(label);
        };
    }

    private Edits() {}
}
