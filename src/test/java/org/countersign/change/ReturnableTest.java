package org.countersign.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.countersign.gate.Json;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much can come back, how much is still to come, and that requests survive the ledger. */
class ReturnableTest {

    private static final Money TEN = Money.parse("10.00", "USD");

    @ParameterizedTest
    @CsvSource({
        "3, 3, 0, 0, 3",
        "3, 2, 0, 0, 2",
        "3, 0, 0, 0, 0",
        "3, 3, 1, 1, 2",
        // refunded, and the customer kept it
        "3, 3, 0, 1, 2",
        // the one that was never sent was refunded
        "3, 2, 0, 1, 2",
        "3, 2, 1, 2, 1",
        "1, 1, 0, 1, 0",
        "1, 1, 1, 0, 0"
    })
    void whatLeftTheHouseAndIsNeitherBackNorRefunded(
            int quantity, int fulfilled, int returned, int refunded, int left) {
        Order.Line line =
                new Order.Line("l1", "p1", "v1", "Thing", Map.of(), quantity, TEN, TEN, fulfilled, returned, refunded);
        assertThat(Returnable.quantity(line)).isEqualTo(left);
    }

    private static Order.Return of(Order.Return.Status status, Order.Receipt... receipts) {
        return new Order.Return(
                "rt_1",
                status,
                List.of(new Order.ReturnLine("a", 2, "style"), new Order.ReturnLine("a", 1, "color"), b(1)),
                null,
                null,
                List.of(receipts),
                null);
    }

    private static Order.ReturnLine b(int quantity) {
        return new Order.ReturnLine("b", quantity, "other");
    }

    @Test
    void whatIsStillToComeIsWhatWasAskedForLessWhatCame() {
        Order.Receipt came = new Order.Receipt(
                "rc_1", List.of(new Order.ReceivedLine("a", 1, true), new Order.ReceivedLine("a", 1, false)));
        assertThat(ReturnReceipt.outstanding(of(Order.Return.Status.REQUESTED))).isEqualTo(Map.of("a", 3, "b", 1));
        assertThat(ReturnReceipt.outstanding(of(Order.Return.Status.RECEIVED, came)))
                .isEqualTo(Map.of("a", 1, "b", 1));
        assertThat(ReturnReceipt.outstanding(of(Order.Return.Status.SETTLED, came)))
                .isEmpty();
        assertThat(ReturnReceipt.outstanding(of(Order.Return.Status.CANCELLED))).isEmpty();
    }

    @Test
    void equalRequestsAreEqualJsonAndAreReadBackExactly() {
        OrderId order = new OrderId("W1");
        ReturnRequest request = new ReturnRequest(order, List.of(b(1), b(2)), "m1", TEN, "a.rate");
        assertThat(request.lines()).containsExactly(b(3));
        assertThat(Change.of(ReturnRequest.KIND, Json.parse(request.toJson().toString())))
                .isEqualTo(request);
        ReturnReceipt receipt = new ReturnReceipt(
                order,
                "rt_1",
                List.of(
                        new Order.ReceivedLine("b", 1, false),
                        new Order.ReceivedLine("b", 1, true),
                        new Order.ReceivedLine("a", 1, true),
                        new Order.ReceivedLine("b", 2, true)),
                Order.Return.Status.RECEIVED);
        assertThat(receipt.lines())
                .containsExactly(
                        new Order.ReceivedLine("a", 1, true),
                        new Order.ReceivedLine("b", 3, true),
                        new Order.ReceivedLine("b", 1, false));
        assertThat(Change.of(ReturnReceipt.KIND, Json.parse(receipt.toJson().toString())))
                .isEqualTo(receipt);
        LineChanges lines = new LineChanges(
                        order,
                        List.of(new LineChanges.Part("a", "v1", "v2", 1, "a.2")),
                        List.of(new LineChanges.Line("a.2", "v2", 1, TEN)),
                        null)
                .charging("m1", TEN);
        ExchangeReceipt exchange = new ExchangeReceipt("ex_1", lines, List.of(new Order.ReceivedLine("a", 1, true)));
        assertThat(exchange.money()).isEqualTo(TEN);
        assertThat(Change.of(ExchangeReceipt.KIND, Json.parse(exchange.toJson().toString())))
                .isEqualTo(exchange);
        ExchangeRequest asked = new ExchangeRequest(
                order,
                List.of(new Order.Change("a", "v2", 1, "style", TEN)),
                "m1",
                new PriceDifference(Order.PriceDifference.Direction.REFUND, TEN));
        assertThat(Change.of(ExchangeRequest.KIND, Json.parse(asked.toJson().toString())))
                .isEqualTo(asked);
    }
}
