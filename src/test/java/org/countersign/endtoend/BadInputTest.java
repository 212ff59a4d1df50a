package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a call has its own error, says what to do, and changes nothing. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class BadInputTest extends WholeServer {

    /** {@code $O} is the order, {@code $L} one of its lines: three units of 10.00 USD, of 64.00 paid, 9.00 for shipping. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unknown argument  | {`lins`: []}                                       | invalid_arguments  | lins",
                "unknown argument  | {`lines`: [{`line_id`: `$L`, `quantity`: 1, `sku`: `x`}]} | invalid_arguments | lines[0].sku",
                "enum              | {`amount`: $1, `reason`: `because`}                | invalid_arguments  | reason",
                "enum as a number  | {`amount`: $1, `reason`: 0}                        | invalid_arguments  | reason",
                "enum in capitals  | {`amount`: $1, `reason`: `DAMAGED`}                | invalid_arguments  | reason",
                "text for integer  | {`lines`: [{`line_id`: `$L`, `quantity`: `7`}]}    | invalid_arguments  | lines[0].quantity",
                "fraction          | {`lines`: [{`line_id`: `$L`, `quantity`: 7.9}]}    | invalid_arguments  | lines[0].quantity",
                "null for required | {`amount`: $1, `order_id`: null}                   | invalid_arguments  | order_id",
                "null in a line    | {`lines`: [{`line_id`: `$L`, `quantity`: null}]}   | invalid_arguments  | lines[0].quantity",
                "number for text   | {`amount`: $1, `order_id`: 7}                      | invalid_arguments  | order_id",
                "number for money  | {`amount`: 7.5}                                    | invalid_arguments  | amount",
                "float in money    | {`amount`: {`amount`: 7.5, `currency`: `USD`}}     | invalid_arguments  | amount.amount",
                "text for flag     | {`amount`: $1, `dry_run`: `true`}                  | invalid_arguments  | dry_run",
                "list for object   | {`amount`: []}                                     | invalid_arguments  | amount",
                "object for list   | {`lines`: {`line_id`: `$L`, `quantity`: 1}}        | invalid_arguments  | lines",
                "no lines          | {`lines`: []}                                      | invalid_arguments  | lines",
                "zero units        | {`lines`: [{`line_id`: `$L`, `quantity`: 0}]}      | invalid_arguments  | lines[0].quantity",
                "negative units    | {`lines`: [{`line_id`: `$L`, `quantity`: -1}]}     | invalid_arguments  | lines[0].quantity",
                "endless units     | {`lines`: [{`line_id`: `$L`, `quantity`: 99999999999999999999}]} | invalid_arguments | lines[0].quantity",
                "too sure          | {`amount`: $1, `confidence`: 1.01}                 | invalid_arguments  | confidence",
                "short reasoning   | {`amount`: $1, `reasoning`: `because`}             | invalid_arguments  | reasoning",
                "short key         | {`amount`: $1, `idempotency_key`: `1234567`}       | invalid_arguments  | idempotency_key",
                "nothing           | {}                                                 | invalid_arguments  | amount",
                "both              | {`amount`: $1, `lines`: [{`line_id`: `$L`, `quantity`: 1}]} | invalid_arguments | amount",
                "both null         | {`amount`: null, `lines`: null, `shipping`: null}  | invalid_arguments  | amount",
                "other, no note    | {`amount`: $1, `reason`: `other`}                  | invalid_arguments  | note",
                "too many digits   | {`amount`: {`amount`: `1.001`, `currency`: `USD`}} | invalid_arguments  | 1.001",
                "no such currency  | {`amount`: {`amount`: `1`, `currency`: `XYZ`}}     | invalid_arguments  | XYZ",
                "other currency    | {`amount`: {`amount`: `1`, `currency`: `EUR`}}     | invalid_arguments  | USD",
                "zero              | {`amount`: {`amount`: `0.00`, `currency`: `USD`}}  | invalid_arguments  | above zero",
                "negative          | {`amount`: {`amount`: `-1.00`, `currency`: `USD`}} | invalid_arguments  | above zero",
                "shipping of zero  | {`shipping`: {`amount`: `0`, `currency`: `USD`}}   | invalid_arguments  | above zero",
                "exponent          | {`amount`: {`amount`: `1e2`, `currency`: `USD`}}   | invalid_arguments  | amount.amount",
                "too large         | {`amount`: {`amount`: `64.01`, `currency`: `USD`}} | exceeds_refundable | 64.00 USD",
                "far too large     | {`amount`: {`amount`: `999999999999999`, `currency`: `USD`}} | exceeds_refundable | 64.00 USD",
                "much shipping     | {`shipping`: {`amount`: `9.01`, `currency`: `USD`}} | exceeds_refundable | 9.00 USD",
                "foreign line      | {`lines`: [{`line_id`: `W2611340-1`, `quantity`: 1}]} | shop_rule       | W2611340-1",
                "too many units    | {`lines`: [{`line_id`: `$L`, `quantity`: 4}]}      | shop_rule          | 3",
                "twice too many    | {`lines`: [{`line_id`: `$L`, `quantity`: 2}, {`line_id`: `$L`, `quantity`: 2}]} | shop_rule | 3",
                "foreign method    | {`amount`: $1, `refund_to`: `gift_card_1725971`}   | shop_rule          | gift_card_1725971",
                "unknown order     | {`amount`: $1, `order_id`: `W0000000`}             | not_read           | W0000000",
                "made-up version   | {`amount`: $1, `version`: `v1`}                    | not_read           | version",
                "NUL               | {`amount`: $1, `note`: `a\\u0000b`}                | invalid_arguments  | note",
                "NUL in a key      | {`amount`: $1, `idempotency_key`: `12345678\\u0000`} | invalid_arguments | idempotency_key",
                "blank order       | {`amount`: $1, `order_id`: `#`}                    | invalid_arguments  | order id",
            })
    void aWrongRefundIsRefusedInWordsAndNothingIsDone(String what, String arguments, String error, String named) {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        String json = arguments
                .replace('`', '"')
                .replace("$L", shop.line(1))
                .replace("$1", "{\"amount\": \"1.00\", \"currency\": \"USD\"}");
        ObjectNode call = Refunding.of(order).arguments();
        call.setAll((ObjectNode) Agent.parse(json));

        Agent.Said said = ada.call("refund_order", call);
        assertThat(said.error()).as("%s", said.body()).isEqualTo(error);
        assertThat(said.isError()).isTrue();
        assertThat(said.status()).isEqualTo("refused");
        assertThat(said.content().path("summary").asText()).startsWith("NOT DONE: ");
        assertThat(said.content().path("error").toString()).contains(named);
        assertThat(said.content().path("changed").asBoolean()).isFalse();
        assertThat(shop.refunds()).isZero();
        assertThat(ada.order(shop.order)).isEqualTo(order);
        assertThat(ada.call(Refunding.of(order).amount("1.00")).status())
                .as("the object and the derived key are free")
                .isEqualTo("done");
    }

    @Test
    void halfACharacterIsNoText() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        String call = Refunding.of(ada.order(shop.order))
                .amount("1.00")
                .with("note", "half of it HALF")
                .arguments()
                .toString()
                .replace("HALF", "\\ud83d");
        JsonNode content = Agent.parse(ada.post(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"refund_order\",\"arguments\":"
                                        + call + "}}")
                        .body())
                .path("result")
                .path("structuredContent");
        assertThat(content.path("error").path("code").asText())
                .as("%s", content)
                .isEqualTo("invalid_arguments");
        assertThat(content.path("error").toString()).contains("note");
        assertThat(shop.refunds()).isZero();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        ObjectNode call = Refunding.of(ada.order(shop.order))
                .line(shop.line(1), 0)
                .with("reason", "because")
                .with("reasoning", "short")
                .with("nonsense", true)
                .arguments();
        Agent.Said said = ada.call("refund_order", call);
        assertThat(said.content().path("error").path("violations").findValuesAsText("path"))
                .containsExactlyInAnyOrder("lines[0].quantity", "reason", "reasoning", "nonsense");
    }

    @Test
    void somebodyElsesReadIsNoReceipt() {
        ShopFixture shop = usd();
        JsonNode bens = Agent.as("ben").order(shop.order);
        Agent.Said said = Agent.as("ada").call(Refunding.of(bens).amount("1.00"));
        assertThat(said.error()).isEqualTo("not_read");
        assertThat(said.content().path("next").path("tool").asText()).isEqualTo("get_order");
        assertThat(shop.refunds()).isZero();
    }

    @Test
    void anotherOrdersReadIsNoReceipt() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode other = ada.order(usd().order);
        assertThat(ada.call(Refunding.of(shop.order, other.path("version").asText())
                                .amount("1.00"))
                        .error())
                .isEqualTo("not_read");
    }

    @Test
    void aStaleReadIsToldFieldByFieldAndNeverCorrectedForTheModel() {
        Agent ada = Agent.as("ada");
        Agent ben = Agent.as("ben");
        ShopFixture shop = usd();
        JsonNode before = ada.order(shop.order);
        assertThat(ben.call(Refunding.of(ben.order(shop.order)).line(shop.line(1), 1))
                        .status())
                .isEqualTo("done");
        Agent.Said stale = ada.call(Refunding.of(before).line(shop.line(2), 1));
        assertThat(stale.error()).isEqualTo("stale");
        JsonNode error = stale.content().path("error");
        assertThat(RefundJourneyTest.names(error.path("differences")))
                .contains("lines[0].refunded_quantity", "payment_status", "totals.refunded.amount");
        assertThat(error.path("object_version").asText()).isNotEmpty();
        assertThat(stale.content().path("next").path("tool").asText()).isEqualTo("get_order");
        assertThat(stale.content()
                        .path("next")
                        .path("arguments")
                        .path("order_id")
                        .asText())
                .isEqualTo(shop.order);
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void aCancelledOrderHasNothingLeftToRefund() {
        Agent bench = Agent.as("bench");
        String id = sql.text("select id from shop.orders where status = 'cancelled' order by id limit 1");
        Agent.Said said = bench.call(Refunding.of(bench.order(id)).amount("1.00"));
        assertThat(said.rule()).isEqualTo("nothing_to_refund");
    }

    @Test
    void aTextOfAMegabyteIsRefusedByName() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        String megabyte = "x".repeat(1 << 20);
        for (String name : new String[] {
            "note", "order_id", "version", "idempotency_key", "reason", "customer_request", "refund_to"
        }) {
            Agent.Said said = ada.call(Refunding.of(order).amount("1.00").with(name, megabyte));
            assertThat(said.error()).as(name).isEqualTo("invalid_arguments");
            assertThat(said.content().path("error").path("violations").findValuesAsText("path"))
                    .contains(name);
            assertThat(said.content().toString()).as("it is not sent back").hasSizeLessThan(5_000);
        }
        assertThat(ada.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + megabyte + megabyte + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,               | -32700",
                "not json                                     | -32700",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2 \"x\"} | -32700",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}] | -32600",
                "[]                                           | -32600",
                "\"text\"                                     | -32600",
                "{\"id\":1,\"method\":\"tools/list\"}         | -32600"
            })
    void whatIsNoJsonRpcMessageIsAnsweredAsSuch(String body, int code) {
        var response = Agent.as("ada").post(body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Agent.parse(response.body()).path("error").path("code").asInt())
                .isEqualTo(code);
    }

    @Test
    void anUnknownToolGetsTheNearestVisibleName() {
        Agent.Said said = Agent.as("ada").call("refund_ordr", "order_id", "W2611340");
        assertThat(said.rpcError()).isEqualTo(-32602);
        assertThat(said.body().path("error").path("message").asText()).contains("refund_order");
        Agent.Said hidden = Agent.as("aud").call("refund_ordr", "order_id", "W2611340");
        assertThat(hidden.body().path("error").path("message").asText()).doesNotContain("refund_order");
    }

    @ParameterizedTest
    @CsvSource({"get_order, order_id, W0000000", "get_action, action_id, act_0000", "get_customer, customer_id, nobody"
    })
    void whatIsNotThereIsNotFound(String tool, String argument, String id) {
        Agent.Said said = Agent.as("ada").call(tool, argument, id);
        assertThat(said.error()).isEqualTo("not_found");
        assertThat(said.isError()).isTrue();
    }
}
