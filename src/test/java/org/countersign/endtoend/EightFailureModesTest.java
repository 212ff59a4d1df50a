package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong when models act, each shown to be stopped: nothing happens in the shop beyond what was right, and the
 * answer says what to do instead.
 */
@QuarkusTest
@TestProfile(ShopProfile.class)
class EightFailureModesTest extends WholeServer {

    private final Agent ada = Agent.as("ada");

    @Test
    void anInventedToolDoesNotExist() {
        ShopFixture shop = usd();
        ObjectNode arguments =
                Refunding.of(ada.order(shop.order)).amount("5.00").arguments();
        String before = Effects.of(sql);
        for (String invented : List.of("refund_orders", "send_gift_certificate", "execute_sql", "cancelOrder", "")) {
            Agent.Said said = ada.call(invented, arguments);
            assertThat(said.rpcError()).as(invented).isEqualTo(-32602);
        }
        assertThat(ada.call("refund_orders", arguments)
                        .body()
                        .at("/error/message")
                        .asText())
                .as("the nearest one is named")
                .contains("refund_order");
        Agent wim = Agent.as("wim");
        assertThat(wim.call("refund_order", arguments).rpcError())
                .as("what is not granted does not exist either")
                .isEqualTo(-32602);
        assertThat(Effects.of(sql)).isEqualTo(before);
    }

    @Test
    void anInventedArgumentIsNotIgnored() {
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        String before = Effects.of(sql);
        Agent.Said forced = ada.call(Refunding.of(order).amount("5.00").with("force", true));
        assertThat(forced.error()).isEqualTo("invalid_arguments");
        assertThat(forced.content().at("/error/violations/0/path").asText()).isEqualTo("force");
        Agent.Said misspelt =
                ada.call(Refunding.of(order).money("ammount", "5.00", "USD").line(shop.line(1), 1));
        assertThat(misspelt.content().path("error").path("violations").toString())
                .as("the nearest known name is said")
                .contains("ammount", "amount");
        Agent.Said nested = ada.call(Refunding.of(order).with("lines", Agent.parse("""
                [{"line_id": "%s", "quantity": 1, "price": "0.01"}]""".formatted(shop.line(1)))));
        assertThat(nested.error()).isEqualTo("invalid_arguments");
        assertThat(nested.content().at("/error/violations/0/path").asText()).isEqualTo("lines[0].price");
        assertThat(Effects.of(sql)).isEqualTo(before);
    }

    @Test
    void theWrongOrderLineOrCustomerIsRefused() {
        ShopFixture shop = usd();
        ShopFixture other = usd().method("gift_card");
        JsonNode order = ada.order(shop.order);
        JsonNode others = ada.order(other.order);
        String before = Effects.of(sql);
        assertThat(ada.call(Refunding.of(order).line(other.line(1), 1)).rule()).isEqualTo("line_not_in_order");
        assertThat(ada.call(Refunding.of(order).amount("5.00").with("refund_to", "gift_card-" + other.order + "-0"))
                        .rule())
                .isEqualTo("method_not_of_customer");
        assertThat(ada.call(Refunding.of(shop.order, others.path("version").asText())
                                .amount("5.00"))
                        .error())
                .as("a receipt is for the order that was read")
                .isEqualTo("not_read");
        assertThat(ada.call(
                                Cancelling.TOOL,
                                Cancelling.of(shop.order, others.path("version").asText()))
                        .error())
                .isEqualTo("not_read");
        Agent.Said unknown = ada.call(
                Refunding.of("W0000000", order.path("version").asText()).amount("5.00"));
        assertThat(unknown.error()).isIn("not_found", "not_read");
        assertThat(Effects.of(sql)).isEqualTo(before);
    }

    @Test
    void aStalePictureOfTheOrderIsRefusedAndTheDifferenceSaid() {
        ShopFixture shop = usd();
        JsonNode seen = ada.order(shop.order);
        Agent ben = Agent.as("ben");
        assertThat(ben.call(Refunding.of(ben.order(shop.order)).line(shop.line(2), 1))
                        .status())
                .isEqualTo("done");
        String before = Effects.of(sql);
        for (Agent.Said said : List.of(
                ada.call(Refunding.of(seen).line(shop.line(1), 1)), ada.call(Cancelling.TOOL, Cancelling.of(seen)))) {
            assertThat(said.error()).isEqualTo("stale");
            assertThat(RefundJourneyTest.names(said.content().at("/error/differences")))
                    .contains("lines[1].refunded_quantity");
            assertThat(said.content().at("/next/tool").asText())
                    .as("read again: never a write with a new version")
                    .isEqualTo("get_order");
        }
        assertThat(Effects.of(sql)).isEqualTo(before);
    }

    @Test
    void aStormOfRetriesHasOneEffectOrNone() {
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        Refunding good = Refunding.of(order).line(shop.line(1), 1);
        List<Agent.Said> storm = Together.call(30, n -> ada.call(good));
        assertThat(storm).extracting(Agent.Said::status).containsOnly("done");
        assertThat(storm.stream().map(Agent.Said::action).distinct()).hasSize(1);
        assertThat(storm.stream().filter(said -> !said.replayed())).hasSize(1);
        assertThat(shop.refunds()).isEqualTo(1);

        String before = Effects.of(sql);
        Refunding tooMuch = Refunding.of(ada.order(shop.order)).amount("499.00");
        for (int n = 0; n < 12; n++) {
            Agent.Said said = ada.call(tooMuch);
            assertThat(said.status()).isEqualTo("refused");
            assertThat(said.content().path("error").path("retryable").asBoolean())
                    .as("%s", said.content())
                    .isFalse();
            assertThat(said.error())
                    .as("call %d of the same kind", n + 1)
                    .isEqualTo(n < 2 ? "exceeds_refundable" : "repeating_failure");
        }
        assertThat(Effects.of(sql)).isEqualTo(before);
    }

    @Test
    void theSameEffectIsNotDoneTwice() {
        ShopFixture shop = usd();
        Agent.Said first = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        assertThat(first.status()).isEqualTo("done");
        String before = Effects.of(sql);
        Agent ben = Agent.as("ben");
        for (Agent.Said again : List.of(
                ada.call(Refunding.of(ada.order(shop.order))
                        .line(shop.line(1), 1)
                        .key(fresh())),
                ada.call(Refunding.of(shop.order, first.version())
                        .line(shop.line(1), 1)
                        .with("reason", "goodwill")),
                ada.call(Refunding.of(ada.order(shop.order)).amount("10.00")),
                ben.call(Refunding.of(ben.order(shop.order)).line(shop.line(1), 1)))) {
            assertThat(again.error()).as("%s", again.content()).isEqualTo("possible_duplicate");
            assertThat(again.content().at("/error/action_id").asText()).isEqualTo(first.action());
            assertThat(again.content().at("/next/tool").asText()).isEqualTo("get_action");
        }
        assertThat(Effects.of(sql)).isEqualTo(before);
        Agent.Said cancelled = ada.call(Cancelling.TOOL, Cancelling.of(ada.order(usd().order)));
        Agent.Said twice = ada.call(
                Cancelling.TOOL,
                Cancelling.of(cancelled.content().at("/action/target/id").asText(), cancelled.version()));
        assertThat(twice.content().path("changed").asBoolean()).isFalse();
    }

    @Test
    void whatMustComeFirstIsMissing() {
        ShopFixture shop = usd();
        Agent ben = Agent.as("ben");
        String bens = ben.order(shop.order).path("version").asText();
        ObjectNode without = Refunding.of(shop.order, bens).amount("5.00").arguments();
        without.remove("version");
        String before = Effects.of(sql);
        assertThat(ada.call("refund_order", without).error())
                .as("no version at all")
                .isEqualTo("invalid_arguments");
        for (String version : List.of(bens, "latest", "W" + bens.substring(1))) {
            Agent.Said said = ada.call(Refunding.of(shop.order, version).amount("5.00"));
            assertThat(said.error()).as("not read by this caller: %s", version).isEqualTo("not_read");
            assertThat(said.content().at("/next/tool").asText()).isEqualTo("get_order");
        }
        sql.execute("update shop.orders set fulfillment_status = 'shipped' where id = ?", shop.order);
        assertThat(ada.call(Cancelling.TOOL, Cancelling.of(ada.order(shop.order)))
                        .rule())
                .as("what has left the house cannot be cancelled")
                .isEqualTo("already_fulfilled");
        assertThat(Effects.of(sql)).isEqualTo(before);
    }

    /** Whoever is not sure enough asks a person; whoever says to be sure is still checked against the shop. */
    @Test
    void confidenceIsNoProof() {
        terms("{\"max_amount\": {\"amount\": \"500.00\", \"currency\": \"USD\"}, \"min_confidence\": 0.8}");
        ShopFixture shop = usd();
        String before = Effects.of(sql);
        for (String confidence : List.of("null", "0.5", "0.79")) {
            Agent.Said said = ada.call(
                    Refunding.of(ada.order(shop.order)).amount("5.00").with("confidence", Agent.parse(confidence)));
            assertThat(said.status()).as(confidence).isEqualTo("escalated");
            assertThat(said.content().path("summary").asText()).startsWith("WAITING FOR A PERSON, NOT DONE:");
            shop = usd();
            before = Effects.of(sql);
        }
        assertThat(Effects.of(sql)).isEqualTo(before);
        Agent.Said sure =
                ada.call(Refunding.of(ada.order(shop.order)).amount("5.00").with("confidence", Agent.parse("0.8")));
        assertThat(sure.status()).isEqualTo("done");
        assertThat(sure.content().path("verification").asText()).isEqualTo("verified");

        ShopFixture wrong = usd();
        sql.execute("""
                create or replace function shop.half() returns trigger language plpgsql as
                'begin new.amount := new.amount / 2; return new; end'""");
        sql.execute("create trigger half before insert on shop.refunds for each row when (new.order_id = '"
                + wrong.order + "') execute function shop.half()");
        Agent.Said mismatch;
        try {
            mismatch =
                    ada.call(Refunding.of(ada.order(wrong.order)).amount("9.00").with("confidence", Agent.parse("1")));
        } finally {
            sql.execute("drop trigger half on shop.refunds");
        }
        assertThat(mismatch.status()).as("%s", mismatch.content()).isEqualTo("mismatch");
        assertThat(mismatch.isError()).isTrue();
        assertThat(mismatch.content().path("summary").asText()).startsWith("PARTLY DONE:");
        assertThat(mismatch.content()
                        .at("/effect/observed/effects/0/amount/amount")
                        .asText())
                .isEqualTo("4.50");
    }

    private void terms(String terms) {
        sql.execute(
                "update countersign.role_grant set terms = ?::jsonb, version = version + 1"
                        + " where role = 'support_agent' and tool = 'refund_order'",
                terms);
        policy.readAgain();
    }

    @AfterEach
    void asTheRolesBegin() {
        terms("{\"max_amount\": {\"amount\": \"500.00\", \"currency\": \"USD\"}}");
    }
}
