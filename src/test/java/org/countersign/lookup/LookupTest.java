package org.countersign.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.countersign.dev.idp.DevelopmentIdentityProvider;
import org.countersign.mcp.Mcp;
import org.countersign.process.TestServices;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The read tools over HTTP, with tokens of two roles: an agent, who does not see personal data, and a lead, who does. */
@QuarkusTest
@WithTestResource(TestServices.class)
class LookupTest {

    private static final String AGENT = "ada";
    private static final String LEAD = "lea";
    private static final Set<String> LOOKUPS = Set.of(
            "find_orders",
            "get_order",
            "find_customers",
            "get_customer",
            "find_products",
            "get_product",
            "quote_refund");

    DevelopmentIdentityProvider provider;

    @Test
    void anOrderIsReadWholeAndWithAVersion() throws IOException {
        JsonNode answer = ok(LEAD, "get_order", "{\"order_id\": \"#W2611340\"}");

        JsonNode order = answer.path("order");
        assertThat(answer.path("summary").asText())
                .isEqualTo("Order #W2611340: open, paid, busy; 2 lines, 536.65 USD, 536.65 USD can be refunded.");
        assertThat(order.path("id").asText()).isEqualTo("W2611340");
        assertThat(order.path("version").asText()).matches("[A-Za-z0-9_-]{8,32}");
        assertThat(order.path("fulfillment_status").asText()).isEqualTo("busy");
        assertThat(order.at("/lines/0/id").asText()).isEqualTo("W2611340-1");
        assertThat(order.at("/lines/0/options/material").asText()).isEqualTo("glass");
        assertThat(order.at("/lines/0/unit_price")).isEqualTo(json("{\"amount\": \"47.84\", \"currency\": \"USD\"}"));
        assertThat(order.at("/payments/0/method")).isEqualTo(json("""
                {"id": "gift_card_1725971", "kind": "gift_card", "label": "Gift card",
                 "balance": {"amount": "17.00", "currency": "USD"}, "can_charge": true, "can_credit": true}"""));
        assertThat(order.at("/shipments/0/tracking_numbers/0").asText()).isEqualTo("357962501027");
        assertThat(order.at("/totals/refundable/amount").asText()).isEqualTo("536.65");
        assertThat(order.has("revision")).isFalse();
        assertThat(order.has("delivered_at")).isFalse();
    }

    @Test
    void twoReadsInARowGiveOneVersionAndTwoPeopleTwo() throws IOException {
        String first = version(AGENT);

        assertThat(version(AGENT)).isEqualTo(first);
        assertThat(version(LEAD)).isNotEqualTo(first);
    }

    @Test
    void personalDataIsMaskedInOrdersAndEverythingElseIsNot() throws IOException {
        JsonNode masked = ok(AGENT, "get_order", "{\"order_id\": \"W7678072\"}").path("order");
        JsonNode shown = ok(LEAD, "get_order", "{\"order_id\": \"W7678072\"}").path("order");

        assertThat(differences("", masked, shown))
                .containsExactlyInAnyOrder(
                        "/version",
                        "/customer/email",
                        "/shipping_address/line1",
                        "/shipping_address/line2",
                        "/payments/0/method/label");
        assertThat(masked.at("/customer/email").asText()).isEqualTo("n***@example.com");
        assertThat(masked.at("/customer/name").asText()).isEqualTo("Noah Brown");
        assertThat(masked.at("/shipping_address/line1").asText()).isEqualTo("***");
        assertThat(masked.at("/shipping_address/city").asText()).isNotEqualTo("***");
    }

    @Test
    void personalDataIsMaskedInCustomersAndEverythingElseIsNot() throws IOException {
        JsonNode masked = ok(AGENT, "get_customer", "{\"customer_id\": \"noah_brown_6181\"}")
                .path("customer");
        JsonNode shown = ok(LEAD, "get_customer", "{\"customer_id\": \"noah_brown_6181\"}")
                .path("customer");

        assertThat(differences("", masked, shown))
                .containsExactlyInAnyOrder(
                        "/version",
                        "/email",
                        "/default_address/line1",
                        "/default_address/line2",
                        "/addresses/0/line1",
                        "/addresses/0/line2",
                        "/payment_methods/0/label",
                        "/payment_methods/1/label");
        assertThat(shown.at("/payment_methods/1/label").asText()).isEqualTo("Mastercard …9212");
        assertThat(shown.at("/order_ids/0").asText()).isEqualTo("W7678072");
    }

    @Test
    void listsMaskWhatTheirObjectsMask() throws IOException {
        String byEmail = "{\"email\": \"noah.brown7922@example.com\"}";

        assertThat(ok(AGENT, "find_orders", byEmail)
                        .at("/orders/0/customer/email")
                        .asText())
                .isEqualTo("n***@example.com");
        assertThat(ok(AGENT, "find_customers", byEmail).at("/customers/0/email").asText())
                .isEqualTo("n***@example.com");
        assertThat(ok(LEAD, "find_customers", byEmail).at("/customers/0/email").asText())
                .isEqualTo("noah.brown7922@example.com");
    }

    @Test
    void textSearchIsNoOracleForWhoDoesNotSeePersonalData() throws IOException {
        assertThat(ok(AGENT, "find_orders", "{\"query\": \"noah.brown7922\"}").path("orders"))
                .isEmpty();
        assertThat(ok(AGENT, "find_orders", "{\"query\": \"Noah Brown\"}").path("orders"))
                .isEmpty();
        assertThat(ok(AGENT, "find_orders", "{\"email\": \"noah.brown7922\"}").path("orders"))
                .isEmpty();
        assertThat(ok(LEAD, "find_orders", "{\"query\": \"Noah Brown\"}").path("orders"))
                .isNotEmpty();
        assertError(AGENT, "find_customers", "{\"query\": \"noah\"}", "not_permitted");
        assertThat(ok(LEAD, "find_customers", "{\"query\": \"noah\"}").path("customers"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"Noah Brown\"}",
                "{\"postal_code\": \"80279\"}",
                "{\"email\": \"a@b.c\", \"name\": \"Noah Brown\", \"postal_code\": \"80279\"}",
                "{\"email\": \"a@b.c\", \"query\": \"noah\"}",
                "{\"email\": null}"
            })
    void aCustomerIsLookedForInOneWay(String arguments) throws IOException {
        JsonNode error = assertError(LEAD, "find_customers", arguments, "invalid_arguments");

        assertThat(error.path("fix").asText()).contains("email", "name and postal_code", "query");
    }

    @Test
    void aCustomerIsFoundAsTheyIdentifyThemselves() throws IOException {
        JsonNode found = ok(AGENT, "find_customers", "{\"name\": \"noah brown\", \"postal_code\": \"80279\"}");

        assertThat(found.path("summary").asText()).isEqualTo("1 customer.");
        assertThat(found.at("/customers/0/id").asText()).isEqualTo("noah_brown_6181");
        assertThat(found.at("/customers/0/order_count").asInt()).isEqualTo(1);
    }

    @Test
    void pagesGoOnWithTheirCursor() throws IOException {
        JsonNode first = ok(AGENT, "find_orders", "{\"limit\": 2}");
        JsonNode second = ok(
                AGENT,
                "find_orders",
                "{\"limit\": 2, \"cursor\": \"%s\"}"
                        .formatted(first.path("next_cursor").asText()));

        assertThat(first.path("summary").asText()).startsWith("2 orders, newest first on this page; there are more");
        assertThat(second.at("/orders/0/id")).isNotEqualTo(first.at("/orders/0/id"));
        assertThat(ok(AGENT, "find_products", "{\"limit\": 100}").has("next_cursor"))
                .isFalse();
        assertError(AGENT, "find_orders", "{\"cursor\": \"made up\"}", "invalid_arguments");
        assertError(
                AGENT,
                "find_products",
                "{\"cursor\": \"%s\"}".formatted(first.path("next_cursor").asText()),
                "invalid_arguments");
    }

    @Test
    void timesNeedAnOffset() throws IOException {
        assertThat(ok(AGENT, "find_orders", "{\"placed_after\": \"2100-01-01T00:00:00Z\"}")
                        .path("orders"))
                .isEmpty();
        assertThat(ok(
                                AGENT,
                                "find_orders",
                                "{\"placed_before\": \"2100-01-01T00:00:00+02:00\", \"status\": \"cancelled\"}")
                        .path("orders"))
                .hasSize(20);
        assertError(AGENT, "find_orders", "{\"placed_after\": \"yesterday\"}", "invalid_arguments");
        assertError(AGENT, "find_orders", "{\"status\": \"gone\"}", "invalid_arguments");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get_order    | {\"order_id\": \"W0\"}                | find_orders",
                "get_order    | {\"order_id\": \"#\"}                 | find_orders",
                "get_customer | {\"customer_id\": \"nobody\"}         | find_customers",
                "get_customer | {\"customer_id\": \" \"}              | find_customers",
                "get_product  | {\"product_id\": \"0\"}               | find_products",
                "get_product  | {\"variant_id\": \"9523456873\"}      | find_products",
                "quote_refund | {\"order_id\": \"W0\"}                | find_orders"
            })
    void whatIsNotThereSaysHowToFindIt(String tool, String arguments, String next) throws IOException {
        JsonNode answer = call(AGENT, tool, arguments);

        assertThat(answer.at("/error/code").asText()).isEqualTo("not_found");
        assertThat(answer.at("/next/tool").asText()).isEqualTo(next);
    }

    @Test
    void textThatNoDatabaseKeepsIsNamedAsSuch() throws IOException {
        assertError(AGENT, "get_order", "{\"order_id\": \"W261\\u00001340\"}", "invalid_arguments");
        assertError(AGENT, "get_action", "{\"action_id\": \"act_\\u0000\"}", "invalid_arguments");
    }

    @Test
    void aProductIsFoundByItselfOrByAVariant() throws IOException {
        JsonNode byVariant = ok(AGENT, "get_product", "{\"variant_id\": \"9612497925\", \"product_id\": null}");

        assertThat(byVariant).isEqualTo(ok(AGENT, "get_product", "{\"product_id\": \"9523456873\"}"));
        assertThat(byVariant.at("/product/variants/0/price/amount").asText()).isEqualTo("50.88");
        assertThat(ok(AGENT, "find_products", "{\"query\": \"t-shirt\"}")
                        .at("/products/0/id")
                        .asText())
                .isEqualTo("9523456873");
        assertError(AGENT, "get_product", "{}", "invalid_arguments");
        assertError(
                AGENT,
                "get_product",
                "{\"variant_id\": \"9612497925\", \"product_id\": \"9523456873\"}",
                "invalid_arguments");
    }

    @Test
    void aQuoteIsWhatARefundWouldPay() throws IOException {
        JsonNode line = ok(
                AGENT,
                "quote_refund",
                "{\"order_id\": \"W2611340\", \"lines\": [{\"line_id\": \"W2611340-1\", \"quantity\": 1}]}");
        JsonNode all = ok(AGENT, "quote_refund", "{\"order_id\": \"#W2611340\"}");

        assertThat(line.at("/total/amount").asText()).isEqualTo("47.84");
        assertThat(line.at("/maximum/amount").asText()).isEqualTo("536.65");
        assertThat(line.at("/payments/0/method_id").asText()).isEqualTo("gift_card_1725971");
        assertThat(line.at("/payments/0/amount/amount").asText()).isEqualTo("47.84");
        assertThat(all.at("/total/amount").asText()).isEqualTo("536.65");
        assertThat(all.path("lines")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"lines\": [{\"line_id\": \"W1-1\", \"quantity\": 1}]                                    | shop_rule",
                "\"lines\": [{\"line_id\": \"W2611340-1\", \"quantity\": 2}]                              | shop_rule",
                "\"lines\": [{\"line_id\": \"W2611340-1\", \"quantity\": 0}]                              | invalid_arguments",
                "\"amount\": {\"amount\": \"536.66\", \"currency\": \"USD\"}                              | exceeds_refundable",
                "\"shipping\": {\"amount\": \"1.00\", \"currency\": \"USD\"}                              | exceeds_refundable",
                "\"amount\": {\"amount\": \"0\", \"currency\": \"USD\"}                                   | invalid_arguments",
                "\"amount\": {\"amount\": \"1.001\", \"currency\": \"USD\"}                               | invalid_arguments",
                "\"amount\": {\"amount\": \"1\", \"currency\": \"EUR\"}                                   | invalid_arguments",
                "\"amount\": {\"amount\": \"1\", \"currency\": \"USD\"}, \"lines\": [{\"line_id\": \"W2611340-1\", \"quantity\": 1}] | invalid_arguments"
            })
    void aQuoteIsRefusedAsARefundWouldBe(String wanted, String code) throws IOException {
        assertError(AGENT, "quote_refund", "{\"order_id\": \"W2611340\", " + wanted + "}", code);
    }

    @Test
    void everyAnswerSatisfiesItsSchemaAndTheListStaysSmall() throws IOException {
        JsonNode tools = new ObjectMapper()
                .readTree(Mcp.list(token(LEAD)).statusCode(200).extract().asByteArray())
                .at("/result/tools");
        int size = 0;
        for (JsonNode tool : tools) {
            size += LOOKUPS.contains(tool.path("name").asText())
                    ? tool.toString().length()
                    : 0;
        }
        assertThat(size).as("their part of the 48 KB of tools/list").isLessThan(25_000);
        conforms(tools, "get_order", "{\"order_id\": \"W2611340\"}");
        conforms(tools, "get_order", "{\"order_id\": \"W3220387\"}");
        conforms(tools, "get_order", "{\"order_id\": \"W0\"}");
        conforms(tools, "get_customer", "{\"customer_id\": \"noah_brown_6181\"}");
        conforms(tools, "get_product", "{\"product_id\": \"9523456873\"}");
        conforms(tools, "find_orders", "{}");
        conforms(tools, "find_customers", "{\"query\": \"noah\"}");
        conforms(tools, "find_products", "{}");
        conforms(tools, "quote_refund", "{\"order_id\": \"W2611340\"}");
    }

    private void conforms(JsonNode tools, String tool, String arguments) throws IOException {
        for (JsonNode listed : tools) {
            if (listed.path("name").asText().equals(tool)) {
                assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                                .getSchema(listed.path("outputSchema"))
                                .validate(call(LEAD, tool, arguments)))
                        .as(tool + " " + arguments)
                        .isEmpty();
                return;
            }
        }
        throw new AssertionError(tool + " is not listed");
    }

    /** Paths whose values differ. */
    private static List<String> differences(String path, JsonNode one, JsonNode other) {
        List<String> paths = new ArrayList<>();
        if (one.isContainerNode() && other.isContainerNode() && one.size() == other.size()) {
            if (one.isArray()) {
                for (int i = 0; i < one.size(); i++) {
                    paths.addAll(differences(path + "/" + i, one.get(i), other.get(i)));
                }
            } else {
                one.properties()
                        .forEach(entry -> paths.addAll(differences(
                                path + "/" + entry.getKey(), entry.getValue(), other.path(entry.getKey()))));
            }
        } else if (!one.equals(other)) {
            paths.add(path);
        }
        return paths;
    }

    private String version(String user) throws IOException {
        return ok(user, "get_order", "{\"order_id\": \"W2611340\"}")
                .at("/order/version")
                .asText();
    }

    private JsonNode ok(String user, String tool, String arguments) throws IOException {
        JsonNode answer = call(user, tool, arguments);
        assertThat(answer.has("error")).as(answer.toString()).isFalse();
        return answer;
    }

    private JsonNode assertError(String user, String tool, String arguments, String code) throws IOException {
        JsonNode error = call(user, tool, arguments).path("error");
        assertThat(error.path("code").asText()).as(error.toString()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(error.path("fix").asText()).isNotEmpty();
        return error;
    }

    private JsonNode call(String user, String tool, String arguments) throws IOException {
        JsonNode response = json(new String(
                Mcp.call(token(user), tool, arguments).statusCode(200).extract().asByteArray(),
                StandardCharsets.UTF_8));
        JsonNode content = response.at("/result/structuredContent");
        assertThat(content.isObject()).as(response.toString()).isTrue();
        assertThat(json(response.at("/result/content/0/text").asText()))
                .as("the same JSON complete")
                .isEqualTo(content);
        return content;
    }

    private String token(String user) {
        URI resource = URI.create(ConfigProvider.getConfig().getValue("countersign.public-url", String.class) + "/mcp");
        return provider.token(user, resource, "commerce:read");
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
