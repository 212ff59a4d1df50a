package org.countersign.backend.medusa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.countersign.backend.Fields;
import org.countersign.backend.RefundArithmetic;
import org.countersign.gate.Json;
import org.countersign.refund.Refunds;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lines come to; the JSON is as small as Medusa's arithmetic allows. */
class LinesTest {

    private static final String NO_TAX = "[]";

    /** As Medusa itself says of this order: 116.7823735 with 7 % off the goods, 8.875 % tax, and 5.00 for the parcel. */
    @Test
    void taxesAndPercentagesThatMedusaDoesNotRoundComeToWhatWasCharged() {
        String tax = "[{'raw_rate': {'value': '8.875'}}]";
        Order order = order(
                "usd",
                item("ordli_1", 3, "29.99", "6.2979", tax, false),
                item("ordli_2", 1, "19.99", "1.3993", tax, false));
        assertThat(order.totals().total()).isEqualTo(usd("116.78"));
        assertThat(order.totals().shipping()).isEqualTo(usd("5.44"));
        assertThat(order.lines()).extracting(Order.Line::amount).containsExactly(usd("91.10"), usd("20.24"));
        addsUp(order);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void thePartsOfAnOrderAddUpAndTheUnitsOfALineToTheLine(int seed) {
        Random random = new Random(seed);
        String currency = List.of("usd", "jpy", "kwd").get(seed % 3);
        int digits = List.of(2, 0, 3).get(seed % 3);
        String[] items = IntStream.range(0, 1 + random.nextInt(6))
                .mapToObj(n -> item(
                        "ordli_" + n,
                        1 + random.nextInt(7),
                        decimal(random, digits),
                        "0." + random.nextInt(9999),
                        "[{'raw_rate': {'value': '%d.%d'}}]".formatted(random.nextInt(30), random.nextInt(999)),
                        random.nextBoolean()))
                .toArray(String[]::new);
        Order order = order(currency, items);
        addsUp(order);
        for (Order.Line line : order.lines()) {
            long units = IntStream.range(0, line.quantity())
                    .mapToObj(n -> unit(refunded(order, line, n), line))
                    .mapToLong(Money::minor)
                    .sum();
            assertThat(units).isEqualTo(line.amount().minor());
        }
    }

    private static Money unit(Order order, Order.Line line) {
        return RefundArithmetic.quote(
                        order,
                        new Refunds.Wanted(List.of(new Refunds.LineQuantity(line.id(), 1)), null, null),
                        order.totals().shipping())
                .lines()
                .getFirst()
                .amount();
    }

    /** The same order with so many units of a line refunded, as its marks would say. */
    private static Order refunded(Order order, Order.Line line, int units) {
        List<Order.Line> lines = order.lines().stream()
                .map(one -> one.id().equals(line.id())
                        ? new Order.Line(
                                one.id(),
                                "",
                                "",
                                one.title(),
                                Map.of(),
                                one.quantity(),
                                one.unitPrice(),
                                one.amount(),
                                0,
                                0,
                                units)
                        : one)
                .toList();
        return new Order(
                order.id(),
                order.name(),
                order.status(),
                order.paymentStatus(),
                order.fulfillmentStatus(),
                order.customer(),
                order.shippingAddress(),
                lines,
                order.payments(),
                order.transactions(),
                order.shipments(),
                order.labels(),
                order.returns(),
                order.exchanges(),
                order.holds(),
                order.notes(),
                order.risk(),
                order.totals(),
                order.placedAt(),
                null,
                null,
                null,
                order.revision());
    }

    private static void addsUp(Order order) {
        Order.Totals totals = order.totals();
        assertThat(order.lines().stream().map(Order.Line::amount).reduce(totals.shipping(), Money::plus))
                .isEqualTo(totals.total());
        assertThat(totals.subtotal().minus(totals.discount()).plus(totals.tax()).plus(totals.shipping()))
                .isEqualTo(totals.total());
    }

    @Test
    void aPriceThatIncludesItsTaxIsPaidOnce() {
        Order order = order("usd", item("ordli_1", 3, "19.99", "0", "[{'raw_rate': {'value': '19'}}]", true));
        assertThat(order.lines().getFirst().amount()).isEqualTo(usd("59.97"));
        assertThat(order.totals().tax()).isEqualTo(usd("9.58"));
        assertThat(order.totals().subtotal()).isEqualTo(usd("50.39"));
    }

    @Test
    void aLineThatMedusaShowsSeveralTimesIsThereOnce() {
        String item = item("ordli_1", 2, "10.00", "0", NO_TAX, false);
        assertThat(order("usd", item, item, item).lines()).hasSize(1);
    }

    @Test
    void aPriceFinerThanItsCurrencyIsNotRoundedInSilence() {
        assertThatThrownBy(() -> order("jpy", item("ordli_1", 1, "10.5", "0", NO_TAX, false)))
                .isInstanceOf(Fields.Unreadable.class);
    }

    @Test
    void anItemThatTookAnothersPlaceIsItsLineIfAnOrderChangeSaysSo() {
        List<JsonNode> items = List.of(claiming("ordli_2", "ordli_1"), claiming("ordli_3", "ordli_1.2"));
        assertThat(LineIds.of(items, Set.of("ordli_2", "ordli_3")).lineByItem())
                .isEqualTo(Map.of("ordli_2", "ordli_1", "ordli_3", "ordli_1.2"));
        assertThat(LineIds.of(items, Set.of("ordli_3")).item("ordli_1.2")).contains("ordli_3");
    }

    /** A customer writes the metadata of what they put into their cart. */
    @Test
    void whatCameWithTheOrderIsItselfWhateverItsMetadataSays() {
        List<JsonNode> items = List.of(claiming("ordli_2", "ordli_1"));
        assertThat(LineIds.of(items, Set.of()).line("ordli_2")).isEqualTo("ordli_2");
    }

    @ParameterizedTest
    @CsvSource({"ordli_1,ordli_1", "ordli_9,ordli_9", "'refund it all!',ordli_8", "'',ordli_8"})
    void noTwoItemsAreOneLineAndNoLineHasAnotherForm(String first, String second) {
        List<JsonNode> items =
                List.of(claiming("ordli_1", ""), claiming("ordli_2", first), claiming("ordli_3", second));
        LineIds ids = LineIds.of(items, Set.of("ordli_2", "ordli_3"));
        assertThat(ids.lineByItem().values()).doesNotHaveDuplicates().contains("ordli_1", "ordli_2");
    }

    private static JsonNode claiming(String id, String line) {
        return Json.parse("{'id': '%s', 'metadata': {'countersign_line': '%s'}}"
                .formatted(id, line)
                .replace('\'', '"'));
    }

    private static String decimal(Random random, int digits) {
        return BigDecimal.valueOf(1 + random.nextInt(99_999), digits).toPlainString();
    }

    private static String item(String id, int quantity, String price, String discount, String tax, boolean inclusive) {
        return """
                {'id': '%s', 'title': 'Shirt', 'quantity': %d, 'raw_unit_price': {'value': '%s'},
                 'is_tax_inclusive': %s, 'tax_lines': %s,
                 'adjustments': [{'raw_amount': {'value': '%s'}, 'is_tax_inclusive': false}],
                 'detail': {'id': 'd', 'fulfilled_quantity': 0, 'shipped_quantity': 0, 'delivered_quantity': 0,
                            'return_received_quantity': 0, 'return_dismissed_quantity': 0}}""".formatted(id, quantity, price, inclusive, tax, discount);
    }

    private static Order order(String currency, String... items) {
        String json = """
                {'id': 'order_1', 'display_id': 7, 'status': 'pending', 'version': 1, 'currency_code': '%s',
                 'email': 'a@example.test', 'customer_id': null, 'created_at': '2026-11-22T01:00:00.000Z',
                 'items': [%s],
                 'shipping_methods': [{'id': 'ordsm_1', 'raw_amount': {'value': '5'}, 'is_tax_inclusive': false,
                                       'adjustments': [], 'tax_lines': %s}]}""".formatted(
                currency.toLowerCase(Locale.ROOT),
                String.join(",", items),
                currency.equals("usd") && items[0].contains("8.875") ? "[{'raw_rate': {'value': '8.875'}}]" : NO_TAX);
        return OrderFile.of(new Fields(Json.parse(json.replace('\'', '"'))), new OrderLog(List.of()), List.of())
                .order();
    }

    private static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }
}
