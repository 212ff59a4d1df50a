package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** issue_store_credit over MCP: a new gift card, within the limits, and not what was refunded already. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class StoreCreditJourneyTest extends WholeServer {

    private static final String TOOL = "issue_store_credit";

    private final Agent lea = Agent.as("lea");

    private JsonNode customer(ShopFixture shop) {
        return lea.call("get_customer", "customer_id", shop.customer).content().path("customer");
    }

    private ObjectNode credit(ShopFixture shop, String amount, String currency) {
        ObjectNode call = Writing.ofCustomer(customer(shop)).put("reason", "goodwill");
        call.putObject("amount").put("amount", amount).put("currency", currency);
        return call;
    }

    private long cards(ShopFixture shop) {
        return sql.number(
                "select count(*) from shop.payment_methods where customer_id = ? and kind = 'gift_card'",
                shop.customer);
    }

    @Test
    void aNewGiftCardThatCanBeUsed() {
        ShopFixture shop = usd();
        PlanIsEffect.of(lea, TOOL, credit(shop, "12.34", "USD").put("order_id", "#" + shop.order));
        JsonNode methods = customer(shop).path("payment_methods");
        assertThat(methods).hasSize(2);
        JsonNode card = methods.path(1);
        assertThat(card.path("kind").asText()).isEqualTo("gift_card");
        assertThat(card.at("/balance/amount").asText()).isEqualTo("12.34");
        assertThat(card.path("can_charge").asBoolean()).isTrue();
        Agent.Said refund = lea.call(Refunding.of(lea.order(shop.order))
                .amount("1.00")
                .with("refund_to", card.path("id").asText()));
        assertThat(refund.status()).as("%s", refund.content()).isEqualTo("done");
        assertThat(customer(shop).at("/payment_methods/1/balance/amount").asText())
                .isEqualTo("13.34");
    }

    @Test
    void theSameMoneyIsNotGivenTwiceByWhicheverTool() {
        ShopFixture refunded = usd();
        lea.call(Refunding.of(lea.order(refunded.order)).amount("3.21"));
        Agent.Said credit = lea.call(TOOL, credit(refunded, "3.21", "USD"));
        assertThat(credit.error()).as("%s", credit.content()).isEqualTo("possible_duplicate");
        assertThat(lea.call(TOOL, credit(refunded, "3.22", "USD")).status()).isEqualTo("done");
        assertThat(cards(refunded)).isEqualTo(1);

        ShopFixture credited = usd();
        lea.call(TOOL, credit(credited, "10.00", "USD"));
        assertThat(lea.call(TOOL, credit(credited, "10.00", "USD")).error()).isEqualTo("possible_duplicate");
        Agent.Said refund = lea.call(Refunding.of(lea.order(credited.order)).line(credited.line(1), 1));
        assertThat(refund.error()).as("%s", refund.content()).isEqualTo("possible_duplicate");
        assertThat(credited.refunds()).isZero();
    }

    @Test
    void theLimitsOfTheGrantHold() {
        ShopFixture shop = usd();
        assertThat(lea.call(TOOL, credit(shop, "5000.01", "USD")).error()).isEqualTo("limit_exceeded");
        Agent.Said asked = lea.call(TOOL, credit(shop, "2000.01", "USD"));
        assertThat(asked.status()).as("%s", asked.content()).isEqualTo("awaiting_approval");
        assertThat(Agent.as("ada").call(TOOL, credit(shop, "1.00", "USD")).rpcError())
                .isEqualTo(-32602);
        assertThat(cards(shop)).isZero();
    }

    @Test
    void whatIsNoCreditOfThisCustomerIsRefused() {
        ShopFixture shop = usd();
        Agent.Said euro = lea.call(TOOL, credit(shop, "5.00", "EUR"));
        assertThat(euro.error()).as("%s", euro.content()).isEqualTo("invalid_arguments");
        assertThat(euro.content().at("/error/message").asText()).contains("USD");
        assertThat(lea.call(TOOL, credit(shop, "0.00", "USD")).error()).isEqualTo("invalid_arguments");
        assertThat(lea.call(TOOL, credit(shop, "-5.00", "USD")).error()).isEqualTo("invalid_arguments");
        assertThat(lea.call(TOOL, credit(shop, "5.001", "USD")).error()).isEqualTo("invalid_arguments");
        assertThat(lea.call(TOOL, credit(shop, "5.00", "USD").put("reason", "other"))
                        .error())
                .isEqualTo("invalid_arguments");
        Agent.Said foreign = lea.call(TOOL, credit(shop, "5.00", "USD").put("order_id", usd().order));
        assertThat(foreign.error()).as("%s", foreign.content()).isEqualTo("not_found");
        assertThat(cards(shop)).isZero();
    }

    @Test
    void aShopCanNarrowTheReasons() {
        ShopFixture shop = usd();
        narrowed(TOOL, "correction");
        assertThat(lea.call(TOOL, credit(shop, "5.00", "USD")).error()).isEqualTo("invalid_arguments");
        assertThat(lea.call(TOOL, credit(shop, "5.00", "USD").put("reason", "correction"))
                        .status())
                .isEqualTo("done");
    }

    @Test
    void theOrderSaysTheCurrency() {
        ShopFixture yen = new ShopFixture(sql, "JPY", 0).line(1, 5000).payment("credit_card", 5000);
        Agent.Said dollars = lea.call(TOOL, credit(yen, "5.00", "USD").put("order_id", yen.order));
        assertThat(dollars.error()).as("%s", dollars.content()).isEqualTo("invalid_arguments");
        assertThat(dollars.content().at("/error/message").asText()).contains("JPY");
        assertThat(lea.call(TOOL, credit(yen, "500", "JPY")).error())
                .as("the limits are in USD")
                .isEqualTo("limit_exceeded");
    }
}
