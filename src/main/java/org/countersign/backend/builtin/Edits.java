package org.countersign.backend.builtin;

import org.countersign.change.Change;
import org.countersign.change.CustomerAddress;
import org.countersign.change.ShippingAddress;

/** Which edit makes which change. */
final class Edits {

    static Edit of(Change change) {
        return switch (change) {
            case CustomerAddress address -> new CustomerAddressEdit(address);
            case ShippingAddress address -> new ShippingAddressEdit(address);
        };
    }

    private Edits() {}
}
