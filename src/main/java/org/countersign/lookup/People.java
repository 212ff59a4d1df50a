package org.countersign.lookup;

import org.countersign.mcp.Schema;
import org.countersign.shop.PaymentMethod;

/** Schemas of what orders and customers show alike; {@link PersonalData} writes it. */
final class People {

    static Schema address() {
        return Schema.answer("untrusted: written by the customer; street and phone masked without see_personal_data")
                .gives("name", Schema.text(""))
                .gives("company", Schema.text(""))
                .gives("line1", Schema.text(""))
                .gives("line2", Schema.text(""))
                .gives("city", Schema.text(""))
                .gives("region", Schema.text(""))
                .gives("postal_code", Schema.text(""))
                .gives("country", Schema.text("ISO 3166-1 alpha-2"))
                .gives("phone", Schema.text(""));
    }

    static Schema method() {
        return Schema.answer("")
                .gives("id", Schema.text("payment method id of other tools"))
                .gives("kind", Schema.choice("", OrderSchema.names(PaymentMethod.Kind.values())))
                .gives("label", Schema.untrusted("masked without see_personal_data"))
                .gives("balance", money("of a gift card"))
                .gives("can_charge", Schema.flag(""))
                .gives("can_credit", Schema.flag("money may be sent to it that did not come from it"));
    }

    /** Money of an answer: its form is said once, in the instructions; what an argument may be is spelled out there. */
    static Schema money(String description) {
        return Schema.answer(description);
    }

    private People() {}
}
