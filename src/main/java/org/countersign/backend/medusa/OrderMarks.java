package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.backend.Fields;
import org.countersign.change.ExchangeReceipt;
import org.countersign.change.ExchangeRequest;
import org.countersign.change.Fulfillment;
import org.countersign.change.LineChanges;
import org.countersign.change.OrderNote;
import org.countersign.change.ReturnReceipt;
import org.countersign.change.ReturnRequest;
import org.countersign.change.ShippingAddress;
import org.countersign.gate.MarkedEffects.Marked;
import org.countersign.gate.ObjectRef;
import org.countersign.shop.Money;
import org.jspecify.annotations.Nullable;

/** Everything on one order that carries a mark of ours, oldest first: what comes later comes last. */
record OrderMarks(Fields order, OrderLog log) {

    static final String FIELDS =
            "id,currency_code,version,canceled_at,metadata,*shipping_address,*fulfillments," + Paid.FIELDS;

    private static final Map<String, String> CHANGES = Map.of(
            "edit", LineChanges.KIND,
            "return_request", ReturnRequest.KIND,
            "return_receive", ReturnReceipt.KIND,
            "exchange", ExchangeRequest.KIND);

    /** Whether its log can have a mark in it: most orders of a shop are never touched. */
    static boolean touched(Fields order) {
        return order.count("version") > 1
                || Stream.of(
                                order.json().path("metadata"),
                                order.json().path("shipping_address").path("metadata"))
                        .flatMap(metadata -> metadata.properties().stream())
                        .anyMatch(entry -> entry.getKey().startsWith(Mark.MADE));
    }

    List<Marked> all() {
        List<Marked> marks = new ArrayList<>();
        refunds(marks);
        order.list("fulfillments", made -> made)
                .forEach(made -> Mark.ofMetadata(made.json().path("metadata"), Mark.MADE)
                        .ifPresent(mark -> marks.add(marked(mark, Fulfillment.KIND, null, made.time("created_at")))));
        log.confirmed()
                .forEach(entry ->
                        entry.mark().ifPresent(mark -> marks.add(marked(mark, kind(entry, mark), null, entry.at()))));
        addresses(marks);
        written(marks);
        marks.sort(Comparator.comparing(Marked::at).thenComparing(Marked::mark).thenComparing(Marked::what));
        return marks;
    }

    private void refunds(List<Marked> marks) {
        Amounts amounts = Amounts.of(order.text("currency_code"));
        for (Paid payment : Paid.of(order)) {
            payment.backs()
                    .forEach(back -> back.mark()
                            .ifPresent(mark ->
                                    marks.add(marked(mark, "refund", amounts.rounded(back.amount()), back.at()))));
        }
    }

    /** An address that somebody changed later still carries the mark of the one it was made of. */
    private void addresses(List<Marked> marks) {
        Set<String> seen = new HashSet<>();
        log.confirmed()
                .forEach(entry -> entry.actions().stream()
                        .map(OrderLog.Action::details)
                        .filter(details -> details.path("type").asText().equals("shipping_address"))
                        .map(details -> Mark.ofMetadata(details.path("new").path("metadata"), Mark.MADE))
                        .flatMap(Optional::stream)
                        .filter(mark -> seen.add(mark.key().value()))
                        .forEach(mark -> marks.add(marked(mark, ShippingAddress.KIND, null, entry.at()))));
    }

    /** What is still in the order's metadata, and was not brought along by a customer's cart. */
    private void written(List<Marked> marks) {
        JsonNode metadata = order.json().path("metadata");
        Map<String, Mark> notes = Mark.notes(metadata);
        Instant cancelled = order.timeOrNull("canceled_at");
        log.writtenMetadata().forEach((name, entry) -> {
            if (notes.containsKey(name)) {
                marks.add(marked(notes.get(name), OrderNote.KIND, null, entry.at()));
            } else if (name.equals(Mark.CANCEL) && cancelled != null) {
                Mark.ofMetadata(metadata, name).ifPresent(mark -> marks.add(marked(mark, "cancel", null, cancelled)));
            }
        });
    }

    /** Medusa has one name for the receipt of a return and that of an exchange. */
    private static String kind(OrderLog.Entry entry, Mark mark) {
        String type = entry.type();
        String kind = type == null ? "order_change" : CHANGES.getOrDefault(type, type);
        return kind.equals(ReturnReceipt.KIND) && mark.kind().equals(Optional.of(ExchangeReceipt.KIND))
                ? ExchangeReceipt.KIND
                : kind;
    }

    private Marked marked(Mark mark, String what, @Nullable Money money, Instant at) {
        return new Marked(mark.key().value(), what, ObjectRef.order(order.text("id")), money, at);
    }
}
