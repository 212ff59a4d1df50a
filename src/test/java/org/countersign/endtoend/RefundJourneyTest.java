package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The main job: find, read, refund one line, see it verified; and again, and nothing changes. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class RefundJourneyTest extends WholeServer {

    @Test
    void anAgentRefundsOneLineAndRepeatingItChangesNothing() {
        Agent ada = Agent.as("ada");
        JsonNode found = ada.call("find_orders", "query", "#W2611340").content();
        assertThat(found.findValuesAsText("id")).contains("W2611340");
        JsonNode before = ada.order("#W2611340");
        JsonNode bottle = line(before, 0);
        JsonNode payment = before.path("payments").path(0);
        assertThat(payment.path("method").path("kind").asText()).isEqualTo("gift_card");
        String card = payment.path("method").path("id").asText();
        long balance = balance(card);
        long stock = stock(bottle);

        Agent.Said said = ada.call(Refunding.of(before).line(bottle));
        assertThat(said.isError()).isFalse();
        assertThat(said.status()).isEqualTo("done");
        assertThat(said.content().path("verification").asText()).isEqualTo("verified");
        assertThat(said.content().path("summary").asText())
                .startsWith("DONE: refunded 47.84 USD of order #W2611340")
                .contains("gift card " + card);
        assertThat(said.content().path("changed").asBoolean()).isTrue();
        assertThat(said.replayed()).isFalse();
        assertThat(said.content().path("action").path("key_source").asText()).isEqualTo("derived");
        assertThat(said.content().path("effect").path("observed"))
                .isEqualTo(said.content().path("effect").path("planned"));
        assertThat(said.content().path("checks").findValuesAsText("result")).containsOnly("pass");

        JsonNode after = ada.order("W2611340");
        assertThat(after.path("version").asText())
                .isEqualTo(said.version())
                .isNotEqualTo(before.path("version").asText());
        assertThat(after.path("payment_status").asText()).isEqualTo("partially_refunded");
        assertThat(after.path("totals").path("refunded").path("amount").asText())
                .isEqualTo("47.84");
        assertThat(line(after, 0).path("refunded_quantity").asInt()).isEqualTo(1);
        assertThat(after.path("transactions"))
                .hasSize(before.path("transactions").size() + 1);
        assertThat(balance(card)).isEqualTo(balance + 4784);
        assertThat(stock(bottle)).as("what has left the house is not put back").isEqualTo(stock);

        Agent.Said again = ada.call(Refunding.of(before).line(bottle));
        assertThat(again.replayed()).isTrue();
        assertThat(again.status()).isEqualTo("done");
        assertThat(again.action()).isEqualTo(said.action());
        assertThat(again.version()).isEqualTo(said.version());
        assertThat(again.content().path("summary").asText())
                .startsWith("DONE: ")
                .contains("changed nothing");
        assertThat(balance(card)).isEqualTo(balance + 4784);
        assertThat(ada.order("W2611340")).isEqualTo(after);

        JsonNode listed = ada.call("list_actions", "order_id", "W2611340").content();
        assertThat(listed.toString()).contains(said.action());
        JsonNode action = ada.call("get_action", "action_id", said.action()).content();
        assertThat(action.path("status").asText()).isEqualTo("done");
        assertThat(action.path("effect")).isEqualTo(said.content().path("effect"));
    }

    @Test
    void aModelGoesOnWithTheVersionOfTheLastAnswer() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        Agent.Said first = ada.call(Refunding.of(order).line(shop.line(1), 1));
        assertThat(first.status()).isEqualTo("done");
        Agent.Said second = ada.call(Refunding.of(shop.order, first.version()).line(shop.line(2), 1));
        assertThat(second.status()).isEqualTo("done");
        assertThat(shop.refunded()).isEqualTo(3500);
    }

    @Test
    void unfulfilledUnitsGoBackIntoStockUnlessTheModelSaysOtherwise() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Agent.Said first = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 2));
        assertThat(first.status()).isEqualTo("done");
        assertThat(stock("variant-" + shop.line(1))).isEqualTo(12);
        Agent.Said second = ada.call(
                Refunding.of(shop.order, first.version()).line(shop.line(2), 1).with("restock", false));
        assertThat(second.status()).isEqualTo("done");
        assertThat(stock("variant-" + shop.line(2))).isEqualTo(10);
    }

    @Test
    void aRefundIsSplitOverThePaymentsNewestFirst() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = new ShopFixture(sql, "USD", 0)
                .line(1, 10_000)
                .payment("credit_card", 7000)
                .payment("gift_card", 2000)
                .payment("paypal", 1000);
        Agent.Said said = ada.call(Refunding.of(ada.order(shop.order)).amount("45.00"));
        assertThat(said.status()).isEqualTo("done");
        assertThat(said.content().path("effect").path("steps").findValuesAsText("state"))
                .containsExactly("done", "done", "done");
        assertThat(sql.texts("select refunded from shop.payments where order_id = ? order by id", shop.order))
                .containsExactly("1500", "2000", "1000");
        assertThat(balance("gift_card-" + shop.order + "-2")).isEqualTo(2000);
    }

    @Test
    void theMoneyMayGoToAnotherMethodOfTheSameCustomer() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd().method("gift_card");
        String card = "gift_card-" + shop.order + "-0";
        Agent.Said said = ada.call(
                Refunding.of(ada.order(shop.order)).line(shop.line(2), 1).with("refund_to", card));
        assertThat(said.status()).isEqualTo("done");
        assertThat(balance(card)).isEqualTo(2500);
        assertThat(shop.refunded()).isEqualTo(2500);
    }

    @Test
    void currenciesHaveTheirOwnDigits() {
        Agent bench = Agent.as("bench");
        ShopFixture yen = new ShopFixture(sql, "JPY", 0).line(1, 5000).payment("credit_card", 5000);
        Agent.Said whole = bench.call(Refunding.of(bench.order(yen.order)).money("amount", "1200", "JPY"));
        assertThat(whole.content().path("summary").asText()).contains("1200 JPY");
        assertThat(yen.refunded()).isEqualTo(1200);
        assertThat(bench.call(Refunding.of(bench.order(yen.order)).money("amount", "1.5", "JPY"))
                        .error())
                .isEqualTo("invalid_arguments");

        ShopFixture fils = new ShopFixture(sql, "KWD", 0).line(1, 5000).payment("credit_card", 5000);
        Agent.Said thousandth = bench.call(Refunding.of(bench.order(fils.order)).money("amount", "1.234", "KWD"));
        assertThat(thousandth.content().path("summary").asText()).contains("1.234 KWD");
        assertThat(fils.refunded()).isEqualTo(1234);
    }

    @Test
    void aLeadDecidesUpToTwoThousandAndAWarehouseHasNoSuchTool() {
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(1, 150_000).payment("credit_card", 150_000);
        Agent lea = Agent.as("lea");
        assertThat(lea.call(Refunding.of(lea.order(shop.order)).line(shop.line(1), 1))
                        .status())
                .isEqualTo("done");
        Agent wim = Agent.as("wim");
        assertThat(wim.tools().findValuesAsText("name")).doesNotContain("refund_order");
        Agent.Said refused = wim.call(Refunding.of(wim.order(shop.order)).amount("1.00"));
        assertThat(refused.rpcError()).isEqualTo(-32602);
    }

    private long balance(String card) {
        return sql.number("select balance from shop.payment_methods where id = ?", card);
    }

    private long stock(JsonNode line) {
        return stock(line.path("variant_id").asText());
    }

    private long stock(String variant) {
        return sql.number("select stock from shop.variants where id = ?", variant);
    }

    static List<String> names(JsonNode differences) {
        return differences.findValuesAsText("field");
    }

    @Test
    void moneyIsNotSentToAMethodThatTakesNone() {
        ShopFixture shop = usd().method("other");
        Agent ada = Agent.as("ada");
        Agent.Said said = ada.call(Refunding.of(ada.order(shop.order))
                .line(shop.line(2), 1)
                .with("refund_to", "other-" + shop.order + "-0"));
        assertThat(said.rule()).as("%s", said.content()).isEqualTo("method_not_creditable");
        assertThat(shop.refunded()).isZero();
    }
}
