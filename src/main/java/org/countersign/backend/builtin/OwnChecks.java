package org.countersign.backend.builtin;

/** What the built-in shop refuses by itself, in the transaction that would change something, in words for people. */
final class OwnChecks {

    static String of(String tool) {
        return switch (tool) {
            case "refund_order" ->
                "no more than is left of the payment, the order, a line and its shipping, and to methods of its customer only";
            case "cancel_order" ->
                "open, nothing fulfilled, no return or exchange open, no more put back than is there";
            case "change_order_items" ->
                "open and unfulfilled, variants of the same product in stock, the lines as planned";
            case "change_payment_method" ->
                "not cancelled, in its currency, a method of its customer, enough on a gift card";
            case "create_return", "exchange_items" -> "nothing open of the kind, no more units than can come back";
            case "receive_return" -> "the return is open, no more units than are left to come";
            case "fulfill_order" -> "open, paid, not held, no more units than are left to be sent";
            case "change_shipping_address" -> "open and unfulfilled";
            case "hold_order" -> "open, something left to be sent";
            case "buy_shipping_label" -> "open, or not cancelled where goods come back";
            case "release_order" -> "the hold is there";
            case "void_shipping_label" -> "the label is there and was not used";
            case "issue_store_credit" -> "more than zero, and an order that it is about is this customer's";
            default -> "the object is there";
        };
    }

    private OwnChecks() {}
}
