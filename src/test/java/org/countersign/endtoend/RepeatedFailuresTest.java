package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The third equal failing call is told to stop, of whatever kind; what is no failure is not counted. */
@QuarkusTest
@TestProfile(ShopProfile.class)
class RepeatedFailuresTest extends WholeServer {

    private final Agent ada = Agent.as("ada");

    private static void assertStop(Agent.Said said, String failure) {
        assertThat(said.error()).isEqualTo("repeating_failure");
        assertThat(said.isError()).isTrue();
        JsonNode error = said.content().path("error");
        assertThat(error.path("failure").asText()).isEqualTo(failure);
        assertThat(error.path("message").asText()).contains("3 times", failure);
        assertThat(error.path("fix").asText()).contains("Do not send it again unchanged");
        assertThat(error.path("retryable").asBoolean()).isFalse();
        assertThat(said.content().path("summary").asText()).startsWith("NOT DONE: ");
    }

    @Test
    void aShopRuleInOtherWordsUnderOtherKeysIsStillTheSameFailure() {
        ShopFixture shop = usd();
        Refunding call = Refunding.of(ada.order(shop.order)).line(shop.line(2), 2);
        for (int n = 0; n < 2; n++) {
            Agent.Said refused = ada.call(call.but().key(fresh()).with("reasoning", "Another reason " + n));
            assertThat(refused.rule()).isEqualTo("quantity_too_high");
        }
        Agent.Said third = ada.call(call.but().key(fresh()));
        assertStop(third, "shop_rule");
        assertThat(third.content().at("/error/maximum_quantity").asInt())
                .as("what helps is kept")
                .isEqualTo(1);
        assertThat(ada.call(call.but().with("dry_run", true)).error())
                .as("another call")
                .isEqualTo("shop_rule");
        assertThat(Agent.as("ben")
                        .call(Refunding.of(Agent.as("ben").order(shop.order)).line(shop.line(2), 2))
                        .error())
                .as("another person")
                .isEqualTo("shop_rule");
        assertThat(ada.call(Refunding.of(ada.order(shop.order)).line(shop.line(2), 1))
                        .status())
                .as("what would succeed does")
                .isEqualTo("done");
    }

    @Test
    void aCallThatDoesNotFitTheSchemaCountsToo() {
        ShopFixture shop = usd();
        Refunding call =
                Refunding.of(ada.order(shop.order)).line(shop.line(1), 1).with("colour", "red");
        assertThat(ada.call(call).error()).isEqualTo("invalid_arguments");
        assertThat(ada.call(call).error()).isEqualTo("invalid_arguments");
        Agent.Said third = ada.call(call);
        assertStop(third, "invalid_arguments");
        assertThat(third.content().at("/error/violations")).isNotEmpty();
    }

    @Test
    void aCallThatWouldNowSucceedSucceedsAndAnHourLaterItIsForgotten() {
        ShopFixture shop = usd();
        Refunding call = Refunding.of(ada.order(shop.order)).line(shop.line(1), 1);
        switchOff("all");
        assertThat(ada.call(call).error()).isEqualTo("writes_disabled");
        assertThat(ada.call(call).error()).isEqualTo("writes_disabled");
        assertStop(ada.call(call), "writes_disabled");
        sql.execute("update countersign.failing_call set since = now() - interval '61 minutes'");
        assertThat(ada.call(call).error()).isEqualTo("writes_disabled");
        switchOn();
        assertThat(ada.call(call).status()).isEqualTo("done");
        for (int n = 0; n < 4; n++) {
            Agent.Said again = ada.call(call);
            assertThat(again.replayed()).as("a replay is no failure").isTrue();
            assertThat(again.status()).isEqualTo("done");
        }
    }
}
