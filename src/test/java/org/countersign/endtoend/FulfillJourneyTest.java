package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** fulfill_order over MCP: never more than is left, never what is held or unpaid. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class FulfillJourneyTest extends WholeServer {

    private static final String TOOL = "fulfill_order";

    private final Agent lea = Agent.as("lea");

    private ObjectNode all(ShopFixture shop) {
        return Writing.of(lea.order(shop.order));
    }

    private ObjectNode of(ShopFixture shop, String line, int quantity) {
        ObjectNode call = all(shop);
        call.putArray("lines").addObject().put("line_id", line).put("quantity", quantity);
        return call;
    }

    private long stock(ShopFixture shop) {
        return sql.number("select sum(stock) from shop.variants where id like ?", "variant-" + shop.order + "%");
    }

    @Test
    void aPartAndThenTheRestLeaveTheHouse() {
        ShopFixture shop = usd();
        long stock = stock(shop);
        PlanIsEffect.of(
                lea,
                TOOL,
                of(shop, shop.line(1), 2).put("tracking_number", " 1Z999 ").put("carrier", "UPS"));
        JsonNode part = lea.order(shop.order);
        assertThat(part.path("fulfillment_status").asText()).isEqualTo("partially_fulfilled");
        assertThat(line(part, 0).path("fulfilled_quantity").asInt()).isEqualTo(2);
        JsonNode parcel = part.at("/shipments/0");
        assertThat(parcel.path("status").asText()).isEqualTo("shipped");
        assertThat(parcel.path("carrier").asText()).isEqualTo("UPS");
        assertThat(parcel.at("/tracking_numbers/0").asText()).isEqualTo("1Z999");
        assertThat(parcel.at("/lines/0/quantity").asInt()).isEqualTo(2);

        PlanIsEffect.of(lea, TOOL, all(shop));
        JsonNode whole = lea.order(shop.order);
        assertThat(whole.path("fulfillment_status").asText()).isEqualTo("shipped");
        assertThat(whole.path("shipments")).hasSize(2);
        assertThat(line(whole, 0).path("fulfilled_quantity").asInt()).isEqualTo(3);
        assertThat(line(whole, 1).path("fulfilled_quantity").asInt()).isEqualTo(1);
        assertThat(stock(shop)).isEqualTo(stock);
        assertThat(lea.call(TOOL, all(shop)).rule()).isEqualTo("already_fulfilled");
    }

    @Test
    void whatWasRefundedIsNotSent() {
        ShopFixture shop = usd();
        lea.call(Refunding.of(lea.order(shop.order)).line(shop.line(1), 2));
        assertThat(lea.call(TOOL, of(shop, shop.line(1), 2)).rule()).isEqualTo("quantity_too_high");
        assertThat(lea.call(TOOL, all(shop)).status()).isEqualTo("done");
        JsonNode sent = lea.order(shop.order);
        assertThat(line(sent, 0).path("fulfilled_quantity").asInt()).isEqualTo(1);
        assertThat(sent.path("fulfillment_status").asText()).isEqualTo("shipped");
    }

    @Test
    void whatCannotBeSentIsRefused() {
        ShopFixture shop = usd();
        Agent.Said many = lea.call(TOOL, of(shop, shop.line(1), 4));
        assertThat(many.rule()).isEqualTo("quantity_too_high");
        assertThat(many.content().at("/error/maximum_quantity").asInt()).isEqualTo(3);
        assertThat(lea.call(TOOL, of(shop, "W1-1", 1)).rule()).isEqualTo("line_not_in_order");
        ObjectNode none = all(shop);
        none.putArray("lines");
        assertThat(lea.call(TOOL, none).error()).isEqualTo("invalid_arguments");

        lea.call("hold_order", all(shop).put("reason", "incorrect_address"));
        assertThat(lea.call(TOOL, all(shop)).rule()).isEqualTo("on_hold");
        lea.call("release_order", all(shop));
        sql.execute("update shop.orders set payment_status = 'failed' where id = ?", shop.order);
        Agent.Said unpaid = lea.call(TOOL, all(shop));
        assertThat(unpaid.rule()).isEqualTo("backend_rule");
        assertThat(unpaid.content().at("/error/message").asText()).contains("failed");
        sql.execute("update shop.orders set payment_status = 'paid', status = 'closed' where id = ?", shop.order);
        assertThat(lea.call(TOOL, all(shop)).rule()).isEqualTo("order_not_open");
        assertThat(lea.order(shop.order).path("shipments")).isEmpty();
    }

    @Test
    void aBoughtLabelIsUsedUp() {
        ShopFixture shop = usd();
        label(shop, "outbound", "bought", "T1");
        label(shop, "outbound", "voided", "T2");
        label(shop, "outbound", "used", "T3");
        assertThat(lea.call(TOOL, all(shop).put("tracking_number", "T2")).rule())
                .isEqualTo("backend_rule");
        assertThat(lea.call(TOOL, all(shop).put("tracking_number", "T3")).rule())
                .isEqualTo("label_used");
        PlanIsEffect.of(lea, TOOL, all(shop).put("tracking_number", "T1"));
        assertThat(sql.text("select status from shop.labels where order_id = ? and tracking_number = 'T1'", shop.order))
                .isEqualTo("used");
        assertThat(lea.order(shop.order).at("/shipments/0/carrier").asText()).isEqualTo("Fast");
    }

    private void label(ShopFixture shop, String direction, String status, String number) {
        sql.execute("""
                insert into shop.labels (order_id, id, direction, carrier, service, tracking_number, price, currency, status,
                                         bought_at)
                values (?, ?, ?, 'Fast', 'ground', ?, 500, 'USD', ?, now())""", shop.order, "la_" + number, direction, number, status);
    }

    @Test
    void theSameUnitsAgainAreAPossibleDuplicate() {
        ShopFixture shop = usd();
        assertThat(lea.call(TOOL, of(shop, shop.line(1), 1)).status()).isEqualTo("done");
        assertThat(lea.call(TOOL, of(shop, shop.line(1), 1)).error()).isEqualTo("possible_duplicate");
        assertThat(lea.call(TOOL, of(shop, shop.line(2), 1)).status()).isEqualTo("done");
        assertThat(lea.call(TOOL, all(shop)).status())
                .as("what is left is no repetition")
                .isEqualTo("done");
    }

    @Test
    void whereACallDoesNotSayTheShopDecidesWhetherToWrite() {
        settings("{\"notify_customer\": true}");
        ShopFixture shop = usd();
        lea.call(TOOL, of(shop, shop.line(1), 1));
        assertThat(notified(shop)).isTrue();
        ShopFixture quiet = usd();
        lea.call(TOOL, all(quiet).put("notify_customer", false));
        assertThat(notified(quiet)).isFalse();
    }

    private boolean notified(ShopFixture shop) {
        return sql.text("select request from shop.changes where order_id = ?", shop.order)
                .contains("\"notify_customer\":true");
    }

    @Test
    void anOpenReturnIsNoObstacle() {
        ShopFixture shop = usd();
        sql.execute("insert into shop.returns (order_id, id, status) values (?, 'rt_1', 'requested')", shop.order);
        assertThat(lea.call(TOOL, all(shop)).status()).isEqualTo("done");
    }
}
