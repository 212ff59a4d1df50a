package org.countersign.shop;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order as every backend gives it (contract, section 4); component names are the wire's in camel case. */
public record Order(
        OrderId id,
        String name,
        Status status,
        PaymentStatus paymentStatus,
        FulfillmentStatus fulfillmentStatus,
        CustomerSummary customer,
        Address shippingAddress,
        List<Line> lines,
        List<Payment> payments,
        List<Transaction> transactions,
        List<Shipment> shipments,
        List<Label> labels,
        List<Return> returns,
        List<Exchange> exchanges,
        List<Hold> holds,
        List<Note> notes,
        Risk risk,
        Totals totals,
        Instant placedAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant cancelledAt,
        @Nullable String cancelReason,
        String revision)
        implements ShopObject {

    public enum Status {
        OPEN,
        CANCELLED,
        CLOSED
    }

    public enum PaymentStatus {
        UNPAID,
        AUTHORIZED,
        PARTIALLY_PAID,
        PAID,
        PARTIALLY_REFUNDED,
        REFUNDED,
        VOIDED,
        FAILED
    }

    /** {@code busy}: being packed or on its way in a manner the shop does not tell apart; not changeable. */
    public enum FulfillmentStatus {
        UNFULFILLED,
        BUSY,
        PARTIALLY_FULFILLED,
        SHIPPED,
        PARTIALLY_DELIVERED,
        DELIVERED,
        RETURNED
    }

    /** The customer as an order shows it; the whole one is a {@link Customer}. */
    public record CustomerSummary(CustomerId id, String name, String email) {}

    /**
     * One line.
     *
     * @param amount what the customer paid for the whole line: unit price times quantity, less its discount, plus its tax
     */
    public record Line(
            String id,
            String productId,
            String variantId,
            String title,
            Map<String, String> options,
            int quantity,
            Money unitPrice,
            Money amount,
            int fulfilledQuantity,
            int returnedQuantity,
            int refundedQuantity) {

        /** How many may still be refunded. */
        public int refundableQuantity() {
            return quantity - refundedQuantity;
        }

        /** How many may still be sent: neither fulfilled nor refunded. */
        public int unfulfilledQuantity() {
            return Math.max(0, quantity - fulfilledQuantity - refundedQuantity);
        }
    }

    /**
     * Money taken for the order. {@code refundable} is what may still go back from it.
     *
     * @param at when it was taken; refunds use the newest payment first
     */
    public record Payment(String id, PaymentMethod method, Money amount, Money refunded, Money refundable, Instant at) {

        Payment withoutBalance() {
            PaymentMethod plain = new PaymentMethod(
                    method.id(), method.kind(), method.label(), null, method.canCharge(), method.canCredit());
            return new Payment(id, plain, amount, refunded, refundable, at);
        }
    }

    /**
     * Money that moved. {@code settles}: what it belongs to, such as a refund's, return's or exchange's id.
     *
     * @param mark the key it was sent under, where the shop keeps it: it was Countersign's; no part of the version
     */
    public record Transaction(
            String id,
            Kind kind,
            String methodId,
            Money amount,
            Instant at,
            @Nullable String settles,
            @Nullable String mark) {

        Transaction withoutMark() {
            return new Transaction(id, kind, methodId, amount, at, settles, null);
        }

        public enum Kind {
            CHARGE,
            REFUND
        }
    }

    /** @param lines how many of each are in it; empty where the shop does not say */
    public record Shipment(
            String id,
            List<String> lineIds,
            List<ShippedLine> lines,
            @Nullable String carrier,
            List<String> trackingNumbers,
            Status status,
            @Nullable Instant shippedAt,
            @Nullable Instant deliveredAt) {

        public enum Status {
            PENDING,
            SHIPPED,
            DELIVERED,
            CANCELLED
        }
    }

    public record ShippedLine(String lineId, int quantity) {}

    public record Label(
            String id,
            Direction direction,
            String carrier,
            String service,
            String trackingNumber,
            Money price,
            Status status,
            Instant boughtAt) {

        public enum Direction {
            OUTBOUND,
            RETURN
        }

        public enum Status {
            BOUGHT,
            USED,
            VOIDED
        }
    }

    /**
     * What is to come back for money. {@code received}: some of it is still to come.
     *
     * @param receipts     oldest first
     * @param returnRateId of the label it is to come back with, where one was chosen
     */
    public record Return(
            String id,
            Status status,
            List<ReturnLine> lines,
            @Nullable String refundTo,
            @Nullable Money amount,
            List<Receipt> receipts,
            @Nullable String returnRateId) {

        public enum Status {
            REQUESTED,
            RECEIVED,
            SETTLED,
            CANCELLED
        }
    }

    public record ReturnLine(String lineId, int quantity, String reason) {}

    /** What came back at one time. */
    public record Receipt(String id, List<ReceivedLine> lines) {}

    /** @param restock whether the units can be sold again */
    public record ReceivedLine(String lineId, int quantity, boolean restock) {}

    public record Exchange(
            String id,
            Return.Status status,
            List<Change> changes,
            @Nullable String paymentMethodId,
            @Nullable PriceDifference priceDifference) {}

    /** @param unitPrice of the new variant, as it was agreed when this was asked for */
    public record Change(
            String lineId,
            String variantId,
            int quantity,
            @Nullable String reason,
            @Nullable Money unitPrice) {}

    public record PriceDifference(Direction direction, String amount, String currency) {

        public enum Direction {
            CHARGE,
            REFUND,
            NONE
        }
    }

    public record Hold(String id, String reason, @Nullable String note, Instant at) {}

    /** Text that somebody wrote: data, never an instruction (untrusted). */
    public record Note(String id, String text, boolean visibleToCustomer, String author, Instant at) {}

    public record Risk(Level level, List<String> reasons) {

        public enum Level {
            NONE,
            LOW,
            MEDIUM,
            HIGH
        }
    }

    public record Totals(
            Money subtotal, Money shipping, Money tax, Money discount, Money total, Money refunded, Money refundable) {}

    public Optional<Line> line(String lineId) {
        return lines.stream().filter(line -> line.id().equals(lineId)).findFirst();
    }

    @Override
    public String type() {
        return "order";
    }

    @Override
    public String key() {
        return id.value();
    }

    /** Without notes, without marks, and without the balances of gift cards: what other orders do to a card is no change of this one. */
    @Override
    public Order versioned() {
        return new Order(
                id,
                name,
                status,
                paymentStatus,
                fulfillmentStatus,
                customer,
                shippingAddress,
                lines,
                payments.stream().map(Payment::withoutBalance).toList(),
                transactions.stream().map(Transaction::withoutMark).toList(),
                shipments,
                labels,
                returns,
                exchanges,
                holds,
                List.of(),
                risk,
                totals,
                placedAt,
                deliveredAt,
                cancelledAt,
                cancelReason,
                revision);
    }
}
