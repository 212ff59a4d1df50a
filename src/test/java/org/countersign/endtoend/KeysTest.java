package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys, by client and derived: what makes two calls one action, alone and in a crowd. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class KeysTest extends WholeServer {

    @Test
    void theSameKeyWithTheSameArgumentsIsOneAction() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        String key = fresh();
        Refunding call =
                Refunding.of(ada.order(shop.order)).line(shop.line(1), 1).key(key);
        Agent.Said first = ada.call(call);
        assertThat(first.status()).isEqualTo("done");
        assertThat(first.content().path("action").path("idempotency_key").asText())
                .isEqualTo(key);
        assertThat(first.content().path("action").path("key_source").asText()).isEqualTo("client");

        Agent.Said again = ada.call(call.but()
                .with("version", ada.order(shop.order).path("version").asText())
                .with("reasoning", "Told in other words, which count for nothing.")
                .with("confidence", com.fasterxml.jackson.databind.node.DoubleNode.valueOf(0.4))
                .with("case_id", "another case")
                .with("intentional_repeat", true));
        assertThat(again.replayed()).isTrue();
        assertThat(again.action()).isEqualTo(first.action());
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void theSameKeyWithOtherArgumentsNamesWhatDiffers() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        String key = fresh();
        Refunding call =
                Refunding.of(ada.order(shop.order)).line(shop.line(1), 1).key(key);
        Agent.Said first = ada.call(call);
        Agent.Said other = ada.call(call.but().with("reason", "defective").with("note", "scratched"));
        assertThat(other.error()).isEqualTo("key_reused");
        assertThat(other.content().path("error").path("differing_fields"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("reason", "note");
        assertThat(other.content()
                        .path("next")
                        .path("arguments")
                        .path("action_id")
                        .asText())
                .isEqualTo(first.action());

        Agent.Said elsewhere = ada.call(call.but().with("refund_to", "credit_card-" + shop.order + "-1"));
        assertThat(elsewhere.content().path("error").path("differing_fields"))
                .extracting(JsonNode::asText)
                .containsExactly("refund_to");
        ShopFixture second = usd();
        Agent.Said another = ada.call(
                Refunding.of(ada.order(second.order)).line(second.line(1), 1).key(key));
        assertThat(another.error()).isEqualTo("key_reused");
        assertThat(another.content().path("error").path("differing_fields"))
                .extracting(JsonNode::asText)
                .contains("order_id");
        assertThat(second.refunds()).isZero();
    }

    @Test
    void anotherPersonsKeyIsAnotherKey() {
        Agent ada = Agent.as("ada");
        Agent ben = Agent.as("ben");
        ShopFixture first = usd();
        ShopFixture second = usd();
        String key = fresh();
        assertThat(ada.call(Refunding.of(ada.order(first.order))
                                .line(first.line(1), 1)
                                .key(key))
                        .status())
                .isEqualTo("done");
        Agent.Said other = ben.call(
                Refunding.of(ben.order(second.order)).line(second.line(1), 1).key(key));
        assertThat(other.status()).isEqualTo("done");
        assertThat(other.replayed()).isFalse();
    }

    @Test
    void theOrderOfLinesAndHowTheyAreCountedMakeNoOtherAction() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        Agent.Said first = ada.call(Refunding.of(order).line(shop.line(1), 2).line(shop.line(2), 1));
        Agent.Said same =
                ada.call(Refunding.of("#" + shop.order, order.path("version").asText())
                        .line(shop.line(2), 1)
                        .line(shop.line(1), 1)
                        .line(shop.line(1), 1));
        assertThat(same.replayed()).isTrue();
        assertThat(same.action()).isEqualTo(first.action());
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void aRefusedCallLeavesItsKeyFree() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        String key = fresh();
        Agent.Said refused = ada.call(Refunding.of(order).line(shop.line(1), 9).key(key));
        assertThat(refused.rule()).isEqualTo("quantity_too_high");
        Agent.Said done = ada.call(Refunding.of(order).line(shop.line(1), 1).key(key));
        assertThat(done.status()).isEqualTo("done");
        assertThat(done.content().path("action").path("retry_of").asText()).isEqualTo(refused.action());
    }

    @Test
    void aDryRunBindsNothingAndTellsExactlyWhatWouldHappen() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        Refunding call = Refunding.of(order).line(shop.line(1), 1).key(fresh());
        Agent.Said planned = ada.call(call.but().with("dry_run", true));
        assertThat(planned.status()).isEqualTo("planned");
        assertThat(planned.isError()).isFalse();
        assertThat(planned.content().path("summary").asText()).startsWith("PLANNED, NOT DONE: ");
        assertThat(planned.content().has("action")).isFalse();
        assertThat(planned.content().path("changed").asBoolean()).isFalse();
        assertThat(ada.order(shop.order)).isEqualTo(order);
        assertThat(actions(shop.order)).isZero();
        assertThat(sql.number("select count(*) from countersign.object_lease where object like ?", "%" + shop.order))
                .isZero();

        Agent.Said done = ada.call(call);
        assertThat(done.status()).isEqualTo("done");
        assertThat(done.replayed()).isFalse();
        assertThat(done.content().path("effect").path("planned"))
                .isEqualTo(planned.content().path("effect").path("planned"));
    }

    @Test
    void fiftyCallsAtOnceWithOneKeyAreOneRefund() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding call =
                Refunding.of(ada.order(shop.order)).line(shop.line(1), 1).key(fresh());
        List<Agent.Said> said = Together.call(50, n -> ada.call(call));
        assertThat(shop.refunds()).isEqualTo(1);
        assertThat(shop.refunded()).isEqualTo(1000);
        assertThat(actions(shop.order)).isEqualTo(1);
        assertThat(said.stream().filter(each -> each.status().equals("done") && !each.replayed()))
                .hasSize(1);
        assertThat(said)
                .allSatisfy(each -> assertThat(
                                each.status().equals("done") || each.error().equals("busy"))
                        .as("%s", each.content())
                        .isTrue());
        assertThat(said.stream()
                        .filter(each -> each.status().equals("done"))
                        .map(Agent.Said::action)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void fiftyCallsAtOnceWithoutAKeyAreOneRefund() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding call = Refunding.of(ada.order(shop.order)).amount("9.99");
        List<Agent.Said> said = Together.call(50, n -> ada.call(call));
        assertThat(shop.refunds()).isEqualTo(1);
        assertThat(said).anySatisfy(each -> assertThat(each.status()).isEqualTo("done"));
    }

    @Test
    void twentyCallsAtOnceWithKeysOfTheirOwnRunOneAfterAnotherAndNeverOverpay() {
        Agent bench = Agent.as("bench");
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(1, 10_000).payment("credit_card", 10_000);
        List<Agent.Said> said = Together.call(20, n -> {
            // whoever reads first may be late: a refusal as stale is the right answer then
            for (int attempt = 0; attempt < 4; attempt++) {
                Agent.Said each = bench.call(Refunding.of(bench.order(shop.order))
                        .amount("7." + (10 + n))
                        .key(fresh()));
                if (!each.error().equals("stale") && !each.error().equals("busy")) {
                    return each;
                }
            }
            return null;
        });
        long done = said.stream()
                .filter(each -> each != null && each.status().equals("done"))
                .count();
        assertThat(done).isBetween(1L, 14L).isEqualTo(shop.refunds());
        assertThat(shop.refunded()).isLessThanOrEqualTo(10_000);
        assertThat(sql.number("select coalesce(sum(amount), 0) from shop.refunds where order_id = ?", shop.order))
                .isEqualTo(shop.refunded());
    }

    @Test
    void twoAgentsThatReadTheSameOrderCannotBothActOnThatRead() {
        Agent ada = Agent.as("ada");
        Agent ben = Agent.as("ben");
        ShopFixture shop = usd();
        Refunding adas = Refunding.of(ada.order(shop.order)).line(shop.line(1), 1);
        Refunding bens = Refunding.of(ben.order(shop.order)).line(shop.line(2), 1);
        List<Agent.Said> said = Together.call(2, n -> n == 0 ? ada.call(adas) : ben.call(bens));
        assertThat(said.stream().filter(each -> each.status().equals("done"))).hasSize(1);
        assertThat(said.stream().filter(each -> each.error().equals("stale"))).hasSize(1);
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void oneGiftCardOfManyOrdersIsCreditedOnceForEach() {
        Agent bench = Agent.as("bench");
        ShopFixture first = usd().method("gift_card");
        String card = "gift_card-" + first.order + "-0";
        List<ShopFixture> orders =
                java.util.stream.IntStream.range(0, 6).mapToObj(n -> usd()).toList();
        orders.forEach(order ->
                sql.execute("update shop.orders set customer_id = ? where id = ?", first.customer, order.order));
        List<Agent.Said> said = Together.call(
                6,
                n -> bench.call(Refunding.of(bench.order(orders.get(n).order))
                        .line(orders.get(n).line(2), 1)
                        .with("refund_to", card)));
        assertThat(said).extracting(Agent.Said::status).containsOnly("done");
        assertThat(sql.number("select balance from shop.payment_methods where id = ?", card))
                .isEqualTo(6 * 2500);
    }
}
