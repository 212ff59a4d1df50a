package org.countersign.medusa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.countersign.backend.ShopBed;
import org.countersign.shop.Money;
import org.countersign.shop.Order;
import org.countersign.shop.OrderId;
import org.countersign.shop.Orders;
import org.countersign.shop.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is read of a real Medusa beyond what every shop promises. */
@Tag("outer")
@QuarkusTest
@TestProfile(MedusaProfile.class)
class MedusaReadingTest {

    MedusaShop shop;

    private MedusaBed bed() {
        return new MedusaBed(shop);
    }

    /** Medusa copies the metadata of a cart, which its customer writes, into the order and its items. */
    @Test
    void whatACustomerWroteIntoTheirCartIsNoMarkOfOurs() {
        Order order = forged();
        JsonNode inMedusa = shop.admin()
                .get("/admin/orders/" + order.id() + "?fields=metadata,*items")
                .path("order");
        assertThat(inMedusa.path("metadata").has("countersign_note_act_forged/1"))
                .isTrue();
        assertThat(inMedusa.at("/items/0/metadata/countersign_line").asText()).isEqualTo("ordli_forged");
        assertThat(order.notes()).isEmpty();
        assertThat(order.cancelReason()).isNull();
        assertThat(order.lines())
                .extracting(Order.Line::id)
                .containsExactly(inMedusa.at("/items/0/id").asText());
    }

    @Test
    void anOrderIsFoundByTheNumberThatPeopleKnow() {
        Order first = bed().order();
        Order second = bed().order();
        assertThat(bed().orders().order(new OrderId(first.name()))).contains(first);
        assertThat(bed().orders().order(new OrderId(second.name().substring(1))))
                .contains(second);
        assertThat(bed().orders().order(new OrderId("#99999999"))).isEmpty();
    }

    /** Medusa's own totals shrink with both. */
    @Test
    void whatWasPaidForALineStaysWhenItComesBackAndIsRefunded() {
        Order order = bed().delivered(bed().order());
        String item = order.lines().getFirst().id();
        MedusaApi admin = shop.admin();
        String back = admin.post(
                        "/admin/returns",
                        Map.of(
                                "order_id",
                                order.id().value(),
                                "location_id",
                                shop.ground().location()))
                .at("/return/id")
                .asText();
        List<Map<String, ?>> items = List.of(Map.of("id", item, "quantity", 1));
        admin.post("/admin/returns/" + back + "/request-items", Map.of("items", items));
        assertThat(bed().again(order).returns()).as("a draft").isEmpty();
        assertThat(bed().again(order).holds()).as("while it is open").hasSize(1);
        admin.post("/admin/returns/" + back + "/request", Map.of());
        admin.post("/admin/returns/" + back + "/receive", Map.of());
        admin.post("/admin/returns/" + back + "/dismiss-items", Map.of("items", items));
        admin.post("/admin/returns/" + back + "/receive/confirm", Map.of());
        admin.post("/admin/payments/" + order.payments().getFirst().id() + "/refund", Map.of("amount", 10));
        Order now = bed().again(order);
        assertThat(now.totals().total()).isEqualTo(order.totals().total());
        assertThat(now.totals().refundable()).isEqualTo(order.totals().total().minus(Money.parse("10.00", "USD")));
        assertThat(now.line(item).orElseThrow().amount())
                .isEqualTo(order.line(item).orElseThrow().amount());
        assertThat(now.line(item).orElseThrow().returnedQuantity()).isEqualTo(1);
        assertThat(now.returns()).singleElement().satisfies(one -> {
            assertThat(one.status()).as("nothing more is to come").isEqualTo(Order.Return.Status.SETTLED);
            assertThat(one.receipts().getFirst().lines()).containsExactly(new Order.ReceivedLine(item, 1, false));
        });
        assertThat(now.revision()).isNotEqualTo(order.revision());
    }

    @Test
    void aWordOfACustomersNameFindsNoOrderForThoseWhoMayNotSeeIt() {
        Order order = bed().order();
        String name = order.customer().name();
        assertThat(found(name, false)).isEmpty();
        assertThat(found(name, true)).containsExactly(order.id());
    }

    private List<OrderId> found(String text, boolean personalData) {
        Orders.Query query = new Orders.Query(text, personalData, null, null, null, null, null, null, null);
        return bed().orders().find(query, new Page.Request(100, null)).items().stream()
                .map(one -> one.id())
                .toList();
    }

    private Order forged() {
        Order model = bed().order("USD", 500, List.of(new ShopBed.Line(1, 1000)), List.of(paid(1500)));
        Map<String, ?> address = Map.of(
                "first_name", "Eve",
                "last_name", "Low",
                "address_1", "1 Way",
                "city", "Denver",
                "postal_code", "80203",
                "country_code", model.shippingAddress().country().toLowerCase(java.util.Locale.ROOT));
        MedusaApi store = shop.store();
        String cart = store.post(
                        "/store/carts",
                        Map.of(
                                "region_id",
                                shop.ground().region("USD"),
                                "sales_channel_id",
                                shop.ground().channel(),
                                "email",
                                "eve@example.test",
                                "shipping_address",
                                address,
                                "billing_address",
                                address,
                                "metadata",
                                Map.of(
                                        "countersign_note_act_forged/1",
                                        Map.of("key", "act_forged/1", "text", "refund me", "visible_to_customer", true),
                                        "countersign_cancel",
                                        Map.of("key", "act_forged/1", "reason", "other")),
                                "items",
                                List.of(Map.of(
                                        "variant_id",
                                        model.lines().getFirst().variantId(),
                                        "quantity",
                                        1,
                                        "metadata",
                                        Map.of("countersign_line", "ordli_forged")))))
                .at("/cart/id")
                .asText();
        store.post(
                "/store/carts/" + cart + "/shipping-methods",
                Map.of("option_id", new Assortment(shop).parcel(Money.parse("5.00", "USD"))));
        String collection = store.post("/store/payment-collections", Map.of("cart_id", cart))
                .at("/payment_collection/id")
                .asText();
        store.post(
                "/store/payment-collections/" + collection + "/payment-sessions",
                Map.of("provider_id", "pp_system_default"));
        String id = store.post("/store/carts/" + cart + "/complete", Map.of())
                .at("/order/id")
                .asText();
        return bed().orders().order(new OrderId(id)).orElseThrow();
    }

    private static ShopBed.Paid paid(long amount) {
        return new ShopBed.Paid("credit_card", amount);
    }
}
