package org.countersign.backend.medusa;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.backend.Fields;
import org.countersign.gate.StepKey;
import org.jspecify.annotations.Nullable;

/**
 * What was done to an order, as Medusa's order changes tell it, oldest first. Only the shop's people and programs write it:
 * a customer can put metadata into a cart, which the order and its items then carry, but nothing in here.
 */
record OrderLog(List<Entry> entries) {

    private static final Set<String> OPEN = Set.of("pending", "requested");
    private static final String CONFIRMED = "confirmed";

    /**
     * One order change.
     *
     * @param type    absent for what has no request, such as a fulfilment
     * @param version of the order, once this is confirmed
     * @param mark    ours, from its internal note
     */
    record Entry(
            String id,
            @Nullable String type,
            String status,
            @Nullable String returnId,
            @Nullable String exchangeId,
            int version,
            Optional<Mark> mark,
            Instant at,
            List<Action> actions) {

        boolean confirmed() {
            return status.equals(CONFIRMED);
        }

        /** While one of these is there, Medusa begins no other. */
        boolean open() {
            return OPEN.contains(status);
        }

        boolean isBy(StepKey key) {
            return mark.filter(ours -> ours.key().equals(key)).isPresent();
        }

        /** Whether it only wrote metadata, such as a note: no change of what an order's version covers. */
        private boolean metadataOnly() {
            return !actions.isEmpty() && actions.stream().allMatch(Action::isMetadata);
        }
    }

    /** @param reference what was made or touched: the id of a fulfilment, return or exchange */
    record Action(String name, @Nullable String reference, JsonNode details) {

        boolean is(String wanted) {
            return name.equals(wanted);
        }

        /** Of the item it is about; empty where it is about none. */
        String item() {
            return details.path("reference_id").asText("");
        }

        /** Medusa writes it as a number or as a text. */
        int quantity() {
            return details.path("quantity").asInt();
        }

        private boolean isMetadata() {
            return is("UPDATE_ORDER_PROPERTIES")
                    && details.path("type").asText().equals("metadata");
        }
    }

    static OrderLog of(Fields answer) {
        return new OrderLog(answer.list("order_changes", OrderLog::entry).stream()
                .sorted(java.util.Comparator.comparing(Entry::at).thenComparing(Entry::id))
                .toList());
    }

    private static Entry entry(Fields change) {
        Instant confirmed = change.timeOrNull("confirmed_at");
        return new Entry(
                change.text("id"),
                change.textOrNull("change_type"),
                change.text("status"),
                change.textOrNull("return_id"),
                change.textOrNull("exchange_id"),
                change.count("version"),
                Mark.ofText(change.textOrNull("internal_note")),
                confirmed == null ? change.time("created_at") : confirmed,
                change.list(
                        "actions",
                        action -> new Action(
                                action.text("action"),
                                action.textOrNull("reference_id"),
                                action.json().path("details"))));
    }

    /** The one that keeps everybody else from changing the order; Medusa allows one at a time. */
    Optional<Entry> open() {
        return entries.stream().filter(Entry::open).findFirst();
    }

    /** What was confirmed under one of our keys. */
    List<Entry> by(StepKey key) {
        return confirmed().filter(entry -> entry.isBy(key)).toList();
    }

    Stream<Entry> confirmed() {
        return entries.stream().filter(Entry::confirmed);
    }

    /** How many changes had an effect that an order's version covers. */
    long effects() {
        return confirmed().filter(entry -> !entry.metadataOnly()).count();
    }

    /** Of the order when the newest of these changes was confirmed. */
    int version() {
        return confirmed().mapToInt(Entry::version).max().orElse(0);
    }

    boolean hasExchanges() {
        return entries.stream().anyMatch(entry -> entry.exchangeId() != null);
    }

    /** Items that came to the order after it was placed. */
    Set<String> added() {
        return actions(action -> action.is("ITEM_ADD")).map(Action::item).collect(Collectors.toSet());
    }

    /** Units by item of a fulfilment. */
    Map<String, Integer> packed(String fulfillmentId) {
        Map<String, Integer> units = new LinkedHashMap<>();
        actions(action -> action.is("FULFILL_ITEM") && fulfillmentId.equals(action.reference()))
                .forEach(action -> units.merge(action.item(), action.quantity(), Math::addExact));
        return units;
    }

    /** What came back of a return, one entry a time. */
    Stream<Entry> receipts(String returnId) {
        return confirmed()
                .filter(entry -> "return_receive".equals(entry.type()))
                .filter(entry -> returnId.equals(entry.returnId()));
    }

    /** The marks that we wrote into the order's metadata after it was placed, each under its name, with the time. */
    Map<String, Entry> writtenMetadata() {
        Map<String, Entry> written = new LinkedHashMap<>();
        confirmed()
                .filter(Entry::metadataOnly)
                .forEach(entry -> entry.actions().stream()
                        .flatMap(action -> action.details().path("new").properties().stream())
                        .forEach(property -> written.putIfAbsent(property.getKey(), entry)));
        return written;
    }

    private Stream<Action> actions(Predicate<Action> wanted) {
        return confirmed().flatMap(entry -> entry.actions().stream()).filter(wanted);
    }
}
