package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.backend.Fields;

/** One payment of an order, of whichever of its payment collections, with every capture and refund: exact, as Medusa has it. */
record Paid(String id, BigDecimal captured, List<Back> backs) {

    /** What an order must be asked for. */
    static final String FIELDS =
            "*payment_collections,*payment_collections.payments,*payment_collections.payments.captures,*payment_collections.payments.refunds";

    /** One refund. */
    record Back(String id, BigDecimal amount, Optional<Mark> mark, Instant at) {}

    /** @throws Fields.Unreadable when any of it is missing: what is incomplete proves nothing */
    static List<Paid> of(Fields order) {
        return all(order, "payment_collections").stream()
                .flatMap(collection -> all(collection, "payments").stream())
                .map(Paid::payment)
                .toList();
    }

    BigDecimal left() {
        return backs.stream().map(Back::amount).reduce(captured, BigDecimal::subtract);
    }

    private static Paid payment(Fields payment) {
        return new Paid(
                payment.text("id"),
                all(payment, "captures").stream()
                        .map(capture -> Amounts.decimal(capture.json(), "amount"))
                        .reduce(BigDecimal.ZERO, BigDecimal::add),
                all(payment, "refunds").stream().map(Paid::back).toList());
    }

    private static Back back(Fields refund) {
        return new Back(
                refund.text("id"),
                Amounts.decimal(refund.json(), "amount"),
                Mark.ofText(refund.textOrNull("note")),
                refund.time("created_at"));
    }

    private static List<Fields> all(Fields object, String name) {
        JsonNode list = object.json().path(name);
        if (!list.isArray()) {
            throw Fields.wrong(name, "a list");
        }
        return object.list(name, each -> each);
    }
}
