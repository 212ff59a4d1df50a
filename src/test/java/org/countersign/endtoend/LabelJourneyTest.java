package org.countersign.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels over MCP: quoted, bought once, printed, voided once, and followed; each refusal says what to do instead. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class LabelJourneyTest extends WholeServer {

    static final String BUY = "buy_shipping_label";
    static final String VOID = "void_shipping_label";

    private final Agent lea = Agent.as("lea");

    private Agent.Said quote(String order, String direction) {
        return lea.call("quote_shipping_rates", "order_id", order, "direction", direction);
    }

    private static String rate(Agent.Said quote, String service) {
        for (JsonNode rate : quote.content().path("rates")) {
            if (rate.path("service").asText().equals(service)) {
                return rate.path("id").asText();
            }
        }
        throw new AssertionError("no " + service + " in " + quote.content());
    }

    private ObjectNode buying(String order, String rate, String direction) {
        return Writing.of(lea.order(order), call -> call.put("rate_id", rate).put("direction", direction));
    }

    private ObjectNode buying(ShopFixture shop, String direction) {
        return buying(shop.order, rate(quote(shop.order, direction), "standard"), direction);
    }

    private String bought(ShopFixture shop, String direction) {
        Agent.Said said = lea.call(BUY, buying(shop, direction));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        JsonNode labels = lea.order(shop.order).path("labels");
        return labels.path(labels.size() - 1).path("id").asText();
    }

    private ObjectNode voiding(ShopFixture shop, String label) {
        return Writing.of(lea.order(shop.order), call -> call.put("label_id", label));
    }

    private ShopFixture delivered() {
        ShopFixture shop = usd();
        sql.execute("update shop.lines set fulfilled_quantity = quantity where order_id = ?", shop.order);
        sql.execute(
                "update shop.orders set fulfillment_status = 'delivered', delivered_at = now() - interval '2 days' where id = ?",
                shop.order);
        return shop;
    }

    @Test
    void aLabelIsQuotedAndBoughtForExactlyThatPrice() {
        ShopFixture shop = usd();
        Agent.Said quote = quote("#" + shop.order, "outbound");
        assertThat(quote.content().path("parcel").path("weight_grams").asInt()).isEqualTo(2_200);
        JsonNode standard = quote.content().path("rates").path(1);
        assertThat(standard.path("service").asText()).isEqualTo("standard");
        assertThat(standard.path("price").path("amount").asText()).isEqualTo("50.99");
        assertThat(standard.path("price").path("currency").asText()).isEqualTo("USD");
        assertThat(Instant.parse(standard.path("expires_at").asText()))
                .isAfter(Instant.now().plus(Duration.ofHours(23)));

        Agent.Said done =
                PlanIsEffect.of(lea, BUY, buying(shop.order, standard.path("id").asText(), "outbound"));
        assertThat(done.content().path("summary").asText())
                .startsWith("DONE: bought an outbound label (testcarrier standard) for order #" + shop.order
                        + " for 50.99 USD");
        assertThat(done.content().at("/effect/observed/amount/amount").asText()).isEqualTo("50.99");
        JsonNode label = lea.order(shop.order).path("labels").path(0);
        assertThat(label.path("status").asText()).isEqualTo("bought");
        assertThat(label.path("direction").asText()).isEqualTo("outbound");
        assertThat(label.path("tracking_number").asText()).matches("71[0-9]{14}");
        assertThat(label.at("/price/amount").asText()).isEqualTo("50.99");
        assertThat(sql.number("select count(*) from shop.labels where order_id = ?", shop.order))
                .isEqualTo(1);
    }

    @Test
    void aSecondLabelInADirectionIsADuplicateUntilTheFirstIsVoided() {
        ShopFixture shop = delivered();
        sql.execute("update shop.lines set fulfilled_quantity = 0 where position = 1 and order_id = ?", shop.order);
        String first = bought(shop, "return");
        bought(shop, "outbound");
        Agent.Said twice = lea.call(BUY, buying(shop, "return"));
        assertThat(twice.error()).as("%s", twice.content()).isEqualTo("possible_duplicate");
        Agent.Said dearer = lea.call(BUY, buying(shop.order, rate(quote(shop.order, "return"), "express"), "return"));
        assertThat(dearer.error()).as("%s", dearer.content()).isEqualTo("possible_duplicate");

        assertThat(lea.call(VOID, voiding(shop, first)).status()).isEqualTo("done");
        String second = bought(shop, "return");
        assertThat(second).isNotEqualTo(first);
        assertThat(lea.call(BUY, buying(shop, "return")).error()).isEqualTo("possible_duplicate");
        assertThat(sql.number("select count(distinct tracking_number) from shop.labels where order_id = ?", shop.order))
                .isEqualTo(3);
    }

    @Test
    void aLabelIsVoidedOnceAndMovesNoMoney() {
        ShopFixture shop = usd();
        String label = bought(shop, "outbound");
        Agent.Said done = PlanIsEffect.of(lea, VOID, voiding(shop, label));
        assertThat(done.content().at("/effect/planned").has("amount")).isFalse();
        assertThat(lea.order(shop.order).at("/labels/0/status").asText()).isEqualTo("voided");
        Agent.Said again = lea.call(VOID, voiding(shop, label));
        assertThat(again.status()).as("%s", again.content()).isEqualTo("done");
        assertThat(again.content().path("changed").asBoolean()).isFalse();
        assertThat(again.content().path("summary").asText()).contains("voided already");
    }

    @Test
    void aLabelThatWasUsedOrIsOnItsWayIsNotVoided() {
        ShopFixture used = usd();
        String first = bought(used, "outbound");
        sql.execute("update shop.labels set status = 'used' where order_id = ?", used.order);
        Agent.Said byStatus = lea.call(VOID, voiding(used, first));
        assertThat(byStatus.rule()).as("%s", byStatus.content()).isEqualTo("label_used");
        assertThat(byStatus.content().at("/next/tool").asText()).isEqualTo("track_shipment");

        ShopFixture sent = usd();
        String second = bought(sent, "outbound");
        sql.execute("""
                insert into shop.shipments (order_id, id, line_ids, tracking_numbers, status, shipped_at)
                select order_id, 'parcel', '{}', array[tracking_number], 'shipped', now() from shop.labels where order_id = ?""", sent.order);
        assertThat(lea.call(VOID, voiding(sent, second)).rule()).isEqualTo("label_used");
        sql.execute("update shop.shipments set status = 'pending', shipped_at = null where order_id = ?", sent.order);
        assertThat(lea.call(VOID, voiding(sent, second)).status()).isEqualTo("done");
    }

    @Test
    void aLabelOfAnotherOrderIsNotFound() {
        ShopFixture shop = usd();
        String mine = bought(shop, "outbound");
        ShopFixture other = usd();
        Agent.Said said = lea.call(VOID, voiding(other, mine));
        assertThat(said.error()).as("%s", said.content()).isEqualTo("not_found");
        assertThat(said.content().at("/error/message").asText()).contains("it has none");
        assertThat(said.content().at("/next/tool").asText()).isEqualTo("get_order");
        assertThat(lea.order(shop.order).at("/labels/0/status").asText()).isEqualTo("bought");
    }

    @ParameterizedTest(name = "{2} {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "outbound | update shop.orders set status = 'cancelled' where id = ?              | order_not_open",
                "outbound | update shop.orders set status = 'closed' where id = ?                 | order_not_open",
                "return   | update shop.orders set status = 'cancelled' where id = ?              | order_not_open",
                "return   | update shop.orders set to_phone = null where id = ?                   | not_delivered",
                "outbound | update shop.lines set fulfilled_quantity = quantity where order_id = ? | already_fulfilled",
                "outbound | update shop.lines set refunded_quantity = quantity where order_id = ? | already_fulfilled",
                "outbound | insert into shop.holds (order_id, id, reason, at) values (?, 'h', 'out_of_stock', now()) | on_hold",
                "outbound | update shop.orders set to_postal_code = ' ' where id = ?              | address_incomplete"
            })
    void whatGetsNoLabelIsRefusedWhenQuotedAndWhenBought(String direction, String change, String rule) {
        ShopFixture shop = direction.equals("return") && !rule.equals("not_delivered") ? delivered() : usd();
        String made = direction.equals("return") && rule.equals("not_delivered")
                ? rate(quote(delivered().order, "return"), "standard")
                : rate(quote(shop.order, direction), "standard");
        sql.execute(change, shop.order);
        sql.execute("update shop.orders set revision = nextval('shop.revisions') where id = ?", shop.order);
        Agent.Said quoted = quote(shop.order, direction);
        assertThat(quoted.rule()).as("%s", quoted.content()).isEqualTo(rule);
        Agent.Said bought = lea.call(BUY, buying(shop.order, made, direction));
        assertThat(bought.rule()).as("%s", bought.content()).isEqualTo(rule);
        assertThat(bought.content().at("/error/fix")).isEqualTo(quoted.content().at("/error/fix"));
        assertThat(sql.number("select count(*) from shop.labels where order_id = ?", shop.order))
                .isZero();
    }

    @Test
    void aRateOfAnotherDayAddressOrOrderIsQuotedAgain() {
        ShopFixture shop = usd();
        String rate = rate(quote(shop.order, "outbound"), "standard");
        String[] parts = rate.split("\\.");
        long issued = Long.parseLong(parts[4], Character.MAX_RADIX)
                - Duration.ofHours(25).toSeconds();
        String old = rate.replace("." + parts[4] + ".", "." + Long.toString(issued, Character.MAX_RADIX) + ".");
        Agent.Said late = lea.call(BUY, buying(shop.order, old, "outbound"));
        assertThat(late.rule()).as("%s", late.content()).isEqualTo("rate_expired");
        assertThat(late.content().at("/next/tool").asText()).isEqualTo("quote_shipping_rates");
        assertThat(late.content().at("/next/arguments/direction").asText()).isEqualTo("outbound");

        assertThat(lea.call(BUY, buying(usd().order, rate, "outbound")).rule()).isEqualTo("rate_expired");
        String light = rate.replace(".2200.", ".1.");
        assertThat(lea.call(BUY, buying(shop.order, light, "outbound")).rule()).isEqualTo("rate_expired");

        sql.execute(
                "update shop.orders set to_line1 = '2 Main Street', revision = nextval('shop.revisions') where id = ?",
                shop.order);
        assertThat(lea.call(BUY, buying(shop.order, rate, "outbound")).rule()).isEqualTo("rate_expired");
        assertThat(sql.number("select count(*) from shop.labels where order_id = ?", shop.order))
                .isZero();
    }

    @Test
    void aRateOfTheOtherDirectionOrOfNobodyIsAnInvalidArgument() {
        ShopFixture shop = delivered();
        String back = rate(quote(shop.order, "return"), "standard");
        Agent.Said turned = lea.call(BUY, buying(shop.order, back, "outbound"));
        assertThat(turned.error()).as("%s", turned.content()).isEqualTo("invalid_arguments");
        assertThat(turned.content().at("/error/violations/0/path").asText()).isEqualTo("rate_id");
        assertThat(lea.call(BUY, buying(shop.order, "cheapest", "return")).error())
                .isEqualTo("invalid_arguments");
        assertThat(sql.number("select count(*) from countersign.action where target_id = ?", shop.order))
                .isZero();
    }

    @Test
    void whoBuysStaysWithinTheirLimitAndAnAgentOnlyAsks() {
        ShopFixture shop = usd();
        ObjectNode heavy =
                Writing.JSON.createObjectNode().put("order_id", shop.order).put("direction", "outbound");
        heavy.putObject("parcel").put("weight_grams", 20_000);
        String dear = rate(lea.call("quote_shipping_rates", heavy), "express");
        Agent wim = Agent.as("wim");
        ObjectNode call = Writing.of(
                wim.order(shop.order), own -> own.put("rate_id", dear).put("direction", "outbound"));
        Agent.Said over = wim.call(BUY, call);
        assertThat(over.error()).as("%s", over.content()).isEqualTo("limit_exceeded");
        String cheap = rate(quote(shop.order, "outbound"), "standard");
        assertThat(wim.call(
                                BUY,
                                Writing.of(
                                        wim.order(shop.order),
                                        own -> own.put("rate_id", cheap).put("direction", "outbound")))
                        .status())
                .isEqualTo("done");

        Agent ada = Agent.as("ada");
        assertThat(ada.call("quote_shipping_rates", "order_id", shop.order, "direction", "outbound")
                        .content()
                        .path("rates")
                        .size())
                .isEqualTo(3);
        assertThat(ada.call(BUY, call).rpcError()).isEqualTo(-32602);
        assertThat(ada.call(VOID, voiding(shop, "x")).rpcError()).isEqualTo(-32602);
    }

    @Test
    void aPersonPrintsTheLabelAndOnlyWhoMay() {
        ShopFixture shop = usd();
        String label = bought(shop, "outbound");
        JsonNode parcel = lea.call("track_shipment", "order_id", shop.order)
                .content()
                .path("parcels")
                .path(0);
        String origin = ConfigProvider.getConfig().getValue("countersign.public-url", String.class);
        String url = parcel.at("/label/document_url").asText();
        assertThat(url).isEqualTo(origin + "/api/admin/shops/main/orders/" + shop.order + "/labels/" + label + ".pdf");

        for (String user : new String[] {"lea", "wim"}) {
            String pdf = new String(
                    as(user).get(url)
                            .then()
                            .statusCode(200)
                            .contentType("application/pdf")
                            .extract()
                            .asByteArray(),
                    java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(pdf)
                    .startsWith("%PDF-1.4")
                    .contains("(Ada Low)", "(1 Main Street)")
                    .contains(parcel.path("tracking_number").asText().replaceAll("(.{4})(?=.)", "$1 "));
        }
        as("ada").get(url).then().statusCode(403).body("title", equalTo("not_permitted"));
        given().get(url).then().statusCode(401);
        as("lea").get(url.replace(label, "lb_0")).then().statusCode(404).contentType(containsString("problem+json"));
        as("lea").get(url.replace(shop.order, usd().order)).then().statusCode(404);
        as("lea").get(url.replace("/main/", "/other/")).then().statusCode(404);

        lea.call(VOID, voiding(shop, label));
        as("lea").get(url).then().statusCode(410);
        assertThat(lea.call("track_shipment", "order_id", shop.order)
                        .content()
                        .at("/parcels/0/label")
                        .has("document_url"))
                .isFalse();
    }

    @Test
    void aParcelIsFollowedByItsOrderAndByItsNumber() {
        ShopFixture shop = delivered();
        sql.execute("""
                insert into shop.shipments (order_id, id, line_ids, tracking_numbers, status, shipped_at, delivered_at)
                values (?, 'parcel', '{}', array[?, 'other'], 'delivered', now() - interval '5 days', now() - interval '2 days')""", shop.order, "N" + shop.order);
        bought(shop, "return");
        JsonNode all = lea.call("track_shipment", "order_id", shop.order).content();
        assertThat(all.path("parcels").findValuesAsText("direction")).containsExactly("outbound", "outbound", "return");
        assertThat(all.at("/parcels/0/shipment/status").asText()).isEqualTo("delivered");
        assertThat(all.at("/parcels/0/events").findValuesAsText("status")).endsWith("delivered");
        assertThat(all.at("/parcels/2/events").findValuesAsText("status")).containsExactly("label_created");

        String number = all.at("/parcels/2/tracking_number").asText();
        JsonNode one = lea.call("track_shipment", "tracking_number", number.replaceAll("(.{4})", "$1 "))
                .content();
        assertThat(one.path("order_id").asText()).isEqualTo(shop.order);
        assertThat(one.path("parcels")).hasSize(1);
        assertThat(one.at("/parcels/0")).isEqualTo(all.at("/parcels/2"));
        assertThat(lea.call("track_shipment", "tracking_number", "N" + shop.order)
                        .content()
                        .at("/parcels/0"))
                .isEqualTo(all.at("/parcels/0"));
    }

    @Test
    void aParcelOfAnotherCarrierHasNoMadeUpEvents() {
        ShopFixture shop = delivered();
        sql.execute("""
                insert into shop.shipments (order_id, id, line_ids, carrier, tracking_numbers, status, shipped_at)
                values (?, 'parcel', '{}', 'UPS', array['1Z'], 'shipped', now() - interval '5 days')""", shop.order);
        JsonNode parcel =
                lea.call("track_shipment", "order_id", shop.order).content().at("/parcels/0");
        assertThat(parcel.path("carrier").asText()).isEqualTo("UPS");
        assertThat(parcel.at("/shipment/status").asText()).isEqualTo("shipped");
        assertThat(parcel.path("events")).isEmpty();
    }

    @Test
    void whatIsTrackedIsNamedInOneWay() {
        ShopFixture shop = usd();
        Agent.Said both = lea.call("track_shipment", "order_id", shop.order, "tracking_number", "x");
        assertThat(both.error()).isEqualTo("invalid_arguments");
        assertThat(both.content().at("/error/fix").asText()).contains("order_id", "tracking_number");
        assertThat(lea.call("track_shipment").error()).isEqualTo("invalid_arguments");
        assertThat(lea.call("track_shipment", "tracking_number", "no such number")
                        .error())
                .isEqualTo("not_found");
        assertThat(lea.call("track_shipment", "order_id", "no such order").error())
                .isEqualTo("not_found");
        assertThat(quote("no such order", "return").error()).isEqualTo("not_found");
        assertThat(lea.call("track_shipment", "order_id", shop.order).content().path("parcels"))
                .isEmpty();
    }

    @Test
    void aParcelIsMeasuredWhollyOrNotAtAll() {
        ShopFixture shop = usd();
        ObjectNode call =
                Writing.JSON.createObjectNode().put("order_id", shop.order).put("direction", "outbound");
        call.putObject("parcel").put("weight_grams", 500).put("length_mm", 600);
        assertThat(lea.call("quote_shipping_rates", call).error()).isEqualTo("invalid_arguments");
        call.putObject("parcel")
                .put("weight_grams", 500)
                .put("length_mm", 600)
                .put("width_mm", 500)
                .put("height_mm", 400);
        Agent.Said large = lea.call("quote_shipping_rates", call);
        assertThat(large.content().path("rates").findValuesAsText("service")).containsExactly("standard", "express");
        call.putObject("parcel")
                .put("weight_grams", 500)
                .put("length_mm", 2000)
                .put("width_mm", 2000)
                .put("height_mm", 2000);
        Agent.Said none = lea.call("quote_shipping_rates", call);
        assertThat(none.content().path("rates")).isEmpty();
        assertThat(none.content().path("summary").asText()).startsWith("No service carries this parcel");
    }

    private static RequestSpecification as(String user) {
        String issuer = ConfigProvider.getConfig().getValue("countersign.issuer", String.class);
        return given().header("Authorization", "Bearer " + Agent.token(issuer, user, "admin"));
    }
}
