package org.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.countersign.gate.CustomerPast.Row;
import org.countersign.gate.Status;
import org.countersign.shop.BackendUnavailable;
import org.countersign.shop.Customer;
import org.countersign.shop.CustomerId;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.OrderSummary;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;
import org.junit.jupiter.api.Test;

/** A history says how much of it there is, and what is missing. */
class HistoriesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    private final List<String> asked = new ArrayList<>();

    private Dossier.History history(int orders, int gone, Row... rows) {
        Orders shop = new Orders() {
            @Override
            public Optional<Order> order(OrderId id) {
                if (asked.size() == gone) {
                    throw new BackendUnavailable("gone", new IllegalStateException());
                }
                asked.add(id.value());
                return Optional.empty();
            }

            @Override
            public Page<OrderSummary> find(Query query, Page.Request page) {
                throw new IllegalStateException("nobody searches");
            }
        };
        Customer customer = new Customer(
                new CustomerId("c1"),
                "Ada",
                "a@example.com",
                null,
                null,
                List.of(),
                List.of(),
                IntStream.range(0, orders).mapToObj(n -> "o" + n).toList(),
                "");
        return new Histories(shop, (id, since, except) -> List.of(rows), NOW).of("c1", customer, "act_1");
    }

    @Test
    void theNewestFiftyAreLookedAtAndItIsSaidThatThereAreMore() {
        Dossier.History history = history(51, -1);
        assertThat(asked).hasSize(50).startsWith("o0").doesNotContain("o50");
        assertThat(history.shop().complete()).isFalse();
        assertThat(history.shop().looked()).isEqualTo(50);
        assertThat(history.since()).isEqualTo(Instant.parse("2025-11-21T12:00:00Z"));
        asked.clear();
        assertThat(history(50, -1).shop().complete()).isTrue();
    }

    @Test
    void aShopThatIsGoneIsNoEmptyHistory() {
        assertThat(history(3, 0).shop()).isNull();
    }

    @Test
    void whatTheLedgerKnowsIsAddedUpByCurrencyAndNothingIsCountedThatDidNotHappen() {
        Dossier.History history = history(
                0,
                -1,
                row("refund_order", Status.DONE, false, 2, "10.00", "USD"),
                row("refund_order", Status.OUTCOME_UNKNOWN, true, 1, "1.00", "USD"),
                row("refund_order", Status.DONE, false, 1, "5.00", "EUR"),
                row("refund_order", Status.FAILED, false, 9, "90.00", "USD"),
                row("refund_order", Status.REFUSED, false, 9, "90.00", "USD"),
                row("cancel_order", Status.DENIED, false, 1, "20.00", "USD"),
                new Row("add_order_note", Status.DONE, false, 4, null));
        assertThat(history.inLedger())
                .containsExactly(
                        new Dossier.Done("refunds", 3, Money.parse("11.00", "USD")),
                        new Dossier.Done("refunds", 1, Money.parse("5.00", "EUR")),
                        new Dossier.Done("denied", 1, Money.parse("20.00", "USD")),
                        new Dossier.Done("handed to a person", 1, Money.parse("1.00", "USD")));
    }

    private static Row row(String tool, Status status, boolean escalated, long count, String amount, String currency) {
        return new Row(tool, status, escalated, count, Money.parse(amount, currency));
    }
}
