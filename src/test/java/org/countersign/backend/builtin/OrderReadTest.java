package org.countersign.backend.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.shop.Order;
import org.junit.jupiter.api.Test;

class OrderReadTest {

    @Test
    void everyPartOfAnOrderIsRead() {
        try (TestShop shop = new TestShop()) {
            Fixture fixture = Fixture.order(shop, "USD", 0).line(1, 100, 0, 0).payment("paypal", 100);
            String order = fixture.order;
            String line = order + "-1";
            String method = "paypal-" + order + "-1";
            shop.execute(
                    "insert into shop.labels values ('%s', 'lab', 'return', 'Test', 'ground', 'T1', 495, 'USD', 'bought', now())"
                            .formatted(order));
            shop.execute(
                    "insert into shop.returns values ('%s', 'ret', 'requested', '%s', 100)".formatted(order, method));
            shop.execute(
                    "insert into shop.return_lines values ('%s', 'ret', 1, '%s', 1, 'damaged')".formatted(order, line));
            shop.execute("insert into shop.exchanges values ('%s', 'exc', 'requested', '%s', 'charge', 50)"
                    .formatted(order, method));
            shop.execute("insert into shop.exchange_changes values ('%s', 'exc', 1, '%s', 'variant-%2$s', 1, null)"
                    .formatted(order, line));
            shop.execute("insert into shop.holds values ('%s', 'h1', 'customer_request', null, now(), null)"
                    .formatted(order));
            shop.execute("insert into shop.holds values ('%s', 'h2', 'other', null, now(), now())".formatted(order));
            shop.execute("insert into shop.notes values ('%s', 'n1', 'be \"kind\"', true, 'somebody', now())"
                    .formatted(order));
            shop.execute("update shop.orders set risk_level = 'high', risk_reasons = '{new card}' where id = '%s'"
                    .formatted(order));

            Order read = fixture.read();

            assertThat(read.labels())
                    .extracting(label -> label.price().toString())
                    .containsExactly("4.95 USD");
            assertThat(read.returns()).singleElement().satisfies(back -> {
                assertThat(back.lines()).containsExactly(new Order.ReturnLine(line, 1, "damaged"));
                assertThat(back.amount()).hasToString("1.00 USD");
            });
            assertThat(read.exchanges()).singleElement().satisfies(exchange -> {
                assertThat(exchange.changes())
                        .containsExactly(new Order.Change(line, "variant-" + line, 1, null, null));
                assertThat(exchange.priceDifference())
                        .isEqualTo(new Order.PriceDifference(Order.PriceDifference.Direction.CHARGE, "0.50", "USD"));
            });
            assertThat(read.holds())
                    .extracting(Order.Hold::id)
                    .as("released holds are over")
                    .containsExactly("h1");
            assertThat(read.notes()).extracting(Order.Note::text).containsExactly("be \"kind\"");
            assertThat(read.risk()).isEqualTo(new Order.Risk(Order.Risk.Level.HIGH, List.of("new card")));
        }
    }
}
