package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Limits, persons, duplicates, switches and grants, as a model meets them. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class GuardsTest extends WholeServer {

    @Test
    void aboveTheLimitOfTheRoleNothingIsDoneAndTheLimitIsNamed() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(1, 50_001).payment("credit_card", 50_001);
        JsonNode order = ada.order(shop.order);
        Agent.Said refused = ada.call(Refunding.of(order).line(shop.line(1), 1));
        assertThat(refused.error()).isEqualTo("limit_exceeded");
        assertThat(refused.content()
                        .path("error")
                        .path("maximum")
                        .path("amount")
                        .asText())
                .isEqualTo("500.00");
        assertThat(refused.content().path("checks").findValuesAsText("result")).endsWith("refuse");
        assertThat(shop.refunds()).isZero();
        assertThat(ada.call(Refunding.of(order).amount("500.00")).status())
                .as("the refusal left the object free, and the limit itself is within")
                .isEqualTo("done");
    }

    @Test
    void anotherCurrencyThanTheLimitsIsRefused() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = new ShopFixture(sql, "JPY", 0).line(1, 100).payment("credit_card", 100);
        Agent.Said refused = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        assertThat(refused.error()).isEqualTo("limit_exceeded");
        assertThat(shop.refunds()).isZero();
    }

    @Test
    void aboveTheTierAPersonIsAskedAndNothingIsExecuted() {
        Agent lea = Agent.as("lea");
        ShopFixture shop = new ShopFixture(sql, "USD", 0).line(1, 200_001).payment("gift_card", 200_001);
        JsonNode order = lea.order(shop.order);
        Refunding call = Refunding.of(order).line(shop.line(1), 1);
        Agent.Said waiting = lea.call(call);
        assertThat(waiting.status()).isEqualTo("awaiting_approval");
        assertThat(waiting.isError()).isFalse();
        assertThat(waiting.content().path("summary").asText()).startsWith("WAITING FOR A PERSON, NOT DONE: ");
        assertThat(waiting.content().path("changed").asBoolean()).isFalse();
        assertThat(waiting.content().path("checks").findValuesAsText("result")).contains("ask");
        assertThat(shop.refunds()).isZero();
        assertThat(lea.order(shop.order)).isEqualTo(order);

        Agent.Said again = lea.call(call);
        assertThat(again.replayed()).isTrue();
        assertThat(again.status()).isEqualTo("awaiting_approval");
        assertThat(again.action()).isEqualTo(waiting.action());
        JsonNode stored = lea.call("get_action", "action_id", waiting.action()).content();
        assertThat(stored.path("effect")).isEqualTo(waiting.content().path("effect"));
        assertThat(stored.path("effect").path("planned").path("effects")).hasSize(1);
        assertThat(actions(shop.order)).isEqualTo(1);
    }

    @Test
    void theSameEffectUnderAnotherKeyIsAPossibleDuplicateAndThenAPersonsDecision() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Agent.Said first = ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1));
        Refunding repeat =
                Refunding.of(shop.order, first.version()).line(shop.line(1), 1).key(fresh());

        Agent.Said tooEarly = ada.call(repeat.but().with("intentional_repeat", true));
        assertThat(tooEarly.error())
                .as("it counts only after the answer was given")
                .isEqualTo("possible_duplicate");
        Agent.Said refused = ada.call(repeat);
        assertThat(refused.error()).isEqualTo("possible_duplicate");
        assertThat(refused.content().path("error").path("action_id").asText()).isEqualTo(first.action());
        Agent.Said asked = ada.call(repeat.but().with("intentional_repeat", true));
        assertThat(asked.status()).isEqualTo("awaiting_approval");
        assertThat(shop.refunds()).isEqualTo(1);
    }

    @Test
    void aDuplicateIsSeenAcrossCallers() {
        Agent ada = Agent.as("ada");
        Agent ben = Agent.as("ben");
        ShopFixture shop = usd();
        Agent.Said first = ada.call(Refunding.of(ada.order(shop.order)).amount("12.34"));
        Agent.Said second = ben.call(Refunding.of(ben.order(shop.order)).amount("12.34"));
        assertThat(second.error()).isEqualTo("possible_duplicate");
        assertThat(second.content().path("error").path("action_id").asText()).isEqualTo(first.action());
        assertThat(ben.call(Refunding.of(ben.order(shop.order)).amount("12.35")).status())
                .isEqualTo("done");
    }

    @Test
    void whatWasRefusedOrFailedIsNoEarlierEffect() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        ada.call(Refunding.of(order).line(shop.line(2), 2).key(fresh()));
        assertThat(ada.call(Refunding.of(order).line(shop.line(2), 1).key(fresh()))
                        .status())
                .isEqualTo("done");
    }

    @Test
    void switchedOffWritesAreRefusedAndWhatWasDoneIsStillAnswered() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding done = Refunding.of(ada.order(shop.order)).line(shop.line(1), 1);
        Agent.Said before = ada.call(done);
        for (String scope : new String[] {"all", "tool:refund_order", "backend:builtin"}) {
            switchOff(scope);
            Agent.Said refused = ada.call(Refunding.of(ada.order(shop.order)).amount(scope.length() + ".00"));
            assertThat(refused.error()).isEqualTo("writes_disabled");
            assertThat(refused.content().path("error").path("message").asText()).contains("stock-taking");
            assertThat(refused.content().has("action")).isFalse();
            assertThat(ada.call(done).replayed()).as("a replay is a read").isTrue();
            assertThat(ada.tools().findValuesAsText("name")).contains("refund_order");
            switchOn();
        }
        assertThat(shop.refunds()).isEqualTo(1);
        assertThat(actions(shop.order)).isEqualTo(1);
        assertThat(before.status()).isEqualTo("done");
    }

    @Test
    void anotherToolsSwitchDoesNotStopThisOne() {
        switchOff("tool:cancel_order");
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(1), 1))
                        .status())
                .isEqualTo("done");
    }

    @Test
    void aGrantThatIsTakenAwayHidesTheToolAndReplaysToo() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        Refunding call = Refunding.of(ada.order(shop.order)).line(shop.line(1), 1);
        assertThat(ada.call(call).status()).isEqualTo("done");
        grant(false);
        try {
            assertThat(ada.call(call).rpcError()).isEqualTo(-32602);
            assertThat(ada.tools().findValuesAsText("name")).doesNotContain("refund_order");
        } finally {
            grant(true);
        }
        assertThat(ada.call(call).replayed()).isTrue();
    }

    @Test
    void whatIsRefusedBeforeItIsAnActionLeavesOneEventAndNoAction() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        long events = events();
        Agent.Said schema = ada.call(Refunding.of(order).line(shop.line(1), 0));
        assertThat(schema.error()).isEqualTo("invalid_arguments");
        assertThat(events()).isEqualTo(events + 1);
        ada.call(Refunding.of(order));
        assertThat(events()).as("neither lines nor amount").isEqualTo(events + 2);
        Agent wim = Agent.as("wim");
        wim.call(Refunding.of(order).line(shop.line(1), 1));
        assertThat(events()).as("not permitted").isEqualTo(events + 3);
        assertThat(actions(shop.order)).isZero();
    }

    @Test
    void personalDataIsMaskedForWhoMayNotSeeIt() {
        ShopFixture shop = usd();
        String street = "1 Main Street";
        JsonNode adas = Agent.as("ada").order(shop.order);
        assertThat(adas.toString()).doesNotContain(street).doesNotContain("ada.low." + shop.order + "@example.com");
        assertThat(adas.path("payments").path(0).path("method").path("id").asText())
                .isEqualTo("credit_card-" + shop.order + "-1");
        JsonNode leas = Agent.as("lea").order(shop.order);
        assertThat(leas.toString()).contains(street).contains("ada.low." + shop.order + "@example.com");
    }

    @Test
    void staleDifferencesShowNoPersonalValues() {
        Agent ada = Agent.as("ada");
        ShopFixture shop = usd();
        JsonNode order = ada.order(shop.order);
        sql.execute(
                "update shop.orders set to_line1 = '7 Secret Road', to_city = 'Basel', revision = nextval('shop.revisions') where id = ?",
                shop.order);
        Agent.Said stale = ada.call(Refunding.of(order).line(shop.line(1), 1));
        assertThat(stale.error()).isEqualTo("stale");
        assertThat(RefundJourneyTest.names(stale.content().path("error").path("differences")))
                .contains("shipping_address.line1", "shipping_address.city");
        assertThat(stale.content().toString()).doesNotContain("Secret Road").contains("Basel");
        assertThat(stale.content().path("next").path("tool").asText()).isEqualTo("get_order");
    }

    @Test
    void aResetShopIsTheFirstDaysShopAndEarlierEffectsAreGone() throws Exception {
        Agent ada = Agent.as("ada");
        String id = sampleOrder();
        JsonNode before = ada.order(id);
        Agent.Said first = ada.call(Refunding.of(before).line(line(before, 0)));
        assertThat(first.status()).isEqualTo("done");
        assertThat(reset("ada")).isEqualTo(403);
        assertThat(reset("sam")).isEqualTo(200);

        JsonNode after = ada.order(id);
        assertThat(after.path("totals").path("refunded").path("amount").asText())
                .isEqualTo("0.00");
        assertThat(after.path("version")).isNotEqualTo(before.path("version"));
        Agent.Said second = ada.call(Refunding.of(after).line(line(after, 0)));
        assertThat(second.status()).as("%s", second.content()).isEqualTo("done");
        assertThat(second.action()).isNotEqualTo(first.action());
    }

    private static int reset(String user) throws Exception {
        var config = ConfigProvider.getConfig();
        String token = Agent.token(config.getValue("countersign.issuer", String.class), user, "admin");
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        config.getValue("countersign.public-url", String.class) + "/api/admin/shops/main/reset"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private void grant(boolean enabled) {
        sql.execute(
                "update countersign.role_grant set enabled = ?, version = version + 1"
                        + " where role = 'support_agent' and tool = 'refund_order'",
                enabled);
        policy.readAgain();
    }

    private long events() {
        return sql.number("select count(*) from countersign.event where action_id is null");
    }
}
