package org.countersign.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.countersign.gate.Json;
import org.countersign.gate.Refusal;
import org.countersign.gate.ShopRule;
import org.countersign.shop.Customers;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.PaymentMethod;

/** Which payment methods can be charged for an order or take money back, and how much. */
public final class MethodRules {

    /** One of the methods of the order's customer. */
    public static Optional<PaymentMethod> method(Order order, String id, Customers customers) {
        return customers.customer(order.customer().id()).flatMap(customer -> customer.paymentMethod(id));
    }

    public static Refusal notOfCustomer(String id) {
        return Refusal.rule(
                ShopRule.METHOD_NOT_OF_CUSTOMER,
                "This customer has no payment method " + id + ".",
                "Use the id of one of the customer's own payment_methods (get_customer); ask the customer which.");
    }

    /** A gift card covers all of it, or none. */
    public static Optional<Refusal> notChargeable(PaymentMethod method, Money need) {
        Money balance = method.balance();
        if (!method.canCharge() || (balance != null && !balance.currency().equals(need.currency()))) {
            return Optional.of(Refusal.rule(
                    ShopRule.BACKEND_RULE,
                    "Payment method " + method.id() + " cannot be charged in " + need.currency() + ".",
                    "Ask the customer for another of their payment methods, one with can_charge: true."));
        }
        return balance == null || need.compareTo(balance) <= 0
                ? Optional.empty()
                : Optional.of(tooLow(method, balance, need));
    }

    private static Refusal tooLow(PaymentMethod method, Money balance, Money need) {
        ObjectNode data = Json.object();
        data.set("balance", Json.money(balance));
        data.set("needed", Json.money(need));
        return Refusal.rule(
                        ShopRule.GIFT_CARD_TOO_LOW,
                        "Gift card " + method.id() + " has " + balance + ", but " + need + " is needed.",
                        "Ask the customer for another of their payment methods; one method pays all of it.")
                .with(data);
    }

    /** A method always takes back what was paid with it: that is enough when nothing was paid otherwise. */
    public static Optional<Refusal> notCreditable(Order order, PaymentMethod method) {
        Money balance = method.balance();
        boolean otherCurrency = balance != null
                && !balance.currency().equals(order.totals().total().currency());
        boolean paidAll = order.payments().stream()
                .filter(payment -> payment.refundable().isPositive())
                .allMatch(payment -> payment.method().id().equals(method.id()));
        return (method.canCredit() || paidAll) && !otherCurrency
                ? Optional.empty()
                : Optional.of(Refusal.rule(
                        ShopRule.METHOD_NOT_CREDITABLE,
                        "Money cannot be sent to payment method " + method.id() + ".",
                        "Ask the customer for another of their payment methods, one with can_credit: true."));
    }

    private MethodRules() {}
}
