package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** escalate_to_human and withdraw_action: a case is given to a person once, and what waits can be taken back by its owner. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class HandOverTest extends WholeServer {

    private final Agent ada = Agent.as("ada");
    private final Agent ben = Agent.as("ben");

    private static ObjectNode escalation(String order) {
        ObjectNode call = new ObjectMapper()
                .createObjectNode()
                .put("reason", "over_limit")
                .put("customer_request", "I want all of it back, now!")
                .put("interpretation", "Full refund of a lost parcel, above my limit.")
                .put("recommended_action", "Refund everything to the card.")
                .put("urgency", "high");
        return order == null ? call.put("case_id", "T-" + fresh()) : call.put("order_id", order);
    }

    private long open(String action) {
        return sql.number(
                "select count(*) from countersign.escalation where action_id = ? and closed_at is null", action);
    }

    /** A refund that waits: an order of high risk. */
    private Agent.Said waiting(ShopFixture shop) {
        sql.execute("update shop.orders set risk_level = 'high' where id = ?", shop.order);
        Agent.Said waits = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(2), 1));
        assertThat(waits.status()).as("%s", waits.content()).isEqualTo("escalated");
        return waits;
    }

    @Test
    void aCaseIsHandedOverOnceAndChangesNothing() {
        ShopFixture shop = usd();
        JsonNode before = ada.order(shop.order);
        Agent.Said said = ada.call("escalate_to_human", escalation("#" + shop.order));
        assertThat(said.status()).as("%s", said.content()).isEqualTo("escalated");
        assertThat(said.isError()).isFalse();
        assertThat(said.content().path("summary").asText())
                .startsWith("WAITING FOR A PERSON, NOT DONE: a person takes over the case about order #" + shop.order)
                .doesNotContain("all of it back");
        assertThat(open(said.action())).isEqualTo(1);
        Agent.Said again = ada.call("escalate_to_human", escalation(shop.order));
        assertThat(again.replayed()).isTrue();
        assertThat(again.action()).isEqualTo(said.action());
        assertThat(ada.order(shop.order)).isEqualTo(before);
        assertThat(ada.call("list_actions", "order_id", shop.order).content().toString())
                .contains(said.action());
    }

    @Test
    void aCaseWithoutAnOrderIsHandedOverAndAnUnknownOrderIsNotFound() {
        assertThat(ada.call("escalate_to_human", escalation(null)).status()).isEqualTo("escalated");
        Agent.Said unknown = ada.call("escalate_to_human", escalation("W0000000"));
        assertThat(unknown.error()).isEqualTo("not_found");
    }

    @Test
    void neitherASwitchNorAnUnsettledActionKeepsACaseFromAPerson() {
        ShopFixture shop = usd();
        switchOff("all");
        assertThat(ada.call("escalate_to_human", escalation(shop.order)).status())
                .isEqualTo("escalated");
    }

    @Test
    void whatWaitsIsTakenBackByItsOwnerAndItsKeyIsFree() {
        ShopFixture shop = usd();
        Agent.Said waits = waiting(shop);
        assertThat(open(waits.action())).isEqualTo(1);

        Agent.Said notHis = ben.call("withdraw_action", "action_id", waits.action());
        assertThat(notHis.error()).as("%s", notHis.content()).isEqualTo("not_permitted");
        Agent.Said withdrawn = ada.call("withdraw_action", "action_id", waits.action());
        assertThat(withdrawn.status()).as("%s", withdrawn.content()).isEqualTo("withdrawn");
        assertThat(withdrawn.isError()).isFalse();
        assertThat(open(waits.action())).isZero();
        Agent.Said again = ada.call("withdraw_action", "action_id", waits.action());
        assertThat(again.status()).isEqualTo("withdrawn");
        assertThat(again.replayed()).isTrue();

        Agent.Said anew = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(2), 1));
        assertThat(anew.status()).as("%s", anew.content()).isEqualTo("escalated");
        assertThat(anew.action()).isNotEqualTo(waits.action());
        assertThat(anew.content().at("/action/retry_of").asText()).isEqualTo(waits.action());
        assertThat(shop.refunded()).isZero();
    }

    @Test
    void whatIsDoneIsNotTakenBack() {
        ShopFixture shop = usd();
        Agent.Said done = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(2), 1));
        assertThat(done.status()).isEqualTo("done");
        Agent.Said refused = ada.call("withdraw_action", "action_id", done.action());
        assertThat(refused.error()).isEqualTo("wrong_state");
        assertThat(refused.content().at("/next/tool").asText()).isEqualTo("get_action");
        assertThat(ada.call("withdraw_action", "action_id", "act_unknown").error())
                .isEqualTo("not_found");
    }

    @Test
    void anAdministratorTakesBackWhatSomebodyElseAskedFor() {
        sql.execute("""
                insert into countersign.role_grant (shop, role, tool, enabled)
                values ('main', 'shop_admin', 'withdraw_action', true) on conflict do nothing""");
        policy.readAgain();
        Agent.Said waits = waiting(usd());
        Agent.Said withdrawn = Agent.as("sam").call("withdraw_action", "action_id", waits.action());
        assertThat(withdrawn.status()).as("%s", withdrawn.content()).isEqualTo("withdrawn");
        assertThat(sql.text(
                        "select subject from countersign.event where action_id = ? and kind = 'withdrawn'",
                        waits.action()))
                .isNotEqualTo(sql.text("select subject from countersign.action where id = ?", waits.action()));
    }

    @Test
    void theListOfAnOrderHasWhatWasDoneForItsSakeOnSomethingElse() {
        ShopFixture shop = usd();
        Agent lea = Agent.as("lea");
        ObjectNode credit = Writing.ofCustomer(lea.call("get_customer", "customer_id", shop.customer)
                        .content()
                        .path("customer"))
                .put("reason", "late_delivery")
                .put("order_id", shop.order);
        credit.putObject("amount").put("amount", "5.00").put("currency", "USD");
        Agent.Said said = lea.call("issue_store_credit", credit);
        assertThat(said.status()).as("%s", said.content()).isEqualTo("done");
        assertThat(ada.call("list_actions", "order_id", "#" + shop.order)
                        .content()
                        .path("actions")
                        .findValuesAsText("id"))
                .contains(said.action());
        assertThat(ada.call("list_actions", "order_id", usd().order).content().path("actions"))
                .isEmpty();
    }
}
