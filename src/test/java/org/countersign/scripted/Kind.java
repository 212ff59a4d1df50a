package org.countersign.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * One kind of change.
 *
 * @param refusal why this shop would not; it may use up the account it is given
 * @param apply   does it to an account
 * @param shown   what is seen of it on the account as it is now, in the protocol's form
 */
record Kind(
        BiFunction<Account, JsonNode, Optional<String>> refusal,
        BiConsumer<Account, Effect> apply,
        BiFunction<Account, Effect, ObjectNode> shown) {

    static Kind of(String what) {
        return switch (what) {
            case "refund" -> new Kind(Refunds::refusal, Refunds::apply, Refunds::shown);
            case "cancel" -> new Kind(Cancellations::refusal, Cancellations::apply, Cancellations::shown);
            case "charge" -> new Kind(Charges::refusal, Charges::apply, Charges::shown);
            case "customer_address" -> new Kind((account, asked) -> Optional.empty(), Addresses::move, Addresses::home);
            case "exchange_receipt" -> new Kind(Exchanges::noReceipt, Exchanges::receive, Exchanges::received);
            case "exchange_request" -> new Kind(Exchanges::noRequest, Exchanges::request, Exchanges::requested);
            case "fulfillment" -> new Kind(Parcels::noParcel, Parcels::send, Parcels::sent);
            case "hold" -> new Kind(Holds::noHold, Holds::hold, Holds::held);
            case "label_void" -> new Kind(Labels::noVoid, Labels::discard, Labels::discarded);
            case "lines" -> new Kind(Lines::refusal, Lines::apply, Lines::shown);
            case "note" -> new Kind((account, asked) -> Optional.empty(), Holds::note, Holds::noted);
            case "release" -> new Kind(Holds::noRelease, Holds::release, Holds::released);
            case "return_receipt" -> new Kind(Returns::noReceipt, Returns::receive, Returns::received);
            case "return_request" -> new Kind(Returns::noRequest, Returns::request, Returns::requested);
            case "shipping_address" -> new Kind(Addresses::noRedirection, Addresses::redirect, Addresses::destination);
            case "shipping_label" -> new Kind(Labels::noLabel, Labels::buy, Labels::bought);
            case "store_credit" -> new Kind(Charges::noCredit, Charges::credit, Charges::credited);
            default -> throw new IllegalArgumentException("no change is called " + what);
        };
    }
}
