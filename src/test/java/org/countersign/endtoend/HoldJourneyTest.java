package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** hold_order and release_order over MCP. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class HoldJourneyTest extends WholeServer {

    private static final String HOLD = "hold_order";
    private static final String RELEASE = "release_order";

    private final Agent lea = Agent.as("lea");

    private ObjectNode hold(ShopFixture shop, String reason) {
        return Writing.of(lea.order(shop.order)).put("reason", reason);
    }

    private ObjectNode release(ShopFixture shop) {
        return Writing.of(lea.order(shop.order));
    }

    private JsonNode holds(ShopFixture shop) {
        return lea.order(shop.order).path("holds");
    }

    @Test
    void aHeldOrderIsReleasedAgain() {
        ShopFixture shop = usd();
        PlanIsEffect.of(lea, HOLD, hold(shop, "suspected_fraud").put("note", "ask the bank"));
        assertThat(holds(shop)).hasSize(1);
        assertThat(holds(shop).at("/0/reason").asText()).isEqualTo("suspected_fraud");
        assertThat(holds(shop).at("/0/note").asText()).isEqualTo("ask the bank");
        PlanIsEffect.of(lea, RELEASE, release(shop));
        assertThat(holds(shop)).isEmpty();
        assertThat(sql.number("select count(*) from shop.holds where order_id = ?", shop.order))
                .isEqualTo(1);
    }

    @Test
    void theSameAgainIsDoneAndChangesNothing() {
        ShopFixture shop = usd();
        unchanged(lea.call(RELEASE, release(shop)));
        unchanged(lea.call(RELEASE, release(shop).put("hold_id", "ho_1")));
        lea.call(HOLD, hold(shop, "out_of_stock"));
        unchanged(lea.call(HOLD, hold(shop, "out_of_stock").put("note", "still")));
        lea.call(HOLD, hold(shop, "other").put("note", "ask Bea"));
        unchanged(lea.call(HOLD, hold(shop, "other").put("note", "ask Bea")));
        assertThat(holds(shop)).hasSize(2);
        assertThat(lea.call(HOLD, hold(shop, "other").put("note", "ask Cid")).status())
                .isEqualTo("done");
        assertThat(holds(shop)).hasSize(3);
    }

    private static void unchanged(Agent.Said said) {
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        assertThat(said.content().path("changed").asBoolean(true)).isFalse();
    }

    @Test
    void ofSeveralHoldsOneIsNamed() {
        ShopFixture shop = usd();
        lea.call(HOLD, hold(shop, "out_of_stock"));
        lea.call(HOLD, hold(shop, "customer_request"));
        String first = holds(shop).at("/0/id").asText();
        String second = holds(shop).at("/1/id").asText();
        Agent.Said which = lea.call(RELEASE, release(shop));
        assertThat(which.error()).as("%s", which.content()).isEqualTo("invalid_arguments");
        assertThat(which.content().at("/error/message").asText()).contains(first, second);
        Agent.Said unknown = lea.call(RELEASE, release(shop).put("hold_id", "ho_of_nobody"));
        assertThat(unknown.error()).as("%s", unknown.content()).isEqualTo("not_found");
        assertThat(unknown.content().at("/error/message").asText()).contains(first, second);
        PlanIsEffect.of(lea, RELEASE, release(shop).put("hold_id", second));
        assertThat(holds(shop).findValuesAsText("id")).containsExactly(first);
    }

    @Test
    void onlyAnOpenOrderOfWhichSomethingIsLeftIsHeld() {
        ShopFixture closed = usd();
        sql.execute("update shop.orders set status = 'closed' where id = ?", closed.order);
        assertThat(lea.call(HOLD, hold(closed, "out_of_stock")).rule()).isEqualTo("order_not_open");
        ShopFixture sent = usd();
        sql.execute("update shop.lines set fulfilled_quantity = quantity where order_id = ?", sent.order);
        assertThat(lea.call(HOLD, hold(sent, "out_of_stock")).rule()).isEqualTo("already_fulfilled");
        ShopFixture shop = usd();
        Agent.Said noNote = lea.call(HOLD, hold(shop, "other"));
        assertThat(noNote.error()).as("%s", noNote.content()).isEqualTo("invalid_arguments");
        assertThat(lea.call(HOLD, hold(shop, "mood")).error()).isEqualTo("invalid_arguments");
        assertThat(holds(shop)).isEmpty();
    }

    @Test
    void aShopCanNarrowTheReasons() {
        ShopFixture shop = usd();
        narrowed("hold_order", "out_of_stock");
        Agent.Said gone = lea.call(HOLD, hold(shop, "suspected_fraud"));
        assertThat(gone.error()).as("%s", gone.content()).isEqualTo("invalid_arguments");
        assertThat(gone.content().at("/error/violations/0/allowed").asText()).contains("out_of_stock");
        assertThat(lea.call(HOLD, hold(shop, "out_of_stock")).status()).isEqualTo("done");
    }

    @Test
    void aHoldHindersNeitherRefundNorCancellation() {
        ShopFixture shop = usd();
        lea.call(HOLD, hold(shop, "out_of_stock"));
        assertThat(lea.call(Refunding.of(lea.order(shop.order)).amount("1.00")).status())
                .isEqualTo("done");
        ObjectNode cancel = hold(shop, "out_of_stock");
        Agent.Said cancelled = lea.call("cancel_order", cancel);
        assertThat(cancelled.status()).as("%s", cancelled.content()).isEqualTo("done");
        assertThat(lea.call(RELEASE, release(shop)).status()).isEqualTo("done");
        assertThat(holds(shop)).isEmpty();
    }
}
