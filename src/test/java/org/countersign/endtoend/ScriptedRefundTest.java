package org.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.countersign.scripted.ScriptedProfile;
import org.countersign.scripted.ScriptedShop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ScriptedProfile.class)
class ScriptedRefundTest {

    ScriptedShop shop;

    @BeforeEach
    void begin() {
        shop.reset();
    }

    @Test
    void anAgentRefundsAtAShopBehindTheProtocol() {
        Agent ada = Agent.as("ada");
        JsonNode order = ada.order("S1");
        assertThat(order.path("totals").path("total").path("amount").asText()).isEqualTo("65.77");
        Agent.Said said = ada.call(Refunding.of(order).line(order.path("lines").path(1)));
        assertThat(said.content().toString()).contains("DONE");
        assertThat(said.status()).isEqualTo("done");
        assertThat(shop.effects("S1")).hasSize(1);
    }
}
