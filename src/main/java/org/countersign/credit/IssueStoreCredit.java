package org.countersign.credit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.change.Changing;
import org.countersign.change.Ports;
import org.countersign.change.StoreCredit;
import org.countersign.gate.ErrorCode;
import org.countersign.gate.Json;
import org.countersign.gate.ObjectRef;
import org.countersign.gate.Plan;
import org.countersign.gate.Planned;
import org.countersign.gate.Refusal;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.OrderId;
import org.countersign.shop.PaymentMethod;
import org.countersign.shop.ShopObject;
import org.jspecify.annotations.Nullable;

/**
 * A customer gets store credit on a new gift card.
 *
 * @param about the order it is given for, if any
 */
record IssueStoreCredit(
        CustomerId customerId,
        Money amount,
        String reason,
        @Nullable String note,
        @Nullable OrderId about,
        Ports ports) implements Changing {

    static final String TOOL = "issue_store_credit";

    @Override
    public String tool() {
        return TOOL;
    }

    @Override
    public ObjectRef target() {
        return ObjectRef.customer(customerId.value());
    }

    @Override
    public ObjectNode arguments() {
        ObjectNode arguments = Json.object()
                .put("customer_id", customerId.value())
                .put("reason", reason)
                .put("note", note)
                .put("order_id", about == null ? null : about.value());
        arguments
                .putObject("amount")
                .put("minor", Long.toString(amount.minor()))
                .put("currency", amount.currency().getCurrencyCode());
        return arguments;
    }

    static IssueStoreCredit revive(JsonNode arguments, Ports ports) {
        return new IssueStoreCredit(
                new CustomerId(arguments.path("customer_id").asText()),
                new Money(
                        Long.parseLong(arguments.at("/amount/minor").asText()),
                        Money.currency(arguments.at("/amount/currency").asText())),
                arguments.path("reason").asText(),
                Json.textOrNull(arguments, "note"),
                arguments.hasNonNull("order_id")
                        ? new OrderId(arguments.path("order_id").asText())
                        : null,
                ports);
    }

    @Override
    public Planned plan(ShopObject now) {
        Customer customer = (Customer) now;
        Optional<Refusal> forbidden = notTheirs(customer).or(() -> otherCurrency(customer));
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        String what = amount + " of store credit to customer " + customerId + " on a new gift card"
                + (about == null ? "" : ", for order #" + about);
        return new Plan(
                "give " + what,
                "gave " + what,
                amount,
                Map.of(),
                List.of(new StoreCredit(customerId, amount, reason, note, about).step(1)),
                List.of());
    }

    private Optional<Refusal> notTheirs(Customer customer) {
        return about == null || customer.orderIds().contains(about.value())
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        ErrorCode.NOT_FOUND,
                        "This customer has no such order.",
                        "Use one of the order_ids of get_customer, or leave order_id out."));
    }

    /** What this customer pays in: by the order that is named, else by their gift cards and their newest order. */
    private Optional<Refusal> otherCurrency(Customer customer) {
        Set<Currency> known = new LinkedHashSet<>();
        if (about == null) {
            customer.paymentMethods().stream()
                    .map(PaymentMethod::balance)
                    .filter(Objects::nonNull)
                    .forEach(balance -> known.add(balance.currency()));
            customer.orderIds().stream().findFirst().map(OrderId::new).ifPresent(newest -> add(newest, known));
        } else {
            add(about, known);
        }
        String names = known.stream().map(Currency::getCurrencyCode).collect(Collectors.joining(" or "));
        return known.isEmpty() || known.contains(amount.currency())
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        ErrorCode.INVALID_ARGUMENTS,
                        "amount is in " + amount.currency() + ", but this customer pays in " + names + ".",
                        "Give amount in " + names + "."));
    }

    private void add(OrderId id, Set<Currency> known) {
        ports.orders()
                .order(id)
                .ifPresent(order -> known.add(order.totals().total().currency()));
    }
}
