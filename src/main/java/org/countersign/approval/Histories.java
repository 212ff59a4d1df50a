package org.countersign.approval;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.countersign.approval.Dossier.Count;
import org.countersign.approval.Dossier.Done;
import org.countersign.approval.Dossier.InShop;
import org.countersign.approval.Dossier.Refund;
import org.countersign.approval.Dossier.Sum;
import org.countersign.gate.CustomerPast;
import org.countersign.gate.CustomerPast.Row;
import org.countersign.gate.Json;
import org.countersign.gate.Refunded;
import org.countersign.gate.Status;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Customer;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.Orders;
import org.jspecify.annotations.Nullable;

/** What a customer was refunded and returned in the last 12 months, from the shop and from the ledger. */
@ApplicationScoped
class Histories {

    private static final int MONTHS = 12;
    private static final int ORDERS = 50;
    /** Who decides does not wait longer for what came before; the page says how many orders it saw. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Set<Status> HAPPENED =
            Set.of(Status.DONE, Status.PARTLY_DONE, Status.MISMATCH, Status.OUTCOME_UNKNOWN, Status.RUNNING);

    private final Orders orders;
    private final CustomerPast past;
    private final Clock clock;

    Histories(Orders orders, CustomerPast past, Clock clock) {
        this.orders = orders;
        this.past = past;
        this.clock = clock;
    }

    /**
     * @param customer absent when the shop cannot be asked, or does not know them
     * @param except   the action that it is made for
     */
    Dossier.History of(String customerId, @Nullable Customer customer, String except) {
        Instant since =
                clock.instant().atZone(ZoneOffset.UTC).minusMonths(MONTHS).toInstant();
        InShop shop = customer == null ? null : inShop(customer, since);
        return new Dossier.History(since, shop, inLedger(past.since(customerId, since, except)));
    }

    private @Nullable InShop inShop(Customer customer, Instant since) {
        List<String> ids = customer.orderIds();
        List<Order> looked = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        int asked = 0;
        try {
            for (String id : ids.subList(0, Math.min(ORDERS, ids.size()))) {
                if (System.nanoTime() > end) {
                    break;
                }
                Optional<Order> order = orders.order(new OrderId(id));
                asked++;
                order.ifPresent(looked::add);
            }
        } catch (BackendUnavailable gone) {
            if (looked.isEmpty()) {
                return null;
            }
        }
        List<Refund> refunds = refunds(looked, since);
        List<Order> recent = looked.stream()
                .filter(order -> !order.placedAt().isBefore(since))
                .toList();
        return new InShop(
                ids.size(),
                asked,
                refunds,
                sums(refunds),
                counts(
                        recent,
                        order -> order.returns().stream()
                                .map(Order.Return::status)
                                .toList()),
                counts(
                        recent,
                        order -> order.exchanges().stream()
                                .map(Order.Exchange::status)
                                .toList()));
    }

    private static List<Refund> refunds(List<Order> orders, Instant since) {
        return orders.stream()
                .flatMap(order -> Refunded.given(order)
                        .filter(moved -> !moved.at().isBefore(since))
                        .map(moved -> new Refund(moved.at(), order.name(), moved.amount())))
                .sorted(Comparator.comparing(Refund::at).reversed())
                .toList();
    }

    private static List<Sum> sums(List<Refund> refunds) {
        Map<String, Sum> sums = new TreeMap<>();
        refunds.forEach(refund -> sums.merge(
                refund.amount().currency().getCurrencyCode(),
                new Sum(1, refund.amount()),
                (left, right) ->
                        new Sum(left.count() + right.count(), left.money().plus(right.money()))));
        return List.copyOf(sums.values());
    }

    private static List<Count> counts(List<Order> orders, Function<Order, List<Order.Return.Status>> statuses) {
        Map<Order.Return.Status, Long> counts = new TreeMap<>();
        orders.forEach(order -> statuses.apply(order).forEach(status -> counts.merge(status, 1L, Long::sum)));
        return counts.entrySet().stream()
                .map(each -> new Count(Json.wire(each.getKey()), each.getValue()))
                .toList();
    }

    private static List<Done> inLedger(List<Row> rows) {
        List<Done> done = new ArrayList<>();
        add(done, "refunds", rows, row -> happened(row, "refund_order"));
        add(done, "cancellations", rows, row -> happened(row, "cancel_order"));
        add(done, "store credits", rows, row -> happened(row, "issue_store_credit"));
        add(done, "returns and exchanges received", rows, row -> happened(row, "receive_return"));
        add(done, "denied", rows, row -> row.status() == Status.DENIED);
        add(done, "handed to a person", rows, Row::escalated);
        return done;
    }

    private static boolean happened(Row row, String tool) {
        return row.tool().equals(tool) && HAPPENED.contains(row.status());
    }

    /** One a currency; and one for those that move no money. */
    private static void add(List<Done> done, String what, List<Row> rows, Predicate<Row> which) {
        Map<String, Done> sums = new LinkedHashMap<>();
        rows.stream().filter(which).forEach(row -> {
            Money money = row.money();
            String currency = money == null ? "" : money.currency().getCurrencyCode();
            sums.merge(currency, new Done(what, row.count(), money), (left, right) -> {
                Money before = left.money();
                return new Done(
                        what,
                        left.count() + right.count(),
                        before == null || money == null ? null : before.plus(money));
            });
        });
        done.addAll(sums.values());
    }
}
