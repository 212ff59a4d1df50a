package org.countersign.backend.medusa;

import java.util.Optional;
import org.countersign.backend.Fields;
import org.countersign.gate.StepKey;
import org.jspecify.annotations.Nullable;

/**
 * One order change as Medusa lists it: an edit, a return, its receipt, an exchange. Until it is confirmed it is a draft,
 * which has no effect and can be deleted.
 *
 * @param key our mark, where it is ours
 */
record OrderChange(
        String id,
        @Nullable String type,
        @Nullable String status,
        Optional<StepKey> key,
        @Nullable String returnId,
        @Nullable String exchangeId) {

    static final String FIELDS = "id,change_type,status,internal_note,return_id,exchange_id";

    static OrderChange of(Fields row) {
        return new OrderChange(
                row.text("id"),
                row.textOrNull("change_type"),
                row.textOrNull("status"),
                Mark.ofText(row.textOrNull("internal_note")).map(Mark::key),
                row.textOrNull("return_id"),
                row.textOrNull("exchange_id"));
    }

    boolean isBy(StepKey other) {
        return key.filter(other::equals).isPresent();
    }

    boolean isConfirmed() {
        return "confirmed".equals(status);
    }

    /** As Medusa has it: while one of these is open, no other order change begins. */
    boolean isOpen() {
        return "pending".equals(status) || "requested".equals(status);
    }

    /** For people. */
    String said() {
        return type == null ? "a change" : "a change (" + Replies.plain(type) + ")";
    }

    /** Where it is deleted while it is a draft; empty for a kind that we do not begin. */
    Optional<String> draft(String orderId) {
        return switch (type == null ? "" : type) {
            case "edit" -> Optional.of("/admin/order-edits/" + orderId);
            case "return_request" -> Optional.ofNullable(returnId).map(of -> "/admin/returns/" + of + "/request");
            case "return_receive" -> Optional.ofNullable(returnId).map(of -> "/admin/returns/" + of + "/receive");
            case "exchange" -> Optional.ofNullable(exchangeId).map(of -> "/admin/exchanges/" + of + "/request");
            default -> Optional.empty();
        };
    }
}
