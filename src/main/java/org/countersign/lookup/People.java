package org.countersign.lookup;

import org.countersign.mcp.Schema;
import org.countersign.shop.PaymentMethod;

/** Schemas of what orders and customers show alike; {@link PersonalData} writes it. */
final class People {

    static Schema address() {
        return Schema.answer("untrusted: written by the customer; street and phone masked without see_personal_data")
                .optional("name", Schema.text(""))
                .optional("company", Schema.text(""))
                .required("line1", Schema.text(""))
                .optional("line2", Schema.text(""))
                .required("city", Schema.text(""))
                .optional("region", Schema.text(""))
                .required("postal_code", Schema.text(""))
                .required("country", Schema.text("ISO 3166-1 alpha-2"))
                .optional("phone", Schema.text(""));
    }

    static Schema method() {
        return Schema.answer("")
                .required("id", Schema.text("payment method id of other tools"))
                .required("kind", Schema.choice("", OrderSchema.names(PaymentMethod.Kind.values())))
                .required("label", Schema.text("masked without see_personal_data"))
                .optional("balance", money("of a gift card"))
                .required("can_charge", Schema.flag(""))
                .required("can_credit", Schema.flag("money may be sent to it that did not come from it"));
    }

    /** Money of an answer; shorter than that of an argument, which is checked. */
    static Schema money(String description) {
        return Schema.answer(description)
                .required("amount", Schema.text(""))
                .required("currency", Schema.text(""));
    }

    private People() {}
}
